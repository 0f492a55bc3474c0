import { type Gap, outside } from "../../inventory/gap.ts";
import { defineCheck } from "../define.ts";

const day = 86_400_000;
/** Days before the end in which somebody should know of it. */
const soon = 30;
/** The longest that the checklist leaves to leaf certificates, in years. */
const longest = 3;

const notAsked: Gap = {
  resource: "certificate",
  reason: "notCollected",
  detail: "nobody looked at the certificate that the API server's address shows",
};
const notShown = outside("certificate", "the way to the API server, such as a proxy, does not show its certificate");

export default defineCheck({
  id: "control-plane/serving-certificate",
  major: 1,
  since: "0.1",
  title: "Life of the certificate at the API server's address",
  pillar: "platform",
  layer: "cluster",
  seenBy: "probe",
  responsible: "platform",
  answers: ["checklist:certificate-life"],
  reads: [],
  besides: ["anonymous"],
  messages: {
    ending: { text: "The certificate at the address of {object} ends on {date}, in {days} days", severity: "high" },
    long: {
      text: "The certificate at the address of {object} lasts until {date}, more than {years} years from now",
      severity: "low",
    },
  },
  docs: {
    why: "When the certificate at the API server's address ends, nothing reaches the cluster any more, and what would renew it may not either. One that lasts for many years keeps its worth for whoever copied its key, because nobody asks for revocations. It is looked at on the way to the questions that are asked without a credential: what else signs or serves in the cluster is not.",
    fix: "Renew it (kubeadm certs renew apiserver, which every upgrade does as well), and let automation issue what lasts a year or less. Where a load balancer ends TLS, renew the certificate there.",
    refs: [
      "https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/",
      "https://kubernetes.io/docs/setup/best-practices/certificates/",
    ],
  },
  unseen({ anonymous }) {
    if (anonymous === undefined) return [notAsked];
    if (anonymous.state === "unread") return [anonymous.gap];
    return anonymous.certificate === undefined ? [notShown] : [];
  },
  *evaluate({ anonymous, now }) {
    const until = anonymous?.state === "asked" ? anonymous.certificate?.until : undefined;
    if (until === undefined) return;
    const at = { resource: "version", kind: "Cluster", name: "kubernetes" };
    const date = until.slice(0, 10);
    const days = Math.floor((Date.parse(until) - now.getTime()) / day);
    const limit = new Date(now);
    limit.setUTCFullYear(limit.getUTCFullYear() + longest);
    if (days < soon) yield { at, message: "ending", data: { date, days }, locus: "ending" };
    else if (Date.parse(until) > limit.getTime()) yield { at, message: "long", data: { date, years: longest }, locus: "long" };
  },
});
