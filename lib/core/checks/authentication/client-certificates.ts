import type { Gap } from "../../inventory/gap.ts";
import type { CertificateSigningRequestItem } from "../../inventory/platform-items.ts";
import { formatSubject, subjectOfUser } from "../../rbac/subject.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { apiServers } from "./control-plane.ts";

const requests = "certificatesigningrequests.certificates.k8s.io";
const secondsADay = 86_400;
const longDays = 30;
/** What kube-controller-manager gives where neither the request nor a flag names less. */
const defaultDays = 365;

const fleeting: Gap = {
  resource: requests,
  reason: "outside",
  detail: "requests are deleted hours after they are decided, and certificates made elsewhere leave none",
};

/** Proven where every API server was seen, and none takes certificates. */
function takesNone(context: CheckContext<"pods" | typeof requests>): boolean {
  const servers = apiServers(context);
  return servers.length > 0 && context.complete("pods", "kube-system") && servers.every(({ flags }) => !flags["client-ca-file"]);
}

export default defineCheck({
  id: "authentication/client-certificates",
  major: 1,
  since: "0.1",
  title: "Client certificates of the API server",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:3.1.1", "checklist:system-masters"],
  reads: ["pods", requests],
  facts: ["control-plane-flags"],
  messages: {
    robot: {
      text: "{requester} got a client certificate by {object}: a program with a credential that nobody can revoke",
      severity: "medium",
    },
    long: {
      text: "{requester} got a client certificate by {object} that may last {days} days and cannot be revoked",
      severity: "low",
    },
  },
  docs: {
    why: "The API server asks no list of revoked certificates: who holds one is let in until it ends, with the groups that stand in it, whatever has been decided since. Only new requests are seen: Kubernetes deletes them hours after they are decided, and certificates that were made with the authority's key leave no trace in the cluster. Therefore this never passes where the API server takes certificates.",
    fix: "Let people sign in with an identity provider and programs with bound service account tokens. Where a certificate is needed, ask for one of a day or less with expirationSeconds.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/#x509-client-certificate-authentication",
      "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers",
    ],
  },
  unseen: (context) => (takesNone(context) ? [] : [fleeting]),
  *evaluate({ list }) {
    for (const request of list(requests)) {
      if (request.signerName !== "kubernetes.io/kube-apiserver-client" || request.issued !== true) continue;
      const subject = subjectOfUser(request.username ?? "");
      const requester = request.username === undefined ? "Somebody" : formatSubject(subject);
      const days = daysOf(request);
      const at = refTo(requests, request, "spec.expirationSeconds");
      if (subject.kind === "ServiceAccount") yield { at, message: "robot", data: { requester } };
      else if (days > longDays) yield { at, message: "long", data: { requester, days } };
    }
  },
});

function daysOf({ expirationSeconds }: CertificateSigningRequestItem): number {
  return expirationSeconds === undefined ? defaultDays : Math.ceil(expirationSeconds / secondsADay);
}
