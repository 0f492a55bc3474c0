/** A section for each minor on the way: what it needs first, control plane, add-ons, nodes. */
import { formatList } from "../../findings/message.ts";
import { apiVersionOf } from "../lifecycle.ts";
import { formatMinor, type Minor } from "../minor.ts";
import { counted, type Step, type StepFinding } from "../plan/judge-step.ts";
import { widestSkew } from "../plan/versions.ts";
import type { MigrationWindow } from "../plan/windows.ts";
import { mostListed, type RunBookItem, type RunBookSection, type Way } from "./book.ts";

export function stepSections(way: Way, steps: readonly Minor[]): readonly RunBookSection[] {
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

function beforeStep({ plan, from }: Way, minor: Minor): readonly RunBookItem[] {
  const step = plan.steps.find((one) => one.minor === minor);
  const windows = plan.windows.filter(({ from, stands }) => from.removed === minor && stands !== "after");
  return [...windows.map((window) => migrationItem(window, minor)), ...findingItems(step, minor === from + 1)];
}

/** How far apart versions are: each step of the book brings them together, so that a later one does not meet what is apart today. */
const skews: ReadonlySet<string> = new Set(["upgrade/controller-skew", "upgrade/kubelet-skew", "upgrade/proxy-skew"]);

/** One item for each check, with its objects; what an earlier step had is done there. */
function findingItems(step: Step | undefined, isFirst: boolean): readonly RunBookItem[] {
  const fresh = (step?.findings ?? []).filter(
    ({ impact, earlier, finding }) => impact !== "info" && !earlier && (isFirst || !skews.has(finding.checkId)),
  );
  return [...Map.groupBy(fresh, ({ finding }) => finding.checkId)].map(([checkId, found]) =>
    findingItem(checkId, found as [StepFinding, ...StepFinding[]], step?.minor ?? 0),
  );
}

function findingItem(checkId: string, found: readonly [StepFinding, ...StepFinding[]], minor: Minor): RunBookItem {
  const blocks = found.some(({ impact }) => impact === "blocker");
  const listed = found.slice(0, mostListed).map(({ finding }) => `${finding.title}.`);
  const rest = found.length - listed.length;
  const { title, fix } = found[0];
  return {
    id: `${formatMinor(minor)}/${checkId}`,
    title: `${blocks ? "Must be done" : "Should be done"}: ${found.length === 1 ? found[0].finding.title : `${title} (${found.length})`}`,
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
      both === undefined ? says : `${says} ${spanOf(both)}.`,
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

function spanOf({ from, to }: NonNullable<MigrationWindow["both"]>): string {
  return from === to ? `Only ${formatMinor(from)} serves both` : `${formatMinor(from)} to ${formatMinor(to)} serve both`;
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

function nodeItem({ commands, plan, from }: Way, minor: Minor, why?: string): RunBookItem {
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
              behind.reduce((sum, { count }) => sum + count, 0),
              "node",
            )} ${why}.`,
          ]),
      ...(minor > from + 1 && why === undefined ? [] : [seenNodes(which)]),
      "One after the other, or as many as the budgets of your applications allow. A kubelet is never newer than the API server, and changes its minor only on a drained node.",
    ],
    commands: commands.nodes(minor),
    waitsFor: "the node is Ready with the new version, and what ran on it runs again, before the next one is drained.",
    check: ["kubectl get nodes"],
  };
}

/** As they are before the first step: later ones have moved them. */
function seenNodes(which: readonly string[]): string {
  return which.length === 0
    ? "No node was seen with an older kubelet; look yourself where not all nodes were seen."
    : `Seen in the scan: ${formatList(which)}.`;
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
