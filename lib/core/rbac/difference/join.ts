/** Rights as few lines as they can be told in: what differs only in its resources, or only in its verbs, is one. */
import { compareText } from "../../inventory/gap.ts";
import type { Extent } from "./extent.ts";
import type { Right } from "./right.ts";

/** @returns the same rights in one order, those joined that differ in one list only. */
export function joinRights(rights: readonly Right[]): readonly Right[] {
  const byPlace = joinBy(rights, {
    read: (right) => (right.about === "urls" ? right.urls : right.resources),
    write: (right, extent) => (right.about === "urls" ? { ...right, urls: extent } : { ...right, resources: extent }),
  });
  const byVerb = joinBy(byPlace, { read: ({ verbs }) => verbs, write: (right, verbs) => ({ ...right, verbs }) });
  return byVerb.toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
}

interface Axis {
  readonly read: (right: Right) => Extent;
  readonly write: (right: Right, extent: Extent) => Right;
}

const anything: Extent = { all: true, of: [], except: [] };

function joinBy(rights: readonly Right[], { read, write }: Axis): readonly Right[] {
  const found = new Map<string, Right>();
  for (const right of rights) {
    const extent = read(right);
    const joinable = !extent.all && extent.except.length === 0;
    const key = `${joinable}${JSON.stringify(joinable ? write(right, anything) : right)}`;
    const known = found.get(key);
    found.set(key, known && joinable ? write(known, joined(read(known), extent)) : right);
  }
  return [...found.values()];
}

function joined(a: Extent, b: Extent): Extent {
  return { all: false, of: [...new Set([...a.of, ...b.of])].sort(compareText), except: [] };
}

/** Wide ones first. */
function sortKey(right: Right): string {
  if (right.about === "urls") return JSON.stringify(["2", right.urls, right.verbs]);
  return JSON.stringify([right.resources.all ? "0" : "1", right.groups, right.resources, right.verbs, right.names]);
}
