/** What is done once the target is reached. */
import { apiVersionOf } from "../lifecycle.ts";
import { formatMinor, type Minor } from "../minor.ts";
import { mostListed, type RunBookItem, type RunBookSection, type Way } from "./book.ts";

export function clients(target: Minor): RunBookSection {
  return {
    title: "Clients",
    items: [
      {
        id: "clients",
        title: `Bring kubectl and client libraries to within one minor of ${formatMinor(target)}`,
        text: [
          "On people's machines, in pipelines and in images. An older client mostly works and quietly drops fields that it does not know.",
        ],
        commands: ["kubectl version"],
        waitsFor: `clients of ${formatMinor(target - 1)} to ${formatMinor(target + 1)}.`,
      },
    ],
  };
}

export function after({ plan, target }: Way): RunBookSection {
  const coming = plan.windows.filter(
    ({ from, stands, to }) => (from.removed ?? 0) > target && (stands === "inside" || (to.introduced ?? 0) <= target),
  );
  const migrate: RunBookItem = {
    id: "storage",
    title: "Write stored objects in their newest version",
    text: [
      "Objects stay in etcd as they were written. Before a definition drops an old version, all of its objects have to be written again, and the version taken out of status.storedVersions.",
    ],
    commands: ["kubectl get customresourcedefinitions -o custom-columns=NAME:.metadata.name,STORED:.status.storedVersions"],
  };
  const next: RunBookItem = {
    id: "next-manifests",
    title: "Change what the next minors will take away, while both versions are served",
    text: coming
      .slice(0, mostListed)
      .map(
        ({ from, to }) =>
          `${from.kind}: ${apiVersionOf(from)} goes in ${formatMinor(from.removed ?? 0)}; write ${apiVersionOf(to)}.`,
      ),
    commands: [],
  };
  const tidy: RunBookItem = {
    id: "tidy",
    title: "Turn off what kept old versions alive",
    text: [
      "Flags in --runtime-config and --feature-gates that were set for the old minor, and the backup's schedule if you changed it.",
    ],
    commands: [],
  };
  return { title: "After", items: [...(coming.length === 0 ? [] : [next]), migrate, tidy] };
}
