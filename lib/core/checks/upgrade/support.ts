import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import { type Support, type SupportProvider, supportCalendar } from "../../upgrade/support.ts";
import { supporter } from "./control-plane.ts";
import { defineTargetCheck } from "./define.ts";

const names: Readonly<Record<SupportProvider, string>> = {
  upstream: "the Kubernetes project",
  eks: "EKS",
  aks: "AKS",
  gke: "GKE",
};

const messageOf = { overdue: "over", under90: "soon", under180: "coming" } as const;

function isUnknown({ urgency, phase }: Support): boolean {
  return urgency === "unknown" || phase === "standardEnded";
}

export default defineTargetCheck({
  id: "upgrade/support",
  title: "Support of the cluster's minor",
  reads: ["configmaps", "nodes", "pods"],
  messages: {
    over: {
      text: "{object} runs Kubernetes {current}, whose {kind} support by {provider} ended on {date}",
      impact: "info",
      severity: "critical",
    },
    soon: {
      text: "{object} runs Kubernetes {current}, whose {kind} support by {provider} ends on {date}, in {days} days",
      impact: "info",
      severity: "high",
    },
    coming: {
      text: "{object} runs Kubernetes {current}, whose {kind} support by {provider} ends on {date}, in {days} days",
      impact: "info",
    },
  },
  docs: {
    why: "After its end a minor gets no fixes, not for what is found in its security either, and providers upgrade it on a day of their own, or charge more. It makes the upgrade urgent, and is never in its way.",
    fix: "Plan the upgrade to a supported minor. The dates are a snapshot of public calendars: an operator may correct them.",
    refs: ["https://kubernetes.io/releases/"],
  },
  unseen({ view, current, now, evidence }): readonly Gap[] {
    const provider = view(supporter);
    if (
      current === undefined ||
      !isUnknown(supportCalendar(evidence.supportDates).supportOf(provider, current, now.toISOString()))
    )
      return [];
    return [outside("version", `the support of ${formatMinor(current)} by ${names[provider]} is not in this release's calendar`)];
  },
  *judge({ view, current, now, evidence }) {
    const provider = view(supporter);
    const { urgency, end } = supportCalendar(evidence.supportDates).supportOf(provider, current, now.toISOString());
    if (end === undefined || urgency === "later" || urgency === "unknown") return;
    const data = { provider: names[provider], kind: end.end, date: end.date, days: end.daysLeft, current: formatMinor(current) };
    yield { at: { resource: "version", kind: "Cluster", name: "kubernetes" }, message: messageOf[urgency], data };
  },
});
