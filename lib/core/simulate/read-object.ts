/**
 * Reads Roles, ClusterRoles and bindings as the API server would take them: unknown fields, missing namespaces, empty lists of
 * verbs and kinds that cannot be bound are refused, by their place. Objects of other kinds are no business of RBAC.
 */
import { z } from "zod";
import type { BindingItem, ClusterRoleItem, RoleItem } from "../inventory/items.ts";
import { projectItem } from "../inventory/project/projector.ts";
import type { ResourceId } from "../inventory/resources.ts";
import { type AccessKind, accessKinds, livesInNamespace, type PlannedObject } from "./planned.ts";

export interface ObjectIssue {
  /** `document 2: rules[0].verbs` */
  readonly path: string;
  readonly message: string;
}

export type ReadObject =
  | { readonly kind: "planned"; readonly object: PlannedObject }
  /** Of a kind that gives and takes no right; its kind. */
  | { readonly kind: "other"; readonly of: string }
  | { readonly kind: "refused"; readonly issues: readonly ObjectIssue[] };

const group = "rbac.authorization.k8s.io";
const text = z.string().max(4_096);
const words = z.array(text).max(10_000);
const name = z
  .string()
  .min(1)
  .max(253)
  .refine((value) => !/[/%]/.test(value) && value !== "." && value !== "..", "This is no name that an object can have.");
const metadata = z.looseObject({
  name,
  namespace: z.string().min(1).max(63).optional(),
  labels: z.record(z.string(), text).nullish(),
});
const head = { apiVersion: z.literal(`${group}/v1`, `The apiVersion must be ${group}/v1.`), kind: z.enum(accessKinds), metadata };

const ruleFields = {
  verbs: words.min(1, "A rule needs one verb at least."),
  apiGroups: words.nullish(),
  resources: words.nullish(),
  resourceNames: words.nullish(),
  nonResourceURLs: words.nullish(),
};
type Rule = z.infer<z.ZodObject<typeof ruleFields>>;

const rule = z.strictObject(ruleFields).superRefine((value: Rule, context) => {
  const refuse = (field: keyof Rule, message: string) => context.addIssue({ code: "custom", path: [field], message });
  const given = (field: keyof Rule) => (value[field]?.length ?? 0) > 0;
  if (given("nonResourceURLs")) {
    if (given("resources") || given("apiGroups") || given("resourceNames"))
      refuse("nonResourceURLs", "A rule is about resources or about URLs, not about both.");
    return;
  }
  if (!given("resources")) refuse("resources", "A rule needs one resource at least.");
  if (!given("apiGroups")) refuse("apiGroups", 'A rule needs one API group at least; the core group is "".');
});
const namespacedRule = rule.refine(
  ({ nonResourceURLs }) => !nonResourceURLs?.length,
  "A Role gives no right to URLs: they lie in no namespace.",
);
const rules = z.array(rule).max(10_000).nullish();

const selector = z.strictObject({
  matchLabels: z.record(z.string(), text).nullish(),
  matchExpressions: z
    .array(z.strictObject({ key: text, operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]), values: words.nullish() }))
    .nullish(),
});
const aggregationRule = z.strictObject({ clusterRoleSelectors: z.array(selector).min(1).max(1_000) });

const subject = (namespaced: boolean) =>
  z
    .strictObject({
      kind: z.enum(["User", "Group", "ServiceAccount"]),
      name: z.string().min(1).max(1_024),
      namespace: z.string().max(63).nullish(),
      apiGroup: z.string().max(253).nullish(),
    })
    .superRefine(({ kind, namespace, apiGroup }, context) => {
      const wanted = kind === "ServiceAccount" ? "" : group;
      if (apiGroup && apiGroup !== wanted)
        context.addIssue({ code: "custom", path: ["apiGroup"], message: `The apiGroup of a ${kind} is "${wanted}".` });
      if (kind === "ServiceAccount" && !namespaced && !namespace)
        context.addIssue({ code: "custom", path: ["namespace"], message: "A ServiceAccount needs its namespace here." });
    });
const roleRef = (kinds: readonly ["ClusterRole"] | readonly ["Role", "ClusterRole"]) =>
  z.strictObject({ apiGroup: z.enum([group, ""]).nullish(), kind: z.enum(kinds), name });
const bindingOf = (namespaced: boolean) => ({
  ...head,
  roleRef: roleRef(namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]),
  subjects: z.array(subject(namespaced)).max(10_000).nullish(),
});

const schemas: Readonly<Record<AccessKind, z.ZodType>> = {
  Role: z.strictObject({ ...head, rules: z.array(namespacedRule).max(10_000).nullish() }),
  ClusterRole: z.strictObject({ ...head, rules, aggregationRule: aggregationRule.nullish() }),
  RoleBinding: z.strictObject(bindingOf(true)),
  ClusterRoleBinding: z.strictObject(bindingOf(false)),
};
/** Of an object that is to be deleted the name suffices. */
const deletedSchema = z.looseObject(head);

const resources: Readonly<Record<AccessKind, ResourceId>> = {
  Role: `roles.${group}`,
  ClusterRole: `clusterroles.${group}`,
  RoleBinding: `rolebindings.${group}`,
  ClusterRoleBinding: `clusterrolebindings.${group}`,
};

/** @returns the resource of a kind of RBAC. */
export function resourceOfAccess(kind: AccessKind): ResourceId {
  return resources[kind];
}

/** @param value a manifest; `$patch: delete` in it, as Kustomize writes it, marks the object to delete. */
export function readObject(value: unknown, place: string): ReadObject {
  const { kind, apiVersion, $patch, ...fields } = (value ?? {}) as Record<string, unknown>;
  if (typeof kind !== "string" || typeof apiVersion !== "string" || kind === "")
    return refused(place, "", "This is no Kubernetes object: it needs apiVersion and kind.");
  if (!apiVersion.startsWith(`${group}/`)) return { kind: "other", of: kind.slice(0, 63) };
  const known = accessKinds.find((one) => one === kind);
  if (known === undefined) return refused(place, "kind", `${group} has no kind ${kind.slice(0, 63)}.`);
  if ($patch !== undefined && $patch !== "delete") return refused(place, "$patch", "Only `$patch: delete` is understood.");
  return readKnown(known, { kind, apiVersion, ...fields }, place, $patch === "delete");
}

function readKnown(kind: AccessKind, value: Record<string, unknown>, place: string, deleted: boolean): ReadObject {
  const parsed = (deleted ? deletedSchema : schemas[kind]).safeParse(value);
  if (!parsed.success) return { kind: "refused", issues: parsed.error.issues.flatMap((issue) => issuesOf(issue, place)) };
  const { metadata: meta } = parsed.data as { metadata: z.infer<typeof metadata> };
  if (livesInNamespace(kind) && meta.namespace === undefined)
    return refused(place, "metadata.namespace", `A ${kind} needs its namespace: kubectl would take that of its context.`);
  if (!livesInNamespace(kind) && meta.namespace !== undefined)
    return refused(place, "metadata.namespace", `A ${kind} lives in no namespace.`);
  const named = { kind, name: meta.name, ...(meta.namespace === undefined ? {} : { namespace: meta.namespace }), place };
  if (deleted) return { kind: "planned", object: named };
  const { name: ownName, namespace, labels } = meta;
  const item = projectItem(resources[kind], { ...value, metadata: { name: ownName, namespace, labels } });
  if (item === undefined) return refused(place, "", "This object cannot be read.");
  return { kind: "planned", object: { ...named, item: item as RoleItem | ClusterRoleItem | BindingItem } };
}

function refused(place: string, path: string, message: string): ReadObject {
  return { kind: "refused", issues: [{ path: path === "" ? place : `${place}: ${path}`, message }] };
}

function issuesOf(issue: z.core.$ZodIssue, place: string): readonly ObjectIssue[] {
  const path = issue.path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  if (issue.code !== "unrecognized_keys") return [{ path: path === "" ? place : `${place}: ${path}`, message: issue.message }];
  return issue.keys.map((key) => ({
    path: `${place}: ${path === "" ? "" : `${path}.`}${key}`,
    message: "The API server knows no such field.",
  }));
}
