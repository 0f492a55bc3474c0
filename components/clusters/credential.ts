import type { Cluster } from "#contracts/clusters.ts";

interface CredentialState {
  tone: "good" | "soon" | "ended" | "endless";
  sentence: string;
  remedy?: string;
}

const day = 86_400_000;

/**
 * @param now milliseconds
 * @returns how long a credential lasts, and what to do about it
 */
export function credentialState(credential: NonNullable<Cluster["credential"]>, now: number): CredentialState {
  if (credential.kind === "inCluster") return { tone: "good", sentence: "Renewed by the cluster itself." };
  if (credential.withoutEnd || credential.expiresAt === undefined) {
    return {
      tone: "endless",
      sentence: "It has no end.",
      remedy: "Whoever steals it can use it for ever. Replace it with a token that ends.",
    };
  }
  const left = Date.parse(credential.expiresAt) - now;
  if (left <= 0) return { tone: "ended", sentence: "It has ended.", remedy: "Scans fail until it is replaced." };
  if (credential.renews) return { tone: "good", sentence: "The worker renews it before its end." };
  if (left < 7 * day) return { tone: "soon", sentence: "It ends within a week.", remedy: "Replace it before scans fail." };
  return { tone: "good", sentence: "It ends by itself." };
}
