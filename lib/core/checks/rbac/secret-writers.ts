import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, isByDefaultRole, placeOf, rbacResources, reportHolding } from "./access.ts";
import { splitBy } from "./combination.ts";

const reading = dangerOf("read-secrets").requests;

export default defineCheck({
  id: "rbac/secret-writers",
  major: 1,
  since: "0.1",
  title: "Writers of Secrets",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    tokensEverywhere: {
      text: "{subjects} may write and read every Secret of the cluster, and so obtain an endless token of every service account: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    tokensInNamespace: {
      text: "{subjects} may write and read the Secrets of {namespace}, and so obtain an endless token of every service account there: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    everywhere: {
      text: "{subjects} may write every Secret of the cluster: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    inNamespace: {
      text: "{subjects} may write every Secret of {namespace}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may write every Secret of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "Kubernetes fills a Secret of type kubernetes.io/service-account-token with a token of the account that its annotation names, and that token never ends. Who creates such a Secret and may read it holds the account. Who changes other Secrets chooses the passwords and keys that workloads trust.",
    fix: "Name the Secrets in resourceNames for update and patch, and leave create to the controller that makes them. Tokens with an end come from serviceaccounts/token.",
    refs: ["https://kubernetes.io/docs/concepts/security/service-accounts/#manually-retrieve-tokens"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    for (const holding of holdings(found, { requests: dangerOf("write-secrets").requests })) {
      const { both, one } = splitBy(holding, (subject) => found.powers.holds(subject, reading, holding.binding.namespace));
      const everywhere = placeOf(holding) === "everywhere";
      if (isByDefaultRole(found, holding)) {
        yield reportHolding(holding, "byDefaultRole");
        continue;
      }
      if (both.length > 0) yield reportHolding(holding, everywhere ? "tokensEverywhere" : "tokensInNamespace", both);
      if (one.length > 0) yield reportHolding(holding, placeOf(holding), one);
    }
  },
});
