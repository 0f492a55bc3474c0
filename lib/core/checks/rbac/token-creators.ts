import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import {
  access,
  allowsNamed,
  byDefaults,
  type Holding,
  holdings,
  rbacResources,
  reportHolding,
  reportTeamHoldings,
} from "./access.ts";
import { subjectRefsOf } from "./combination.ts";

const { requests } = dangerOf("create-tokens");

/** An account that renews its own token gains nothing. */
function othersThan({ binding, rule }: Holding): readonly string[] {
  const names = rule.resourceNames ?? [];
  const holders = subjectRefsOf(binding);
  const own = (name: string) =>
    holders.every(
      (subject) => subject.kind === "ServiceAccount" && subject.namespace === binding.namespace && subject.name === name,
    );
  return names.filter((name) => !own(name));
}

export default defineCheck({
  id: "rbac/token-creators",
  major: 2,
  since: "0.1",
  title: "Creators of service account tokens",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.13", "kubescape:C-0282", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may create a token of every service account of the cluster: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    inNamespace: {
      text: "{subjects} may create a token of every service account of {namespace}: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    named: {
      text: "{subjects} may create tokens of {names}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may create a token of every service account of {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  docs: {
    why: "Create on serviceaccounts/token gives a token of the account that is named, and so all of its rights. Without resourceNames that is every account in reach.",
    fix: "Name the accounts in resourceNames. A create of this subresource carries the account's name, so the restriction works.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    yield* reportTeamHoldings(context, { requests });
    const found = context.view(access);
    const unlimited = new Set([...holdings(found, { requests })].map(({ binding }) => binding));
    for (const holding of holdings(found, { requests, allows: allowsNamed(requests) })) {
      const names = othersThan(holding);
      if (unlimited.has(holding.binding) || names.length === 0) continue;
      const report = reportHolding(holding, "named");
      yield { ...report, data: { ...report.data, names } };
    }
  },
});
