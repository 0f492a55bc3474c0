/** What the reader has to know first, and what is done before the first step. */
import { formatList } from "../../findings/message.ts";
import type { Gap } from "../../inventory/gap.ts";
import { formatGap } from "../../inventory/gap-words.ts";
import { catalogueReach } from "../lifecycle.ts";
import { formatMinor, type Minor } from "../minor.ts";
import type { Step } from "../plan/judge-step.ts";
import type { UpgradePlan } from "../plan/plan.ts";
import type { RunBookItem, RunBookSection, Way } from "./book.ts";
import { hasCommands } from "./provider-commands.ts";

export function openingOf({ plan, from, target, asOf, cluster }: Way, steps: readonly Minor[]): readonly string[] {
  const blocked = plan.steps.filter(({ minor, verdict }) => minor <= target && verdict === "blocked");
  return [
    `This takes ${cluster} from ${formatMinor(from)} to ${formatMinor(target)}${steps.length === 1 ? "." : ` in ${steps.length} steps, because a control plane takes one minor at a time: ${formatList(steps.map(formatMinor))}.`}`,
    `It rests on the scan of ${asOf}. Scan again before each step: what is listed here may be mended by then, and something else may have come.`,
    commandsSentence(plan),
    ...(blocked.length === 0
      ? []
      : [
          `Do not begin with ${formatMinor(blocked[0]?.minor ?? target)} while its blockers stand: ${blockedWords(blocked.length, steps.length)} blocked today.`,
        ]),
    ...unknownSentence(plan, target),
    ...beyondSentence(steps),
    ...(plan.gaps.length === 0 ? [] : ["Not all nodes and pods were seen, so nodes of other versions may be missing below."]),
  ];
}

function blockedWords(blocked: number, steps: number): string {
  if (blocked === 1) return "this step is";
  return blocked === steps ? `all ${steps} steps are` : `${blocked} of the ${steps} steps are`;
}

/** Whose the commands are; where they are nobody's own, which of them change something. */
function commandsSentence({ provider }: UpgradePlan): string {
  const sure = provider?.sure === "certain" ? "" : ", which is probable and not certain";
  if (provider !== undefined && hasCommands(provider.name))
    return `The commands are those of ${provider.name}${sure}: ${provider.evidence.join("; ")}.`;
  const why =
    provider === undefined
      ? "How the cluster is made was not recognised"
      : `${provider.name} is recognised${sure} (${provider.evidence.join("; ")}), and this release of Drydock does not know its commands`;
  return `${why}. So the commands for the control plane and the add-ons below only look, and nodes are drained and let in again with kubectl: put the commands of your own tool in their place. The order is the same.`;
}

function unknownSentence({ steps }: UpgradePlan, target: Minor): readonly string[] {
  const unknown = steps.filter(({ minor, verdict }) => minor <= target && verdict === "unknown");
  const [first] = unknown;
  if (first === undefined) return [];
  return [
    `Not all that could stop it was looked at for ${formatList(unknown.map(({ minor }) => formatMinor(minor)))}. ${first.reasons.join(" ")}`,
  ];
}

/** What no release of the catalogue tells stands nowhere below, so the reader has to know it before. */
function beyondSentence(steps: readonly Minor[]): readonly string[] {
  const beyond = steps.filter((minor) => minor > catalogueReach.newest).map(formatMinor);
  if (beyond.length === 0) return [];
  return [
    `This release of Drydock knows Kubernetes up to ${formatMinor(catalogueReach.newest)}. What changes in ${formatList(beyond)} is not known to it, and nothing here was judged for that: read the changelog first, or install a newer release of Drydock.`,
  ];
}

export function prepare({ plan, target, nodes }: Way, steps: readonly Minor[]): RunBookSection {
  const unseen = [
    ...new Map(
      plan.steps.filter(({ minor }) => minor <= target).flatMap((step) => step.unseen.map((one) => [one.checkId, one])),
    ).values(),
  ];
  const look: RunBookItem = {
    id: "look-unseen",
    title: `Look yourself at what Drydock could not see`,
    text: unseenByReason(unseen),
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

/** One sentence for each reason, with what it leaves open: several checks may want the same thing. What could stop it comes first. */
function unseenByReason(unseen: Step["unseen"]): readonly string[] {
  const groups = [...Map.groupBy(unseen, ({ gaps }) => reasonOf(gaps[0]))];
  const couldStop = (found: Step["unseen"]) => found.some(({ couldBlock }) => couldBlock);
  return groups
    .sort(([, one], [, other]) => Number(couldStop(other)) - Number(couldStop(one)))
    .map(([reason, found]) => {
      const titles = found.map(({ title, couldBlock }) => `${title}${couldBlock ? " (could stop the upgrade)" : ""}`);
      return `${reason}. Not judged: ${titles.join("; ")}.`;
    });
}

/** A refusal is told by what may not be read, and not by what the server says to whom. */
function reasonOf(gap: Gap | undefined): string {
  if (gap === undefined) return "Not seen";
  const { detail, reason, ...rest } = gap;
  if (detail === undefined || reason === "forbidden") return formatGap({ ...rest, reason });
  return detail.slice(0, 1).toUpperCase() + detail.slice(1);
}
