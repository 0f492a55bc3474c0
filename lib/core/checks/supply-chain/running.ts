/** What runs, by the word of the runtimes, for the checks of images. */
import { inventoryVersion, type Look } from "../../inventory/inventory.ts";
import { type RunningContainer, runningImageResources, runningImages } from "../../supply-chain/images/running.ts";
import { defineView, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloads } from "../workload/workloads.ts";

export interface RunningWorkload {
  readonly at: Report<string>["at"];
  readonly namespace: string;
  readonly containers: readonly RunningContainer[];
}

/** The containers of each workload that runs: what controls the pods, as far as it was seen, else the pods' own word for it. */
export const runningWorkloads = defineView({
  name: "containers that run, by workload",
  reads: runningImageResources,
  build(sight): readonly RunningWorkload[] {
    const looks = Object.fromEntries(runningImageResources.map((resource) => [resource, sight.look(resource) as Look]));
    const version = sight.knows("init-container-images") ? inventoryVersion : 0;
    const { containers } = runningImages({ version, looks: looks as Parameters<typeof runningImages>[0]["looks"] });
    const known = new Map(
      sight.view(workloads).map(({ resource, item }) => {
        const at = refTo(resource, item);
        return [keyOf(at.namespace ?? "", at.kind, at.name), at];
      }),
    );
    const groups = Map.groupBy(containers, ({ namespace, workload }) => keyOf(namespace, workload.kind, workload.name));
    return [...groups].flatMap(([key, same]) => {
      const [first] = same;
      if (first === undefined) return [];
      const { namespace, workload } = first;
      return [{ at: known.get(key) ?? { resource: "pods", namespace, ...workload }, namespace, containers: same }];
    });
  },
});

function keyOf(namespace: string, kind: string, name: string): string {
  return `${namespace}/${kind}/${name}`;
}
