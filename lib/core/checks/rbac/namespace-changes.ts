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
  reportHoldings,
} from "./access.ts";

const { requests } = dangerOf("change-namespaces");

/** @returns the Namespaces that a rule with names lets change: by a RoleBinding only the one that it is in. */
function namesInReach({ binding, rule }: Holding): readonly string[] {
  const names = rule.resourceNames ?? [];
  return binding.kind === "ClusterRoleBinding" ? names : names.filter((name) => name === binding.namespace);
}

export default defineCheck({
  id: "rbac/namespace-changes",
  major: 1,
  since: "0.1",
  title: "Writers of namespace labels",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: { text: "{subjects} may change every Namespace: {object} gives {role}, rule {rule}", severity: "high" },
    inNamespace: {
      text: "{subjects} may change the Namespace {namespace} from inside it: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    named: { text: "{subjects} may change the Namespaces {names}: {object} gives {role}, rule {rule}", severity: "medium" },
  },
  docs: {
    why: "The labels of a namespace choose its Pod Security level, and network policies of others choose namespaces by their labels. A RoleBinding suffices: a request for a Namespace object is evaluated inside that namespace.",
    fix: "Take update and patch on namespaces out of roles for teams. Where labels must change, let a controller or a pipeline change them.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#namespace-modification"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    yield* reportHoldings(context, { requests });
    const found = context.view(access);
    const every = new Set([...holdings(found, { requests })].map(({ binding }) => binding));
    for (const holding of holdings(found, { requests, allows: allowsNamed(requests) })) {
      const names = namesInReach(holding);
      if (every.has(holding.binding) || names.length === 0) continue;
      const report = reportHolding(holding, "named");
      yield { ...report, data: { ...report.data, names } };
    }
  },
});
