import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { counted } from "../../access/subject-words.ts";

export const kindWords: Readonly<Record<TrustProfileView["kind"], string>> = {
  publicGood: "public-good root of Sigstore",
  sigstore: "private root of Sigstore",
  keys: "keys",
};

export const partWords: Readonly<Record<TrustProfileView["parts"][number]["kind"], string>> = {
  certificateAuthority: "Certificate authority",
  certificateLog: "Log of certificates",
  transparencyLog: "Transparency log",
  timestampAuthority: "Timestamp authority",
};

/** @returns what is trusted, in a sentence. */
export function trustSentence(profiles: readonly TrustProfileView[]): string {
  const on = profiles.filter(({ enabled, problem }) => enabled && problem === undefined);
  const roots = on.filter(({ kind }) => kind !== "keys").length;
  const keys = on.reduce((sum, profile) => sum + profile.keys.length, 0);
  if (roots + keys === 0) return "Nothing is trusted: no signature can be verified.";
  const what = [...(roots > 0 ? [counted(roots, "root")] : []), ...(keys > 0 ? [counted(keys, "key")] : [])];
  return `Signatures are trusted by ${what.join(" and ")}.`;
}

/** @returns how many witnesses a profile asks for. */
export function thresholdWords({ kind, thresholds }: Pick<TrustProfileView, "kind" | "thresholds">): string {
  if (thresholds === undefined) return "the signature alone: no log, no trusted time";
  const { certificateLog, transparencyLog, trustedTime } = thresholds;
  const asked = [
    ...(kind === "keys"
      ? []
      : [counted(certificateLog, "timestamp of a certificate's log", "timestamps of a certificate's log")]),
    counted(transparencyLog, "entry of a transparency log", "entries of a transparency log"),
    counted(trustedTime, "trusted time"),
  ];
  return asked.join(", ");
}
