/**
 * The order of an upgrade for one cluster and one target, by Kubernetes' version-skew policy: one minor a step, and in each
 * what has to be done before it, the control plane, the add-ons, the nodes, the clients; at the end what the target offers.
 */
import { formatList } from "../../findings/message.ts";
import { apiVersionOf } from "../lifecycle.ts";
import { formatMinor, type Minor, stepsTo } from "../minor.ts";
import { counted, type Step, type StepFinding } from "../plan/judge-step.ts";
import type { UpgradePlan } from "../plan/plan.ts";
import { widestSkew } from "../plan/versions.ts";
import type { MigrationWindow } from "../plan/windows.ts";
import { commandsFor, type ProviderCommands } from "./provider-commands.ts";

export interface RunBookItem {
  /** Names the item in its book, the same in every book that has it. */
  readonly id: string;
  readonly title: string;
  /** Plain sentences; may hold names from the cluster, which are hostile wherever they are shown. */
  readonly text: readonly string[];
  readonly commands: readonly string[];
  /** What has to be true before the next item. */
  readonly waitsFor?: string;
  /** Commands that show that it is. */
  readonly check?: readonly string[];
}

export interface RunBookSection {
  readonly title: string;
  readonly text?: string;
  readonly items: readonly RunBookItem[];
}

export interface RunBook {
  readonly cluster: string;
  readonly from: string;
  readonly target: string;
  readonly steps: readonly string[];
  /** What the reader has to know before anything else. */
  readonly opening: readonly string[];
  readonly variables: readonly string[];
  readonly sections: readonly RunBookSection[];
  readonly refs: readonly string[];
}

export interface RunBookSource {
  readonly plan: UpgradePlan;
  readonly cluster: string;
  readonly target: Minor;
  /** ISO date of the scan that it rests on. */
  readonly asOf: string;
}

const policy = "https://kubernetes.io/releases/version-skew-policy/";

/** @returns the book, or undefined where there is no way: the version is not known, or the target is not ahead. */
export function runBook(source: RunBookSource): RunBook | undefined {
  const { plan, cluster, target } = source;
  const path = plan.current === undefined ? undefined : stepsTo(plan.current, target);
  if (plan.current === undefined || path?.kind !== "steps") return undefined;
  const commands = commandsFor(plan.provider?.name);
  const way: Way = { ...source, from: plan.current, commands, nodes: oldestKubelet(plan) };
  return {
    cluster,
    from: formatMinor(plan.current),
    target: formatMinor(target),
    steps: path.steps.map(formatMinor),
    opening: openingOf(way, path.steps),
    variables: commands.variables,
    sections: [prepare(way, path.steps), ...stepSections(way, path.steps), clients(target), after(way)],
    refs: [policy, ...commands.refs],
  };
}

interface Way extends RunBookSource {
  readonly from: Minor;
  readonly commands: ProviderCommands;
  /** The minor of the oldest kubelet; undefined where none was seen. */
  readonly nodes: Minor | undefined;
}

function oldestKubelet({ kubelets }: UpgradePlan): Minor | undefined {
  const minors = kubelets.flatMap(({ minor }) => minor ?? []);
  return minors.length === 0 ? undefined : Math.min(...minors);
}

function openingOf({ plan, from, target, asOf, cluster }: Way, steps: readonly Minor[]): readonly string[] {
  const { provider } = plan;
  const blocked = plan.steps.filter(({ minor, verdict }) => minor <= target && verdict === "blocked");
  return [
    `This takes ${cluster} from ${formatMinor(from)} to ${formatMinor(target)}${steps.length === 1 ? "." : ` in ${steps.length} steps, because a control plane takes one minor at a time: ${formatList(steps.map(formatMinor))}.`}`,
    `It rests on the scan of ${asOf}. Scan again before each step: what is listed here may be mended by then, and something else may have come.`,
    provider === undefined
      ? "How the cluster is made was not recognised, so the commands only look. Put those of your own tool in their place; the order is the same."
      : `The commands are those of ${provider.name}${provider.sure === "certain" ? "" : ", which is probable and not certain"}: ${provider.evidence.join("; ")}.`,
    ...(blocked.length === 0
      ? []
      : [
          `Do not begin with ${formatMinor(blocked[0]?.minor ?? target)} while its blockers stand: ${blocked.length === 1 ? "this step is" : `${blocked.length} of the steps are`} blocked today.`,
        ]),
    ...unknownSentence(plan, target),
    ...(plan.gaps.length === 0 ? [] : ["Not all nodes and pods were seen, so nodes of other versions may be missing below."]),
  ];
}

function unknownSentence({ steps }: UpgradePlan, target: Minor): readonly string[] {
  const unknown = steps.filter(({ minor, verdict }) => minor <= target && verdict === "unknown");
  const [first] = unknown;
  if (first === undefined) return [];
  return [
    `Not all that could stop it was looked at for ${formatList(unknown.map(({ minor }) => formatMinor(minor)))}. ${first.reasons.join(" ")}`,
  ];
}

function prepare({ plan, target, nodes }: Way, steps: readonly Minor[]): RunBookSection {
  const unseen = [
    ...new Map(
      plan.steps.filter(({ minor }) => minor <= target).flatMap((step) => step.unseen.map((one) => [one.checkId, one])),
    ).values(),
  ];
  const look: RunBookItem = {
    id: "look-unseen",
    title: `Look yourself at what Drydock could not see`,
    text: unseen.map(
      ({ title, couldBlock, gaps }) => `${title}${couldBlock ? " (could stop the upgrade)" : ""}: ${reasonOf(gaps)}`,
    ),
    commands: [],
    waitsFor: "an answer to each of these: nothing here was found to be well.",
  };
  const backup: RunBookItem = {
    id: "backup",
    title: "Take a backup, and know that it can be restored",
    text: [
      plan.supporter === "upstream"
        ? "There is no way back to an older minor but a backup of etcd from before it."
        : "The provider keeps etcd, and does not go back to an older minor: back up the objects and the volumes with your own tool.",
    ],
    commands:
      plan.supporter === "upstream"
        ? [
            'sudo ETCDCTL_API=3 etcdctl snapshot save "etcd-$(date +%F).db" --endpoints https://127.0.0.1:2379 --cacert /etc/kubernetes/pki/etcd/ca.crt --cert /etc/kubernetes/pki/etcd/server.crt --key /etc/kubernetes/pki/etcd/server.key',
          ]
        : ["velero backup create before-upgrade --wait  # or what you use"],
    waitsFor: "a backup of today that somebody has restored elsewhere once.",
  };
  const window: RunBookItem = {
    id: "announce",
    title: "Agree on a time, and who watches",
    text: [
      `The API server restarts ${steps.length === 1 ? "once" : `${steps.length} times`}, and ${nodes === undefined ? "nodes are" : "each node is"} drained: pods with one replica are away for as long as it takes to start another.`,
    ],
    commands: [],
  };
  const health: RunBookItem = {
    id: "health",
    title: "Begin with a cluster that is well",
    text: ["What is broken before the upgrade is hard to tell from what the upgrade broke."],
    commands: [
      "kubectl get nodes",
      "kubectl get pods --all-namespaces --field-selector=status.phase!=Running,status.phase!=Succeeded",
      "kubectl get apiservices | grep -v True",
    ],
    waitsFor: "all nodes Ready, no pod pending that was not pending yesterday, every APIService available.",
  };
  return { title: "Before anything", items: [...(unseen.length === 0 ? [] : [look]), backup, health, window] };
}

function reasonOf(gaps: readonly { readonly resource: string; readonly reason: string; readonly detail?: string }[]): string {
  const [gap] = gaps;
  if (gap === undefined) return "not seen";
  const more = gaps.length === 1 ? "" : `, and ${gaps.length - 1} more`;
  return `${gap.detail ?? `${gap.resource} was not read (${gap.reason})`}${more}`;
}

function stepSections(way: Way, steps: readonly Minor[]): readonly RunBookSection[] {
  const sections: RunBookSection[] = [];
  let nodes = way.nodes;
  for (const minor of steps) {
    const lagging = nodes !== undefined && minor - nodes > widestSkew(nodes);
    const items = [...beforeStep(way, minor)];
    if (lagging) {
      items.push(nodeItem(way, minor - 1, `too old for an API server of ${formatMinor(minor)}: they go first`));
      nodes = minor - 1;
    }
    items.push(controlPlaneItem(way, minor), addOnItem(way, minor));
    const last = minor === steps.at(-1);
    const next = minor + 1;
    if (last || !way.commands.nodesSkip || nodes === undefined || next - nodes > widestSkew(nodes)) {
      items.push(nodeItem(way, minor));
      nodes = minor;
    } else items.push(nodesStay(minor, nodes));
    items.push(scanItem(minor, last));
    sections.push({ title: `Step to ${formatMinor(minor)}`, text: headline(way, minor), items });
  }
  return sections;
}

function headline({ plan }: Way, minor: Minor): string {
  const step = plan.steps.find((one) => one.minor === minor);
  if (step?.removals === undefined)
    return `What ${formatMinor(minor)} removes is not known to this release of Drydock. Read its changelog.`;
  const removed = step.removals.byDefault;
  if (removed.length === 0) return `0 removals in this minor: ${formatMinor(minor)} takes no API away that is on by default.`;
  return `${formatMinor(minor)} takes ${counted(removed.length, "kind")} away: ${removed.map((one) => `${apiVersionOf(one)} ${one.kind}`).join(", ")}.`;
}

function beforeStep({ plan }: Way, minor: Minor): readonly RunBookItem[] {
  const step = plan.steps.find((one) => one.minor === minor);
  const windows = plan.windows.filter(({ from, stands }) => from.removed === minor && stands !== "after");
  return [...windows.map((window) => migrationItem(window, minor)), ...findingItems(step)];
}

/** One item for each check, with its objects; what an earlier step had is done there. */
function findingItems(step: Step | undefined): readonly RunBookItem[] {
  const fresh = (step?.findings ?? []).filter(({ impact, earlier }) => impact !== "info" && !earlier);
  return [...Map.groupBy(fresh, ({ finding }) => finding.checkId)].map(([checkId, found]) =>
    findingItem(checkId, found, step?.minor ?? 0),
  );
}

const mostListed = 12;

function findingItem(checkId: string, found: readonly StepFinding[], minor: Minor): RunBookItem {
  const blocks = found.some(({ impact }) => impact === "blocker");
  const listed = found.slice(0, mostListed).map(({ finding }) => `${finding.title}.`);
  const rest = found.length - listed.length;
  const [{ fix }] = found as readonly [StepFinding];
  return {
    id: `${formatMinor(minor)}/${checkId}`,
    title: `${blocks ? "Must be done" : "Should be done"}: ${found.length === 1 ? (found[0]?.finding.title ?? checkId) : `${counted(found.length, "finding")} of ${checkId}`}`,
    text: [
      ...(found.length === 1 ? [] : listed),
      ...(rest > 0 ? [`And ${rest} more: see the findings of ${checkId}.`] : []),
      fix,
    ],
    commands: [],
    waitsFor: "a new scan that no longer finds it.",
  };
}

function migrationItem({ from, to, says, both, objects }: MigrationWindow, minor: Minor): RunBookItem {
  const [old, fresh] = [apiVersionOf(from), apiVersionOf(to)];
  return {
    id: `${formatMinor(minor)}/migrate/${from.group}/${from.version}/${from.kind}`,
    title: `Change manifests of ${from.kind} from ${old} to ${fresh}`,
    text: [
      says,
      ...(both === undefined ? [] : [`${formatMinor(both.from)} to ${formatMinor(both.to)} serve both.`]),
      ...(objects === undefined
        ? []
        : [
            `${counted(objects, "object")} of the kind in the cluster. Stored objects are converted by the API server; manifests, charts and programs that write ${old} are not.`,
          ]),
    ],
    commands: [
      `grep -rnE '^ *apiVersion: *${old.replaceAll(".", "\\.")}$' .  # in your manifests`,
      `drydock upgrade -f . --target ${formatMinor(minor)}`,
    ],
    waitsFor: `no manifest, chart or program writes ${old} any more.`,
  };
}

function controlPlaneItem({ commands, plan }: Way, minor: Minor): RunBookItem {
  const own = plan.supporter === "upstream";
  return {
    id: `${formatMinor(minor)}/control-plane`,
    title: `Upgrade the control plane to ${formatMinor(minor)}`,
    text: own
      ? [
          "etcd first where the tool does not do it. Then every API server, never more than one minor apart; then controller manager, scheduler and cloud controller manager, which must not be newer than any API server.",
        ]
      : ["The provider upgrades API servers, controllers and etcd together."],
    commands: commands.controlPlane(minor),
    waitsFor: `every API server answers with ${formatMinor(minor)}, and no other one does any more.`,
    check: [commands.controlPlaneWaits, "kubectl version"],
  };
}

function addOnItem({ commands }: Way, minor: Minor): RunBookItem {
  return {
    id: `${formatMinor(minor)}/add-ons`,
    title: "Upgrade the add-ons to releases that support it",
    text: [
      "DNS, network, storage drivers, autoscaler, metrics, ingress, certificates: each by its own table of supported versions. The cluster autoscaler has the minor of the cluster.",
    ],
    commands: commands.addOns(minor),
    waitsFor: "their pods are ready, names resolve, a new volume binds.",
    check: ["kubectl -n kube-system get pods", "kubectl get events --all-namespaces --field-selector type=Warning"],
  };
}

function nodeItem({ commands, plan }: Way, minor: Minor, why?: string): RunBookItem {
  const behind = plan.kubelets.filter((share) => share.minor !== undefined && share.minor < minor);
  const which = behind.map(({ minor: version, count }) => `${count} on ${formatMinor(version ?? 0)}`);
  return {
    id: `${formatMinor(minor)}/nodes${why === undefined ? "" : "-first"}`,
    title: `Move the nodes to ${formatMinor(minor)}`,
    text: [
      ...(why === undefined
        ? []
        : [
            `${counted(
              behind.filter((share) => (share.minor ?? minor) < minor).reduce((sum, { count }) => sum + count, 0),
              "node",
            )} ${why}.`,
          ]),
      which.length === 0
        ? "No node was seen with an older kubelet; look yourself where not all nodes were seen."
        : `Seen in the scan: ${formatList(which)}.`,
      "One after the other, or as many as the budgets of your applications allow. A kubelet is never newer than the API server, and changes its minor only on a drained node.",
    ],
    commands: commands.nodes(minor),
    waitsFor: "the node is Ready with the new version, and what ran on it runs again, before the next one is drained.",
    check: ["kubectl get nodes"],
  };
}

function nodesStay(minor: Minor, nodes: Minor): RunBookItem {
  return {
    id: `${formatMinor(minor)}/nodes-stay`,
    title: "Leave the nodes as they are, if you like",
    text: [
      `The oldest kubelet is of ${formatMinor(nodes)}, and an API server of ${formatMinor(minor + 1)} still supports it: new nodes may take the last minor at once. That saves a drain; it also means that the last step moves all of them.`,
    ],
    commands: ["kubectl get nodes"],
  };
}

function scanItem(minor: Minor, last: boolean): RunBookItem {
  return {
    id: `${formatMinor(minor)}/scan`,
    title: last ? "Scan again" : "Scan again before the next step",
    text: [
      last
        ? "The findings of this upgrade must be gone."
        : "Open the run book again with the new scan: it begins where the cluster then stands.",
    ],
    commands: [],
    waitsFor: "a scan that says what you expect, and a day without surprises.",
  };
}

function clients(target: Minor): RunBookSection {
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

function after({ plan, target }: Way): RunBookSection {
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
