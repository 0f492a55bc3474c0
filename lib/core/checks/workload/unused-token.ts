import type { ServiceAccountItem } from "../../inventory/items.ts";
import { isMirror } from "../../inventory/pod-owners.ts";
import { formatSubject, identityOf, type SubjectRef } from "../../rbac/subject.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, type RbacResource, rbacResources } from "../rbac/access.ts";
import { type Workload, type WorkloadResource, workloadResources, workloads } from "./workloads.ts";

type Reads = WorkloadResource | RbacResource | "serviceaccounts";

/** @returns the service account that a workload's pods run as. */
export function accountOf({ namespace, spec }: Workload): SubjectRef & { readonly namespace: string } {
  return { kind: "ServiceAccount", namespace, name: spec.serviceAccountName ?? "default" };
}

/** The pod's word counts before the account's; without either the token is mounted. */
export function mountsToken({ spec }: Workload, account: ServiceAccountItem | undefined): boolean {
  return spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true;
}

/** An account without a binding holds nothing by its name; that is proven only where every binding was seen. */
function allBindingsSeen({ complete }: CheckContext<Reads>): boolean {
  return complete("clusterrolebindings.rbac.authorization.k8s.io") && complete("rolebindings.rbac.authorization.k8s.io");
}

export default defineCheck({
  id: "workload/unused-token",
  major: 1,
  since: "0.1",
  title: "Unused service account tokens in pods",
  pillar: "access",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.1.6", "nsa:C-0034", "checklist:no-unneeded-token"],
  reads: [...workloadResources, ...rbacResources, "serviceaccounts"],
  messages: {
    unused: { text: "{object} mounts a token of {account}, to which nothing is bound", severity: "low" },
  },
  crossesNamespaces: true,
  docs: {
    why: "A token that nobody needs can still be stolen. It proves an identity to the API server and to others, and it holds what is given to every service account, now and later.",
    fix: "Set automountServiceAccountToken to false in the pod or in the service account. A pod that needs a token for something else asks for it with a projected volume and an audience.",
    refs: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
    ],
  },
  *evaluate(context) {
    if (!allBindingsSeen(context)) return;
    const { index } = context.view(access);
    const accounts = new Map(
      context.list("serviceaccounts").map((account) => [`${account.meta.namespace}/${account.meta.name}`, account]),
    );
    for (const workload of context.view(workloads)) {
      const subject = accountOf(workload);
      const account = accounts.get(`${subject.namespace}/${subject.name}`);
      const settled =
        account !== undefined ||
        workload.spec.automountServiceAccountToken !== undefined ||
        context.complete("serviceaccounts", subject.namespace);
      const given =
        index.subjects.has(identityOf(subject)) || index.subjects.has(`Group:system:serviceaccounts:${subject.namespace}`);
      // A static pod's copy has no token, whatever its spec says.
      if (!settled || given || !mountsToken(workload, account) || isMirror(workload.item)) continue;
      const at = refTo(workload.resource, workload.item, `${workload.path}.automountServiceAccountToken`);
      yield { at, message: "unused", data: { account: formatSubject(subject) } };
    }
  },
});
