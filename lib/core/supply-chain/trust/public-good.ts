/** The root of Sigstore's public-good instance, as a dependency ships it: no network is asked, and it has an age of its own. */
import seeds from "@sigstore/tuf/seeds.json" with { type: "json" };
import type { SigstoreProfile } from "./profile.ts";
import { sigstoreProfile } from "./root.ts";

const seed = seeds["https://tuf-repo-cdn.sigstore.dev"];

/** @returns the profile; its `asOf` is the newest start of a log or authority in it, since the root itself has no date. */
export function publicGoodProfile(): SigstoreProfile {
  const json: unknown = decoded(seed.targets["trusted_root.json"]);
  const profile = sigstoreProfile({ name: "Sigstore public good", json });
  if (!profile.ok) throw new Error(`The shipped root of Sigstore is broken: ${profile.error.message}`);
  return { ...profile.value, asOf: newestStart(profile.value) };
}

/** @returns when the shipped metadata of the public-good instance ends, ISO 8601: after it a newer root is to be had. */
export function publicGoodExpires(): string {
  return (decoded(seed["root.json"]) as { signed: { expires: string } }).signed.expires;
}

function decoded(base64: string): unknown {
  return JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
}

function newestStart({ root }: SigstoreProfile): string {
  const starts = [
    ...[...root.tlogs, ...root.ctlogs].map(({ publicKey }) => publicKey?.validFor?.start?.getTime() ?? 0),
    ...[...root.certificateAuthorities, ...root.timestampAuthorities].map(({ validFor }) => validFor?.start?.getTime() ?? 0),
  ];
  return new Date(Math.max(...starts)).toISOString();
}
