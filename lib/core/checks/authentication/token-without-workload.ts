import { tokenSecretOf } from "../../authentication/token-secret.ts";
import { accountUser } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";

export default defineCheck({
  id: "authentication/token-without-workload",
  major: 1,
  since: "0.1",
  title: "Endless tokens of accounts without a workload",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:3.1.2", "checklist:bound-tokens"],
  reads: ["secrets", ...workloadResources],
  messages: {
    used: {
      text: "{object} holds an endless token of ServiceAccount {account}, last used on {day}, and no workload runs as it: a person or a program outside the cluster has it",
      severity: "medium",
    },
    unknown: {
      text: "{object} holds an endless token of ServiceAccount {account}, and no workload runs as it: who uses it is outside the cluster, if anybody does",
      severity: "low",
    },
  },
  docs: {
    why: "Service accounts are for what runs in the cluster. A token of an account that nothing runs as was handed to somebody: a person, whose name the audit log then does not tell, or a program elsewhere, whose copy of the token nobody can follow.",
    fix: "Let people sign in with the identity provider, and programs outside with tokens that they ask for and that end (TokenRequest, or federation of their own identity). Then delete the Secret.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/#serviceaccount-secret-tokens",
      "https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-legacy-token-last-used",
    ],
  },
  *evaluate({ list, view, complete }) {
    const runsAs = new Set(
      view(workloads).map(({ namespace, spec }) => accountUser(namespace, spec.serviceAccountName ?? "default")),
    );
    for (const secret of list("secrets")) {
      const { namespace = "" } = secret.meta;
      const { account, lastUsed: day, invalidSince } = tokenSecretOf(secret) ?? {};
      if (account === undefined || invalidSince !== undefined) continue;
      if (runsAs.has(accountUser(namespace, account)) || !workloadResources.every((resource) => complete(resource, namespace)))
        continue;
      const at = refTo("secrets", secret);
      if (day === undefined) yield { at, message: "unknown", data: { account } };
      else yield { at, message: "used", data: { account, day }, locus: "token" };
    }
  },
});
