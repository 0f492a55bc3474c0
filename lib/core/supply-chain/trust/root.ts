/** A trusted root of Sigstore, read from its JSON and held to what the verification relies on. */
import { hash } from "node:crypto";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toTrustMaterial } from "@sigstore/verify";
import { err, type Failure, ok, type Result } from "../../result.ts";
import type { SigstoreProfile, Thresholds } from "./profile.ts";

/** @param json a parsed `trusted_root.json`. @returns a profile; without thresholds those that the root's own parts allow. */
export function sigstoreProfile(options: {
  name: string;
  json: unknown;
  thresholds?: Thresholds;
  asOf?: string;
}): Result<SigstoreProfile, Failure<"trusted-root">> {
  const root = readTrustedRoot(options.json);
  if (!root.ok) return root;
  const thresholds = options.thresholds ?? thresholdsOf(root.value);
  const revision = hash("sha256", JSON.stringify([TrustedRoot.toJSON(root.value), thresholds])).slice(0, 16);
  const { name, asOf } = options;
  return ok({ kind: "sigstore", name, revision, root: root.value, thresholds, ...(asOf !== undefined && { asOf }) });
}

/** A log is asked for where the root names one; without it, a timestamp authority has to be there. A trusted time is always asked for. */
function thresholdsOf({ ctlogs, tlogs, timestampAuthorities }: TrustedRoot): Thresholds {
  const byTimestampAlone = tlogs.length === 0 && timestampAuthorities.length > 0;
  return { certificateLog: ctlogs.length > 0 ? 1 : 0, transparencyLog: byTimestampAlone ? 0 : 1, trustedTime: 1 };
}

/** @returns the root, or what is wrong with it. Parts without a start are refused: they would count as valid for all time. */
export function readTrustedRoot(json: unknown): Result<TrustedRoot, Failure<"trusted-root">> {
  if (typeof json !== "object" || json === null) return refused("It is no object.");
  try {
    const root = TrustedRoot.fromJSON(json);
    const startless = withoutStart(root);
    if (startless !== undefined) return refused(`${startless} says of no time that it is valid from.`, startless);
    if (root.certificateAuthorities.length === 0 && root.tlogs.length === 0) return refused("It names no authority and no log.");
    toTrustMaterial(root);
    return ok(root);
  } catch (error) {
    return refused(`A certificate or key in it cannot be read${error instanceof Error ? ` (${error.message})` : ""}.`);
  }
}

function withoutStart(root: TrustedRoot): string | undefined {
  const parts: readonly (readonly [string, { start?: Date | undefined } | undefined])[] = [
    ...root.tlogs.map(({ publicKey }, index) => [`tlogs[${index}]`, publicKey?.validFor] as const),
    ...root.ctlogs.map(({ publicKey }, index) => [`ctlogs[${index}]`, publicKey?.validFor] as const),
    ...root.certificateAuthorities.map(({ validFor }, index) => [`certificateAuthorities[${index}]`, validFor] as const),
    ...root.timestampAuthorities.map(({ validFor }, index) => [`timestampAuthorities[${index}]`, validFor] as const),
  ];
  return parts.find(([, validFor]) => validFor?.start === undefined)?.[0];
}

function refused(message: string, path?: string): Result<never, Failure<"trusted-root">> {
  const remedy = "Give a trusted_root.json as Sigstore writes it, with validFor.start in each log and authority.";
  return err({ code: "trusted-root", message, remedy, ...(path !== undefined && { path }) });
}
