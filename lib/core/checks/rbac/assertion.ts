import { hash } from "node:crypto";
import type { Assertion } from "../../rbac/assertions/assertion.ts";
import { actionOf, type Breach, evaluateAssertion } from "../../rbac/assertions/evaluate.ts";
import { type Chain, formatName } from "../../rbac/chain.ts";
import { formatSubject } from "../../rbac/subject.ts";
import { defineCheck, type Report } from "../define.ts";
import { access, type RbacResource, rbacResources } from "./access.ts";

export default defineCheck({
  id: "rbac/assertion",
  major: 1,
  since: "0.1",
  title: "Assertions about rights",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    allowed: { text: "{assertion}: {subjects} may {action}: {object} gives {role}, rule {rule}", severity: "high" },
    bypass: { text: "{assertion}: {subjects} may {action} before RBAC is asked", severity: "high" },
    refused: { text: "{assertion}: {subjects} may not {action}. {nearest}", severity: "high" },
  },
  crossesNamespaces: true,
  docs: {
    why: "An assertion says in your own words who may do something and who may not. Each scan checks it against every role and binding, so that a right which somebody gains, or loses, is found when it happens and not when it is used.",
    fix: "Take away the binding that the finding names, or narrow its role; for a right that is missing, grant it. Where the cluster is right and the assertion is not, change the assertion: Access, Assertions.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review"],
  },
  idle: ({ assertions }) => (assertions.length === 0 ? "Nobody made an assertion about this cluster." : undefined),
  asks: ({ assertions }) =>
    Object.fromEntries(assertions.map(({ name, claim }) => [name, hash("sha256", JSON.stringify(claim))])),
  *evaluate({ view, assertions, discovery }) {
    const index = { ...view(access).index, discovery };
    for (const assertion of assertions)
      for (const breach of evaluateAssertion(index, assertion).breaches) yield* reportsOf(assertion, breach);
  },
});

type Message = "allowed" | "bypass" | "refused";

/** One finding for each binding through which it is broken. */
function* reportsOf(assertion: Assertion, { subject, chains, nearest }: Breach): Iterable<Report<Message>> {
  const data = { assertion: assertion.name, subjects: [formatSubject(subject)], action: actionOf(assertion) };
  const locus = `${assertion.name} ${formatSubject(subject)}`;
  const itself = { resource: "assertions", kind: "Assertion", name: assertion.name };
  const [first] = chains;
  if (first === undefined) {
    const near = nearest ?? "No rule that is held comes near";
    yield { at: itself, message: "refused", data: { ...data, nearest: near.replace(/[.]$/, "") }, locus };
    return;
  }
  if (first.binding === undefined) yield { at: itself, message: "bypass", data, locus };
  const byBinding = new Map(chains.map((chain) => [chain.binding && formatName(chain.binding), chain]));
  for (const chain of byBinding.values())
    if (chain.binding) yield { ...allowedBy(chain, chain.binding), data: { ...data, ...giverOf(chain) }, locus };
}

function allowedBy(chain: Chain, { kind, name, namespace, uid }: NonNullable<Chain["binding"]>) {
  const resource: RbacResource =
    kind === "ClusterRoleBinding" ? "clusterrolebindings.rbac.authorization.k8s.io" : "rolebindings.rbac.authorization.k8s.io";
  const path = `subjects[${chain.binding?.subjectIndex ?? 0}]`;
  const at = { resource, kind, name, ...(namespace !== undefined && { namespace }), ...(uid !== undefined && { uid }), path };
  return { at, message: "allowed" as const };
}

function giverOf({ role, rule }: Chain) {
  return { role: role === undefined ? "no role" : `${role.kind} ${role.name}`, rule: (rule?.index ?? 0) + 1 };
}
