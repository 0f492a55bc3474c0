import type { RunBookView, SupportPhases, UpgradePlanView } from "#contracts/upgrade-plan.ts";
import { formatDay } from "../ui/time-format.ts";

type By = SupportPhases["by"];

const names: Record<By, string> = { upstream: "upstream", eks: "EKS", aks: "AKS", gke: "GKE" };

/** @returns `EKS`, `upstream`. */
export function supporterName(by: By): string {
  return names[by];
}

/** @returns `EKS`, `Kubernetes`: whose minor it is. */
export function productName(by: By): string {
  return by === "upstream" ? "Kubernetes" : names[by];
}

/** @returns a calendar day in words, the same in every time zone. */
export function day(date: string): string {
  return formatDay(`${date}T12:00:00Z`, "UTC");
}

/** @returns `in 9 days`, `9 days ago`, `today`. */
export function inDays(days: number): string {
  if (days === 0) return "today";
  const count = Math.abs(days);
  const words = count === 1 ? "1 day" : `${count.toLocaleString("en")} days`;
  return days < 0 ? `${words} ago` : `in ${words}`;
}

/** @returns what the page says first, without the cluster's name before it. */
export function headline({ current, target }: UpgradePlanView): string {
  if (current === undefined || target === undefined) return "does not say which version it runs.";
  const { verdict, target: to, steps } = target;
  const way = steps.length > 1 ? `, in ${steps.length} steps` : "";
  switch (verdict) {
    case "ready":
      return `can go to ${to}${way}.`;
    case "warning":
      return `can go to ${to}${way}, with some care.`;
    case "blocked":
      return `cannot go to ${to} yet${way}.`;
    case "unknown":
      return `is not known to be ready for ${to}${way}.`;
    case "same":
      return `runs ${to}.`;
    case "invalid":
      return `cannot go back to ${to}.`;
  }
}

/** @returns a sentence about how long a minor is supported, by whoever supports it. */
export function supportSentence(minor: string, support: SupportPhases): string {
  const who = supporterName(support.by);
  if (support.ends.length === 0) return `How long ${who} supports ${minor} is not in the calendar.`;
  const parts = support.ends.map(({ end, date, daysLeft, estimate }) => {
    const verb = daysLeft < 0 ? "ended" : "ends";
    const kind = support.by === "upstream" ? "support" : `${end} support`;
    return `${kind} ${verb} on ${day(date)}${estimate ? " (an estimate)" : ""}, ${inDays(daysLeft)}`;
  });
  return `${who === "upstream" ? "Upstream" : who} ${parts.join("; ")}${support.ends.length > 1 ? ", at extra cost" : ""}.`;
}

/** @returns how far a run book is. */
export function progressWords({ done, of }: RunBookView["progress"]): string {
  if (done === 0) return `${of} steps, none of them ticked.`;
  return done === of ? `All ${of} steps are ticked.` : `${done} of ${of} steps ${done === 1 ? "is" : "are"} ticked.`;
}

/** @returns what a minor takes away, as it is said even where that is nothing. */
export function removalWords(removals: UpgradePlanView["steps"][number]["removals"]): string {
  if (removals === undefined) return "removals not known";
  const count = removals.byDefault.length;
  if (count === 0) return "0 removals in this minor";
  return count === 1 ? "1 API removal" : `${count} API removals`;
}

/** @returns how many API servers, kubelets and kube-proxies were seen, by minor, in sentences. */
export function partsSentence({ servers, kubelets, proxies }: UpgradePlanView): string {
  return [
    servers.length === 0
      ? "No static pod of an API server is visible: the version is what the registered address answered."
      : `API servers seen: ${sharesWords(servers)}.`,
    kubelets.length === 0 ? "No kubelet was seen." : `Kubelets: ${sharesWords(kubelets)}.`,
    proxies.length === 0 ? "No pod of kube-proxy was seen." : `kube-proxy: ${sharesWords(proxies)}.`,
  ].join(" ");
}

function sharesWords(shares: UpgradePlanView["kubelets"]): string {
  return shares.map(({ minor, count }) => `${count.toLocaleString("en")} on ${minor ?? "a version that is not told"}`).join(", ");
}
