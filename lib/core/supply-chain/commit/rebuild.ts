/**
 * Rebuilds the raw object of a commit from what a forge tells of it. A forge leaves out what it thinks is of no account (time
 * zones, the last line break, where the signature stands), so what it could have been is tried until the id fits. What is given
 * out has the id: nobody has to be believed.
 */
import { createHash } from "node:crypto";

export interface SignedParts {
  /** All but the signature, as it was signed. */
  readonly payload: string;
  readonly signature: string;
}

export interface CommitPerson {
  readonly name: string;
  readonly email: string;
  /** RFC 3339; its time zone is not believed. */
  readonly date: string;
}

export interface UnsignedParts {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  readonly message: string;
}

/** Lines of headers, from their end, before which a signature is tried: whoever made the commit says how many there are. */
const mostPlaces = 200;

/** Bytes of a message beyond which only commits with one time zone are tried. */
const longestForAllZones = 8 * 1024;

/** @returns the text without the ends of lines that it ends in. */
function withoutLastLines(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  return text.slice(0, end);
}

/** @returns the object with the id, or undefined where no way of putting the parts together gives it. */
export function rebuildSigned({ payload, signature }: SignedParts, id: string): Buffer | undefined {
  const end = payload.indexOf("\n\n");
  if (end < 0) return undefined;
  const headers = payload.slice(0, end).split("\n");
  const rest = payload.slice(end + 1);
  const trimmed = withoutLastLines(signature);
  const name = id.length === 64 ? "gpgsig-sha256" : "gpgsig";
  for (const text of new Set([signature, trimmed, `${trimmed}\n`])) {
    const signed = `${name} ${text.split("\n").join("\n ")}`;
    // Git writes it last; others write it before the encoding.
    for (let place = headers.length; place >= Math.max(0, headers.length - mostPlaces); place -= 1) {
      const all = [...headers.slice(0, place), signed, ...headers.slice(place)];
      const raw = Buffer.from(`${all.join("\n")}\n${rest}`);
      if (idOf(raw, id) === id) return raw;
    }
  }
  return undefined;
}

/** @returns the object with the id, which proves that it has no signature; undefined where no way of putting it together gives it. */
export function rebuildUnsigned({ tree, parents, author, committer, message }: UnsignedParts, id: string): Buffer | undefined {
  const [written, entered] = [secondsOf(author.date), secondsOf(committer.date)];
  if (written === undefined || entered === undefined) return undefined;
  const front = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)].join("\n");
  const all = Buffer.byteLength(message) <= longestForAllZones;
  for (const [ofAuthor, ofCommitter] of zonePairs(all))
    for (const end of ["\n", ""]) {
      const people = [
        `author ${author.name} <${author.email}> ${written} ${ofAuthor}`,
        `committer ${committer.name} <${committer.email}> ${entered} ${ofCommitter}`,
      ];
      const raw = Buffer.from(`${front}\n${people.join("\n")}\n\n${message}${end}`);
      if (idOf(raw, id) === id) return raw;
    }
  return undefined;
}

function idOf(raw: Buffer, id: string): string {
  const algorithm = id.length === 64 ? "sha256" : "sha1";
  return createHash(algorithm).update(`commit ${raw.length}\0`).update(raw).digest("hex");
}

function secondsOf(date: string): number | undefined {
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1_000);
}

/** Every quarter of an hour from -12:00 to +14:00. */
const zones = Array.from({ length: 105 }, (_, index) => (index - 48) * 15)
  .toSorted((one, other) => Math.abs(one) - Math.abs(other))
  .map((minutes) => {
    const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}${String(rest).padStart(2, "0")}`;
  });

/** Author and committer are most often at the same place. */
function* zonePairs(all: boolean): Generator<readonly [string, string]> {
  for (const zone of zones) yield [zone, zone];
  if (!all) return;
  for (const one of zones) for (const other of zones) if (one !== other) yield [one, other];
}
