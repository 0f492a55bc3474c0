/** Rights as few lines as they can be told in: what differs only in its resources, or only in its verbs, is one. */
import { compareText } from "../../inventory/gap.ts";
import { type Extent, everything } from "./extent.ts";
import { type Right, rightKey } from "./right.ts";

/** @returns the same rights in one order, those joined that differ in one list only. */
export function joinRights(rights: readonly Right[]): readonly Right[] {
  if (rights.length < 2) return rights;
  const byPlace = joinBy(rights, {
    read: (right) => (right.about === "urls" ? right.urls : right.resources),
    write: (right, extent) => (right.about === "urls" ? { ...right, urls: extent } : { ...right, resources: extent }),
  });
  const byVerb = joinBy(byPlace, { read: ({ verbs }) => verbs, write: (right, verbs) => ({ ...right, verbs }) });
  return byVerb.toSorted((a, b) => compareText(rightKey(a), rightKey(b)));
}

interface Axis {
  readonly read: (right: Right) => Extent;
  readonly write: (right: Right, extent: Extent) => Right;
}

function joinBy(rights: readonly Right[], { read, write }: Axis): readonly Right[] {
  const found = new Map<string, Right>();
  for (const right of rights) {
    const extent = read(right);
    const joinable = !extent.all && extent.except.length === 0;
    const key = joinable ? `any ${rightKey(write(right, everything))}` : rightKey(right);
    const known = found.get(key);
    found.set(key, known && joinable ? write(known, joined(read(known), extent)) : right);
  }
  return [...found.values()];
}

function joined(a: Extent, b: Extent): Extent {
  return { all: false, of: [...new Set([...a.of, ...b.of])].sort(compareText), except: [] };
}
