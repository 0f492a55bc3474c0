import { type Gap, outside } from "../../inventory/gap.ts";
import type { NodeItem } from "../../inventory/items.ts";
import { nodesBehind, runtimeSupport, type SoftwareSupport, systemSupport } from "../../nodes/software.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

type Context = CheckContext<"nodes">;
type Message = "ended" | "paid" | "runtime" | "behind";

const judges = [
  { says: (node: NodeItem) => node.info?.osImage ?? "", support: systemSupport, what: "operating system" },
  { says: (node: NodeItem) => node.info?.containerRuntimeVersion ?? "", support: runtimeSupport, what: "container runtime" },
] as const;

/** One gap for each system and runtime, and not for each node. */
function unknownSupport({ list, now }: Context): readonly Gap[] {
  const today = dayOf(now);
  return judges.flatMap(({ says, support, what }) => {
    const unknown = list("nodes").filter((node) => (support(says(node), today)?.state ?? "unknown") === "unknown");
    return [...Map.groupBy(unknown, says)].map(([text, nodes]) => {
      const name = text === "" ? `an ${what} that they do not name` : text;
      return outside("nodes", `${nodes.length} nodes run ${name}: how long that is supported is not in this release's table`);
    });
  });
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

function* judge(node: NodeItem, today: string): Iterable<Report<Message>> {
  const system = systemSupport(node.info?.osImage ?? "", today);
  if (system?.state === "ended" || system?.state === "paid")
    yield { at: refTo("nodes", node, "status.nodeInfo.osImage"), message: system.state, data: dataOf(system) };
  const runtime = runtimeSupport(node.info?.containerRuntimeVersion ?? "", today);
  if (runtime?.state === "ended")
    yield { at: refTo("nodes", node, "status.nodeInfo.containerRuntimeVersion"), message: "runtime", data: dataOf(runtime) };
}

function dataOf({ name, end, paidUntil }: SoftwareSupport) {
  return { name, end, paidUntil };
}

export default defineCheck({
  id: "isolation/node-software",
  major: 1,
  since: "0.1",
  title: "Support of the nodes' systems, kernels and runtimes",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: ["nodes"],
  messages: {
    ended: { text: "{object} runs {name}, for which nobody mends anything since {end}", severity: "high" },
    paid: {
      text: "{object} runs {name}, which since {end} is mended only for those who pay for it, until {paidUntil}",
      severity: "medium",
    },
    runtime: { text: "{object} runs {name}, whose support ended on {end}", severity: "medium" },
    behind: {
      text: "{object} runs the kernel {kernel}, while another node of the same system runs {newest}",
      severity: "low",
    },
  },
  docs: {
    why: "Every container of a node shares its kernel: a hole in it, in the runtime or in the system below leads out of any of them. What is out of support keeps its holes. A node that is behind its neighbours was not started again after an update, or was left out of it.",
    fix: "Replace nodes rather than mend them: a node group with a current image, drained one by one. Where support is paid for, waive the finding with its end as the date.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/multi-tenancy/#node-isolation",
      "https://kubernetes.io/docs/setup/production-environment/container-runtimes/",
      "https://github.com/containerd/containerd/blob/main/RELEASES.md",
    ],
  },
  unseen: unknownSupport,
  basis: () =>
    "It rests on what nodes say of themselves and on a table of calendars as of 2026-11. Makers mend the kernel for as long as their system: its own number says nothing of its age.",
  *evaluate({ list, now }) {
    const nodes = list("nodes");
    const behind = nodesBehind(nodes);
    for (const node of nodes) {
      yield* judge(node, dayOf(now));
      const newest = behind.get(node);
      if (newest === undefined) continue;
      const at = refTo("nodes", node, "status.nodeInfo.kernelVersion");
      yield { at, message: "behind", data: { kernel: node.info?.kernelVersion, newest }, locus: "kernel" };
    }
  },
});
