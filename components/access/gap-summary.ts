import type { Gap } from "../scans/gap-words.ts";

/** @returns `rolebindings in 2 namespaces could not be read in full`, for a sentence that limits an answer. */
export function gapSummary(gaps: readonly Gap[]): string {
  const places = new Map<string, Set<string> | "cluster">();
  for (const { resource, namespace } of gaps) {
    const known = places.get(resource);
    if (namespace === undefined || known === "cluster") places.set(resource, "cluster");
    else places.set(resource, (known ?? new Set<string>()).add(namespace));
  }
  const words = [...places].map(([resource, where]) => {
    const [plural = resource] = resource.split(".");
    if (where === "cluster") return plural;
    return `${plural} in ${where.size === 1 ? "1 namespace" : `${where.size} namespaces`}`;
  });
  const shown = words.length > 3 ? [...words.slice(0, 2), `${words.length - 2} other kinds`] : words;
  if (shown.length === 0) return "";
  const list = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
  return `${list} could not be read in full`;
}
