import type { PodSecurityView, RefusedWorkloads } from "#contracts/pod-security.ts";
import { counted } from "../access/subject-words.ts";

type Namespace = PodSecurityView["namespaces"][number];
type Labels = NonNullable<Namespace["labels"]>;

/** @returns `7 of 12 workloads, in 3 namespaces, would be refused by restricted.` */
export function answerOf({
  namespaces,
  trial,
  gaps,
}: Pick<PodSecurityView, "namespaces" | "trial"> & { readonly gaps: readonly unknown[] }): string {
  const all = sum(namespaces.map(({ workloads }) => workloads));
  const refused = sum(namespaces.map((one) => one.refused));
  const places = namespaces.filter((one) => one.refused > 0).length;
  if (all === 0) return "Nothing was seen that Pod Security would judge.";
  const seen = gaps.length > 0 ? " that were seen" : "";
  if (refused === 0) return `All ${counted(all, "workload")}${seen} would be let in by ${trial.level}.`;
  return `${refused.toLocaleString("en")} of ${counted(all, "workload")}, in ${counted(places, "namespace")}, would be refused by ${trial.level}.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** @returns what the controls were of: `Judged by v1.34, the cluster's own minor.` */
export function trialSentence({ trial, minor }: Pick<PodSecurityView, "trial" | "minor">): string {
  if (trial.version !== "latest") return `Judged by v${trial.minor}.`;
  return minor === undefined
    ? `The cluster's minor is not known: judged by v${trial.minor}, the newest that is known.`
    : `Judged by v${trial.minor}${trial.minor === minor ? ", the cluster's own minor" : `, the newest that is known; the cluster is ${minor}`}.`;
}

const defaults: Readonly<Record<PodSecurityView["admission"], string>> = {
  kubernetes: "Where no label is, Kubernetes' own default counts: everything is let in, and nobody is exempt.",
  configured: "Where no label is, a file of the API server's says what counts and who is exempt, which no API shows.",
  off: "The API server runs without PodSecurity: labels mean nothing.",
  unseen:
    "How the API server was started was not seen: it may have defaults of its own, and exempt users, namespaces and runtime classes.",
};

/** @returns what counts where no label is, and what of exemptions can be known. */
export function admissionSentence({ admission }: Pick<PodSecurityView, "admission">): string {
  return defaults[admission];
}

/** @returns `baseline`, `baseline v1.30`, `no level`. */
export function modeWords({ level, version, from }: Labels["enforce"]): string {
  if (from === "default") return "no level";
  return version === "latest" || level === "privileged" ? level : `${level} ${version}`;
}

/** @returns `audits restricted, warns baseline`; empty where neither says anything else than is enforced. */
export function saidWords({ enforce, audit, warn }: Labels): string {
  const silent = (mode: Labels["audit"]) =>
    mode.from === "default" || mode.level === "privileged" || modeWords(mode) === modeWords(enforce);
  return [
    ...(silent(audit) ? [] : [`audits ${modeWords(audit)}`]),
    ...(silent(warn) ? [] : [`warns of ${modeWords(warn)}`]),
  ].join(", ");
}

/** @returns `1.35 refuses 2 more`, a line for each minor that changes a verdict; one line where none does, or nobody knows. */
export function comingWords(
  { coming, labels }: Namespace,
  { minor, newest }: Pick<PodSecurityView, "minor" | "newest">,
): readonly string[] {
  if (labels?.enforce.level === "privileged") return ["nothing is enforced"];
  if (labels === undefined || minor === undefined) return ["not known"];
  if (minorOf(minor) >= minorOf(newest)) return [`not known past ${newest}`];
  if (coming.length === 0) return [`no change up to ${newest}`];
  return coming.map(({ minor, refused, allowed }) =>
    [`${minor}`, ...(refused > 0 ? [`refuses ${refused} more`] : []), ...(allowed > 0 ? [`lets ${allowed} more in`] : [])].join(
      " ",
    ),
  );
}

/** @returns the versions that can be tried: the cluster's own, then each from the newest down. */
export function versionOptions({ minor, newest }: Pick<PodSecurityView, "minor" | "newest">): Readonly<Record<string, string>> {
  const last = minorOf(newest);
  const versions = Array.from({ length: last - 22 }, (_, index) => `v1.${last - index}`);
  const own = minor === undefined ? "latest" : `latest, the cluster's ${minor}`;
  return { latest: own, ...Object.fromEntries(versions.map((version) => [version, version])) };
}

function minorOf(text: string): number {
  return Number(text.slice("1.".length));
}

/** @returns the answer about one namespace, before and after its name. What was not seen of it may be refused, too. */
export function refusedSentence({ total, complete, trial }: RefusedWorkloads): readonly [before: string, after: string] {
  const who = total === 0 ? (complete ? "Nothing" : "Nothing that was seen") : counted(total, "workload");
  return [who, `would be refused by ${trial.level}.`];
}
