/** Where a list goes on, as its answer says in a header of RFC 8288. */

/** One that is longer is no header of an honest list, and costs time to read. */
const longest = 4_096;

/** @returns the address of the next page on the same origin; `elsewhere` for one that is not followed; undefined at the last page. */
export function nextLink(from: URL, header = ""): URL | "elsewhere" | undefined {
  if (header.length > longest) return "elsewhere";
  const link = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(header)?.[1];
  if (link === undefined) return undefined;
  const next = URL.parse(link, from);
  return next === null || next.origin !== from.origin ? "elsewhere" : next;
}
