/** What a trusted root is made of, and how long it holds. */
import { X509Certificate } from "node:crypto";
import type { TrustedRoot } from "@sigstore/protobuf-specs";

export interface TrustPart {
  readonly kind: "certificateAuthority" | "transparencyLog" | "certificateLog" | "timestampAuthority";
  /** Its address or subject; of a log without an address its id. */
  readonly name: string;
  readonly from?: Date | undefined;
  /** Absent: no end is set. */
  readonly to?: Date | undefined;
}

type Log = TrustedRoot["tlogs"][number];
type Authority = TrustedRoot["certificateAuthorities"][number];

/** @returns the parts, in the order in which a signature meets them. */
export function trustParts({ certificateAuthorities, ctlogs, tlogs, timestampAuthorities }: TrustedRoot): readonly TrustPart[] {
  return [
    ...certificateAuthorities.map((one) => authority("certificateAuthority", one)),
    ...ctlogs.map((one) => log("certificateLog", one)),
    ...tlogs.map((one) => log("transparencyLog", one)),
    ...timestampAuthorities.map((one) => authority("timestampAuthority", one)),
  ];
}

function log(kind: TrustPart["kind"], { baseUrl, logId, publicKey }: Log): TrustPart {
  const name =
    baseUrl === ""
      ? Buffer.from(logId?.keyId ?? [])
          .toString("hex")
          .slice(0, 16)
      : baseUrl;
  return { kind, name, from: publicKey?.validFor?.start, to: publicKey?.validFor?.end };
}

/** An authority ends with its own period, or with the first of its certificates. */
function authority(kind: TrustPart["kind"], { uri, subject, certChain, validFor }: Authority): TrustPart {
  const name = uri !== "" ? uri : [subject?.commonName, subject?.organization].filter(Boolean).join(", ");
  const ends = (certChain?.certificates ?? []).map(({ rawBytes }) => new X509Certificate(Buffer.from(rawBytes)).validToDate);
  const soonest = [...(validFor?.end ? [validFor.end] : []), ...ends].toSorted((one, other) => Number(one) - Number(other))[0];
  return { kind, name, from: validFor?.start, to: soonest };
}

/** @returns whether a part holds at a moment. */
export function holdsAt({ from, to }: TrustPart, at: Date): boolean {
  return (from === undefined || from <= at) && (to === undefined || to > at);
}

/** @returns the soonest end of a part that still holds; undefined where none has one. */
export function soonestEnd(parts: readonly TrustPart[], now: Date): Date | undefined {
  const ends = parts.flatMap((part) => (holdsAt(part, now) && part.to ? [part.to] : []));
  return ends.toSorted((one, other) => Number(one) - Number(other))[0];
}

/** @returns when the newest part began: the root cannot be older than this. */
export function newestStart(parts: readonly TrustPart[]): Date | undefined {
  return parts.flatMap(({ from }) => from ?? []).toSorted((one, other) => Number(other) - Number(one))[0];
}
