import type { Gap } from "../../inventory/gap.ts";
import { defineCheck } from "../define.ts";

const notAsked: Gap = {
  resource: "/api",
  reason: "notCollected",
  detail: "nobody asked the API server without a credential",
};
/** What Kubernetes opens to everybody on its own, for probes and load balancers. */
const harmless: ReadonlySet<string> = new Set(["/version", "/livez", "/readyz", "/healthz"]);

export default defineCheck({
  id: "control-plane/anonymous-answers",
  major: 1,
  since: "0.1",
  title: "What the API server answers without a credential",
  pillar: "platform",
  layer: "cluster",
  seenBy: "probe",
  responsible: "platform",
  answers: ["cis:1.2.1", "kubescape:C-0262"],
  reads: [],
  besides: ["anonymous"],
  messages: {
    beyond: {
      text: "{object} answers {paths} to whoever shows no credential, which is more than its version and health",
      severity: "high",
    },
  },
  docs: {
    why: "Kubernetes lets everybody read /version, /livez, /readyz and /healthz. A server that also lists its APIs to whoever reaches it has a binding for system:anonymous or system:unauthenticated, or something before it that signs requests in. Drydock asks these paths and /api once a scan, at the registered address alone, without any credential, and keeps the statuses and nothing else.",
    fix: "Take away the binding that gives system:unauthenticated or system:anonymous more than the role system:public-info-viewer, and let only /livez, /readyz and /healthz be anonymous in an AuthenticationConfiguration.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests",
      "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#api-discovery-roles",
    ],
  },
  unseen: ({ anonymous }) => (anonymous === undefined ? [notAsked] : anonymous.state === "unread" ? [anonymous.gap] : []),
  *evaluate({ anonymous }) {
    if (anonymous?.state !== "asked") return;
    const paths = anonymous.answers.filter(({ path, open }) => open === true && !harmless.has(path)).map(({ path }) => path);
    if (paths.length > 0)
      yield {
        at: { resource: "version", kind: "Cluster", name: "kubernetes" },
        message: "beyond",
        data: { paths },
        locus: "anonymous",
      };
  },
});
