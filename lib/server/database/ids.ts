import { randomBytes } from "node:crypto";

/**
 * What an id is of: cluster, scan, user, connection test, upload, audit entry, installation, invitation, API token, saved view,
 * comment, waiver, schedule, share link, access review, assertion set, registry, trust profile, signing policy,
 * image, forge, signer of commits, report about a source, document about images, assessed image, evidence pack,
 * dump of OSV.
 */
export type IdPrefix =
  | ("cls" | "scn" | "usr" | "tst" | "upl" | "aud" | "ins")
  | ("inv" | "tok" | "viw" | "cmt" | "wvr" | "sch" | "shr" | "rvw" | "ast")
  | ("rgy" | "trp" | "tbl" | "spl" | "img")
  | ("fge" | "csg" | "srp")
  | ("doc" | "asd")
  | ("pck" | "osv");

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const randomLength = 16;

/** @returns a new id such as `cls_` and 26 characters of base32: 128 random bits, safe in addresses and host names. */
export function newId(prefix: IdPrefix): string {
  let bits = 0;
  let value = 0;
  let text = "";
  for (const byte of randomBytes(randomLength)) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  if (bits > 0) text += alphabet[(value << (5 - bits)) & 31];
  return `${prefix}_${text}`;
}
