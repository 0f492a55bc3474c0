import { type AnonymousProbe, anonymousPaths } from "../../inventory/anonymous.ts";
import type { Gap } from "../../inventory/gap.ts";
import { defineCheck } from "../define.ts";

const notAsked: Gap = {
  resource: "/api",
  reason: "notCollected",
  detail: "nobody asked the API server without a credential",
};
/** What Kubernetes opens to everybody on its own, for probes and load balancers. */
const harmless: ReadonlySet<string> = new Set(["/version", "/livez", "/readyz", "/healthz"]);

/** A refusal and a page of something before the server are answers; that it could not answer is none. */
function unanswered({ answers }: Extract<AnonymousProbe, { state: "asked" }>): readonly Gap[] {
  return anonymousPaths.flatMap((path): readonly Gap[] => {
    if (harmless.has(path)) return [];
    const status = answers.find((answer) => answer.path === path)?.status;
    if (status === undefined) return [{ resource: path, reason: "notCollected", detail: "nobody asked for it" }];
    if (status !== 429 && status < 500) return [];
    const reason = status === 429 ? "throttled" : "decodeError";
    return [{ resource: path, reason, detail: `the request without a credential was answered with ${status}` }];
  });
}

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
  unseen({ anonymous }) {
    if (anonymous === undefined) return [notAsked];
    return anonymous.state === "unread" ? [anonymous.gap] : unanswered(anonymous);
  },
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
