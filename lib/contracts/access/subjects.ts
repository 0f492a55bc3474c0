/** Everything about one subject or one role: rights, bindings, use, and the picture of them. */
import { z } from "zod";
import { chainSchema, subjectKindSchema, subjectSchema } from "../access.ts";
import { gapSchema, listOf } from "../common.ts";
import { subjectClassSchema } from "./paths.ts";

const nameSchema = z.string().min(1).max(253);
const namespaceSchema = z.string().max(253);
const windowQuery = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const subjectFilter = {
  q: z.string().max(200).optional().meta({ description: "A part of the name, in any case." }),
  kind: listOf(subjectKindSchema),
  class: listOf(z.enum([...subjectClassSchema.options, "cloud"])).meta({
    description:
      "What it is, as far as its name and the API servers tell; `cloud`: an identity of a cloud, or an account that is one.",
  }),
  bound: z
    .enum(["all", "bound", "unbound"])
    .default("all")
    .meta({ description: "Whom a binding names, or service accounts that none names." }),
  namespace: namespaceSchema.optional().meta({ description: "Who lives in it, or holds something in it or everywhere." }),
  risky: z.stringbool().optional(),
  use: z.enum(["used", "unused"]).optional().meta({ description: "Service accounts that workloads use, or that none uses." }),
  defaults: z.enum(["hide", "show"]).default("hide"),
  sort: z.enum(["danger", "name", "use"]).default("danger"),
};
export const subjectListQuery = { ...subjectFilter, ...windowQuery };

const useCountsSchema = z.object({ workloads: z.int(), pods: z.int(), nodes: z.int(), complete: z.boolean() });

export const subjectItemSchema = z
  .object({
    subject: subjectSchema,
    class: subjectClassSchema,
    classReason: z.string().meta({ description: "Why it is of this class." }),
    cloud: z.string().optional().meta({ description: "The identity of a cloud that it is, such as an AWS role." }),
    bound: z.boolean().meta({ description: "Whether a binding names it." }),
    dangerous: z.int().meta({ description: "How many dangerous rights it holds anywhere." }),
    everywhere: z.int().meta({ description: "Bindings that hold in the whole cluster, by its own name." }),
    namespaces: z.int().meta({ description: "Namespaces in which it holds something by its own name." }),
    isDefault: z.boolean().meta({ description: "Kubernetes itself creates everything that it holds; known by content." }),
    incomplete: z.boolean(),
    use: useCountsSchema.optional().meta({ description: "Of a service account." }),
  })
  .meta({ id: "SubjectItem" });
export type SubjectItem = z.infer<typeof subjectItemSchema>;

export const subjectListSchema = z
  .object({
    offset: z.int(),
    total: z.int().meta({ description: "Subjects that the filter keeps." }),
    known: z.int().meta({ description: "Subjects that bindings name." }),
    unbound: z.int().meta({ description: "Service accounts that no binding names." }),
    risky: z.int().meta({ description: "Of those that the filter keeps: how many hold a dangerous right." }),
    hiddenDefaults: z.int(),
    items: z.array(subjectItemSchema),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "SubjectList" });
export type SubjectList = z.infer<typeof subjectListSchema>;

export const subjectQuery = {
  subjectKind: subjectKindSchema,
  subject: nameSchema,
  subjectNamespace: nameSchema.optional().meta({ description: "Of a service account." }),
};

const roleNameSchema = z.object({ kind: z.string(), namespace: z.string().optional(), name: z.string() });
const bindingNameSchema = z.object({
  kind: z.enum(["RoleBinding", "ClusterRoleBinding"]),
  namespace: z.string().optional(),
  name: z.string(),
});
const missingSchema = z
  .enum(["dangling", "unseen", "unsupported"])
  .optional()
  .meta({ description: "Why the role gives nothing: it does not exist, it was not seen, or no role can be meant." });

export const accountUseSchema = z
  .object({
    exists: z.boolean().optional().meta({ description: "Absent where accounts were not seen." }),
    automount: z.boolean().optional().meta({ description: "What the account says; absent where it was not seen." }),
    pods: z.int(),
    nodes: z.array(z.string()),
    images: z.array(z.string()),
    workloads: z.array(
      z.object({
        kind: z.string(),
        name: z.string(),
        pods: z.int(),
        images: z.array(z.string()),
        nodes: z.array(z.string()),
        token: z.enum(["mounted", "notMounted", "unknown"]),
      }),
    ),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "AccountUse" });
export type AccountUseView = z.infer<typeof accountUseSchema>;

export const subjectDetailSchema = z
  .object({
    subject: subjectSchema,
    sentence: z.string().meta({ description: "What it may do at most, and what runs as it; names stand between backticks." }),
    isDefault: z.boolean(),
    groups: z.array(z.string()).meta({ description: "That it is in by being what it is." }),
    dangers: z.array(z.object({ may: z.string(), everywhere: z.boolean(), namespaces: z.array(z.string()) })),
    bindings: z.array(
      z.object({
        binding: bindingNameSchema,
        role: roleNameSchema,
        via: subjectSchema,
        implicit: z.boolean().meta({ description: "By a group that every such subject is in." }),
        missing: missingSchema,
      }),
    ),
    places: z
      .array(z.object({ namespace: z.string().optional(), rights: z.int(), idle: z.int() }))
      .meta({ description: "Everywhere first, then what each namespace adds." }),
    use: accountUseSchema.optional(),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "SubjectDetail" });
export type SubjectDetail = z.infer<typeof subjectDetailSchema>;

export const rightsQuery = {
  ...subjectQuery,
  namespace: namespaceSchema.optional().meta({ description: "What RoleBindings in it add; absent: what holds everywhere." }),
  q: z.string().max(200).optional().meta({ description: "A part of the resource or URL." }),
  ...windowQuery,
};

export const subjectRightSchema = z
  .object({
    verbs: z.array(z.string()),
    group: z.string().optional(),
    resource: z.string().optional().meta({ description: "`pods`, `pods/exec` or `*`." }),
    names: z.array(z.string()).meta({ description: "Empty: objects of every name." }),
    url: z.string().optional(),
    dangerous: z.array(z.string()).meta({ description: "What it leads to, as the end of “may …”." }),
    chains: z.array(z.object({ chain: chainSchema, verbs: z.array(z.string()) })),
  })
  .meta({ id: "SubjectRight" });
export type SubjectRight = z.infer<typeof subjectRightSchema>;

export const subjectRightsSchema = z
  .object({
    offset: z.int(),
    total: z.int(),
    rights: z.array(subjectRightSchema),
    idle: z
      .array(z.object({ binding: bindingNameSchema, rule: z.int(), why: z.string() }))
      .meta({ description: "Rules that give nothing here; rules are counted from one." }),
  })
  .meta({ id: "SubjectRights" });
export type SubjectRights = z.infer<typeof subjectRightsSchema>;

export const roleQuery = {
  roleKind: z.enum(["Role", "ClusterRole"]),
  role: nameSchema,
  roleNamespace: nameSchema.optional().meta({ description: "Of a Role." }),
};

const ruleSchema = z.object({
  verbs: z.array(z.string()),
  apiGroups: z.array(z.string()).optional(),
  resources: z.array(z.string()).optional(),
  resourceNames: z.array(z.string()).optional(),
  nonResourceURLs: z.array(z.string()).optional(),
});

export const roleFilter = {
  q: z.string().max(200).optional().meta({ description: "A part of the name or namespace, in any case." }),
  kind: z.enum(["Role", "ClusterRole"]).optional(),
  namespace: namespaceSchema.optional().meta({ description: "Roles in it, and ClusterRoles that are bound in it." }),
  show: listOf(z.enum(["unused", "aggregated", "dangerous"])).meta({
    description:
      "Only roles that no binding names and that feed no other, that are made of others, or that give a dangerous right.",
  }),
  defaults: z.enum(["hide", "show"]).default("hide").meta({ description: "Whether roles as Kubernetes creates them are shown." }),
  sort: z.enum(["danger", "name", "holders"]).default("danger"),
};
export const roleListQuery = { ...roleFilter, ...windowQuery };

export const roleItemSchema = z
  .object({
    role: roleNameSchema,
    exists: z
      .boolean()
      .optional()
      .meta({ description: "False where bindings name it and it is not there; absent where it was not seen." }),
    origin: z.enum(["default", "changed", "own"]),
    rules: z.int(),
    aggregated: z.boolean().meta({ description: "It is made of other ClusterRoles." }),
    feeds: z.int().meta({ description: "ClusterRoles that its rules are part of." }),
    dangers: z.array(z.string()).meta({ description: "Each as the end of “may …”." }),
    bindings: z.int(),
    holders: z.int().meta({ description: "Subjects that bindings of it name, each once." }),
    first: z.array(subjectSchema).meta({ description: "Some of them." }),
    unused: z.boolean().optional().meta({ description: "Absent where a binding that was not seen may name it." }),
  })
  .meta({ id: "RoleItem" });
export type RoleItem = z.infer<typeof roleItemSchema>;

export const roleListSchema = z
  .object({
    offset: z.int(),
    total: z.int().meta({ description: "Roles that the filter keeps." }),
    known: z.int(),
    dangerous: z.int().meta({ description: "Of those that the filter keeps." }),
    unused: z.int().meta({ description: "Of those that the filter keeps." }),
    hiddenDefaults: z.int(),
    items: z.array(roleItemSchema),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "RoleList" });
export type RoleList = z.infer<typeof roleListSchema>;

export const roleDetailSchema = z
  .object({
    role: roleNameSchema,
    exists: z.boolean().optional().meta({ description: "Absent where it was not seen." }),
    origin: z
      .enum(["default", "changed", "own"])
      .meta({ description: "As Kubernetes creates it, one of its own that gives more, or none of its own; known by content." }),
    rules: z
      .array(ruleSchema.extend({ added: z.boolean().meta({ description: "Gives more than Kubernetes' own." }) }))
      .max(1_000),
    rulesTotal: z.int(),
    aggregated: z.boolean(),
    fedBy: z.array(z.string()).meta({ description: "ClusterRoles whose rules are part of it." }),
    feeds: z.array(z.string()).meta({ description: "ClusterRoles that its rules are part of." }),
    dangers: z.array(z.string()),
    holders: z.array(z.object({ subject: subjectSchema, meansNobody: z.boolean(), binding: bindingNameSchema })).max(1_000),
    holdersTotal: z.int(),
    bindings: z.int(),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "RoleDetail" });
export type RoleDetail = z.infer<typeof roleDetailSchema>;

export const lookupSchema = z
  .object({
    subjects: z.array(z.object({ subject: subjectSchema, bindings: z.int() })),
    roles: z.array(
      z.object({ role: roleNameSchema, origin: z.enum(["default", "changed", "own"]), bindings: z.int(), holders: z.int() }),
    ),
    more: z.object({ subjects: z.int(), roles: z.int() }).meta({ description: "How many more have the text in their names." }),
    complete: z.boolean(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: "Lookup" });
export type Lookup = z.infer<typeof lookupSchema>;
