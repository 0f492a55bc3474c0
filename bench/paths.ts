/** Escalation paths of every subject of a large company's RBAC, and of ten times as much. */
import { childJson } from "./child-json.ts";
import type { Figure } from "./figure.ts";
import type { PathsFound } from "./find-paths.ts";

const allWithinSeconds = 5;

/** @returns what it took to find them. */
export async function benchPaths(say: (line: string) => void): Promise<Figure[]> {
  say("Finding the paths of a large company");
  const once = await childJson<PathsFound>({ file: "./find-paths.ts", args: ["1"] });
  say("Finding the paths of ten large companies");
  const tenTimes = await childJson<PathsFound>({ file: "./find-paths.ts", args: ["10"] });
  return [
    { name: "Subjects with paths to look for", value: once.subjects, unit: "" },
    { name: "Edges of the graph", value: once.edges, unit: "" },
    { name: "All subjects, every end", value: once.allMilliseconds / 1000, unit: "s", budget: allWithinSeconds },
    { name: "One subject's path with its cheapest cut", value: once.onePathMilliseconds, unit: "ms" },
    { name: "The binding to remove first, for every end", value: once.bestCutMilliseconds, unit: "ms" },
    { name: "Memory beyond the inventory and its index", value: once.peakMegabytes - once.beforeMegabytes, unit: "MB" },
    { name: "Ten times the cluster: all subjects, every end", value: tenTimes.allMilliseconds / 1000, unit: "s" },
    { name: "  its edges", value: tenTimes.edges, unit: "" },
    { name: "  memory beyond", value: tenTimes.peakMegabytes - tenTimes.beforeMegabytes, unit: "MB" },
  ];
}
