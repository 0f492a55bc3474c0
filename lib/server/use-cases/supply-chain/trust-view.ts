/** What is shown of a trust profile: its parts, its age, its end, and what to know about it. */
import type { KeyObject } from "node:crypto";
import type { TrustProfileView } from "../../../contracts/supply-chain/trust.ts";
import { holdsAt, newestStart, soonestEnd, type TrustPart, trustParts } from "../../../core/supply-chain/trust/parts.ts";
import type { TrustProfile } from "../../../core/supply-chain/trust/profile.ts";
import { publicGoodExpires } from "../../../core/supply-chain/trust/public-good.ts";
import type { StoredTrustProfile } from "../../database/supply-chain/judgement-rows.ts";
import type { TrustProfileRow } from "../../database/supply-chain/trust-profiles.ts";
import { openTrustProfile } from "../../supply-chain/trust-profiles.ts";

const day = 86_400_000;
/** Of a root: after this a newer one is likely to be had. */
const oldAfterDays = 90;
/** Before its end. */
const noticeDays = 30;

type Row = StoredTrustProfile & Partial<Pick<TrustProfileRow, "updatedBy" | "updatedAt">>;
type Notice = TrustProfileView["notices"][number];

export function trustView(row: Row, now: Date): TrustProfileView {
  const { id, name, kind, enabled, updatedBy } = row;
  const shipped = kind === "publicGood" && row.root === undefined;
  const opened = openTrustProfile(row);
  const profile = opened.ok ? opened.value : undefined;
  const parts = profile === undefined ? [] : partsOf(profile);
  const asOf = row.asOf ?? newestStart(parts);
  const endsAt = soonest(soonestEnd(parts, now), shipped ? new Date(publicGoodExpires()) : undefined);
  const ageDays = asOf && Math.floor((now.getTime() - asOf.getTime()) / day);
  const about = { row, shipped, parts, profile, asOf, ageDays, endsAt, now };
  return {
    ...{ id, name, kind, enabled, shipped, updatedBy, ageDays },
    revision: profile?.revision,
    problem: opened.ok ? undefined : opened.error.message,
    thresholds: profile && thresholdsOf(profile),
    asOf: asOf?.toISOString(),
    endsAt: endsAt?.toISOString(),
    parts: parts.map((part) => ({
      ...{ kind: part.kind, name: part.name },
      from: part.from?.toISOString(),
      to: part.to?.toISOString(),
    })),
    keys: profile?.kind === "keys" ? keysOf(profile, row) : [],
    notices: noticesOf(about),
    updatedAt: row.updatedAt?.toISOString(),
  };
}

function partsOf(profile: TrustProfile): readonly TrustPart[] {
  const root = profile.kind === "sigstore" ? profile.root : profile.log?.root;
  return root === undefined ? [] : trustParts(root);
}

function thresholdsOf(profile: TrustProfile): TrustProfileView["thresholds"] {
  const thresholds = profile.kind === "sigstore" ? profile.thresholds : profile.log?.thresholds;
  return thresholds && { ...thresholds };
}

function keysOf({ keys }: Extract<TrustProfile, { kind: "keys" }>, row: Row): TrustProfileView["keys"] {
  return keys.map(({ name, fingerprint, key }, index) => {
    return { name, fingerprint, algorithm: algorithmOf(key), pem: row.keys[index]?.pem ?? "" };
  });
}

const curves: Readonly<Record<string, string>> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };

function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails: details = {} }: KeyObject): string {
  const { namedCurve, modulusLength } = details;
  if (namedCurve !== undefined) return `ECDSA ${curves[namedCurve] ?? namedCurve}`;
  return modulusLength === undefined ? (type ?? "not known") : `${type?.toUpperCase()} ${modulusLength} bits`;
}

interface About {
  readonly row: Row;
  readonly shipped: boolean;
  readonly parts: readonly TrustPart[];
  readonly profile: TrustProfile | undefined;
  readonly asOf: Date | undefined;
  readonly ageDays: number | undefined;
  readonly endsAt: Date | undefined;
  readonly now: Date;
}

function noticesOf(about: About): Notice[] {
  const { row, profile, parts, now } = about;
  const notices: Notice[] = [];
  const tell = (kind: Notice["kind"], text: string) => notices.push({ kind, text });
  if (!row.enabled) tell("off", "It is turned off: nothing is verified by it.");
  for (const kind of endedKinds(parts, now))
    tell("ended", `Every ${kindWords[kind]} in it has ended: nothing that is signed now can be verified by it.`);
  for (const notice of timely(about)) notices.push(notice);
  const thresholds = profile && thresholdsOf(profile);
  if (profile !== undefined && (thresholds?.transparencyLog ?? 0) === 0)
    tell("withoutLog", "No transparency log is asked for: nobody would notice a signature that should not be there.");
  if (profile?.kind === "keys" && (thresholds?.trustedTime ?? 0) === 0)
    tell("withoutTime", "No trusted time is asked for: a key that was stolen signs for any date.");
  return notices;
}

function timely({ shipped, row, asOf, ageDays, endsAt, now }: About): Notice[] {
  const notices: Notice[] = [];
  if (asOf !== undefined && ageDays !== undefined && ageDays > oldAfterDays) {
    const made = row.asOf === undefined ? "Its newest part began" : "It was made";
    const text = `${made} on ${dateOf(asOf)}, ${ageDays} days ago. Look whether there is a newer root.`;
    notices.push({ kind: "old", text });
  }
  if (endsAt !== undefined && endsAt.getTime() - now.getTime() < noticeDays * day) {
    const what = shipped ? "What this release ships of it" : "A part of it";
    notices.push({ kind: "ending", text: `${what} ends on ${dateOf(endsAt)}.` });
  }
  return notices;
}

const kindWords: Readonly<Record<TrustPart["kind"], string>> = {
  certificateAuthority: "certificate authority",
  transparencyLog: "transparency log",
  certificateLog: "log of certificates",
  timestampAuthority: "timestamp authority",
};

function endedKinds(parts: readonly TrustPart[], now: Date): readonly TrustPart["kind"][] {
  const kinds = [...new Set(parts.map(({ kind }) => kind))];
  return kinds.filter((kind) => !parts.some((part) => part.kind === kind && holdsAt(part, now)));
}

function soonest(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one !== undefined && other !== undefined && other < one ? other : (one ?? other);
}

function dateOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
