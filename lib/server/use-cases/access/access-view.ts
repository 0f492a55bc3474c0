import type { z } from "zod";
import type { SubjectDetail } from "../../../contracts/access/subjects.ts";
import type { chainSchema, removalSchema, subjectSchema } from "../../../contracts/access.ts";
import type { Chain } from "../../../core/rbac/chain.ts";
import type { BindingEntry } from "../../../core/rbac/rbac-index.ts";
import type { Removal } from "../../../core/rbac/removal.ts";
import { identityOf, isImplicitGroup, mastersGroup, type SubjectRef } from "../../../core/rbac/subject.ts";

export type ChainView = z.infer<typeof chainSchema>;
export type SubjectView = z.infer<typeof subjectSchema>;

export function subjectView({ kind, name, namespace }: SubjectRef): SubjectView {
  return { kind, name, namespace };
}

/** @returns a chain as the API shows it, told from the one who asks: by themselves, or through a group. */
export function chainView(chain: Chain, asker: SubjectRef): ChainView {
  const { subject, scope, binding, role, rule } = chain;
  return {
    subject: subjectView(subject),
    via: viaOf(chain, asker),
    binding: binding && { ...namedOf(binding), kind: binding.kind as "RoleBinding", subjectIndex: binding.subjectIndex },
    role: role && { ...namedOf(role), kind: role.kind as "Role" },
    aggregatedFrom: rule?.aggregatedFrom?.[0]?.path.at(-1),
    ruleIndex: rule?.index,
    rule: rule && ruleView(rule.rule),
    scope: scope === "cluster" ? "cluster" : scope.namespace,
  };
}

/** @returns a binding's kind, namespace and name. */
export function bindingName({ kind, item, namespace }: BindingEntry): BindingNameView {
  return { kind, name: item.meta.name, ...(namespace === "" ? {} : { namespace }) };
}

export type BindingNameView = SubjectDetail["bindings"][number]["binding"];

/** @returns what to take away, as the API shows it. */
export function removalView({ steps, loses, afterwards }: Removal): z.infer<typeof removalSchema> {
  return {
    steps: steps.map(({ subjects, verbs, ...step }) => ({
      ...step,
      verbs: [...verbs],
      subjects: subjects.map(({ index, subject }) => ({ index, subject: subjectView(subject) })),
    })),
    loses,
    afterwards,
  };
}

function namedOf({ name, namespace }: { name: string; namespace?: string }): { name: string; namespace?: string } {
  return namespace === undefined ? { name } : { name, namespace };
}

function viaOf({ subject, binding }: Chain, asker: SubjectRef): ChainView["via"] {
  if (binding === undefined) return { kind: "bypass", group: mastersGroup };
  if (identityOf(subject) === identityOf(asker)) return { kind: "direct" };
  return { kind: isImplicitGroup(subject.name) ? "implicitGroup" : "explicitGroup", group: subject.name };
}

type RuleView = NonNullable<ChainView["rule"]>;

/** @returns a rule as the API shows it. */
export function ruleView({
  verbs,
  apiGroups,
  resources,
  resourceNames,
  nonResourceURLs,
}: NonNullable<Chain["rule"]>["rule"]): RuleView {
  const copy = (list: readonly string[] | undefined) => list && [...list];
  return {
    verbs: [...verbs],
    apiGroups: copy(apiGroups),
    resources: copy(resources),
    resourceNames: copy(resourceNames),
    nonResourceURLs: copy(nonResourceURLs),
  };
}
