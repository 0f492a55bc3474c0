/** What reports show of who can do what: what the pages show, without any id that leads further. */
import { z } from "zod";
import { subjectSchema } from "../access.ts";
import { reportGapSchema, timeSchema } from "../common.ts";
import { accessChangesSchema, driftSchema, holdersSchema, subjectChangesSchema } from "./changes.ts";
import { namespaceDetailSchema, namespacesSchema } from "./namespaces.ts";
import { bindingNameSchema, pathsSchema, sinkIdSchema, subjectPathSchema, subjectPathsSchema } from "./paths.ts";

const notSeen = { complete: z.boolean(), gaps: z.array(reportGapSchema) };

export const pathsContentSchema = z.object({
  kind: z.literal("paths"),
  sink: sinkIdSchema,
  ...pathsSchema.pick({ rows: true, subjects: true, hiddenDefaults: true, counts: true, notFollowed: true }).shape,
  bestCut: z.object({ binding: bindingNameSchema, ends: z.int(), proven: z.boolean() }).optional(),
  ...notSeen,
});

export const pathContentSchema = z.object({
  kind: z.literal("path"),
  ...subjectPathsSchema.pick({ subject: true, class: true, known: true, notFollowed: true }).shape,
  path: subjectPathSchema.meta({ description: "Without what it rests on beside rights where subjects have other names." }),
  ...notSeen,
});

export const namespacesContentSchema = z.object({
  kind: z.literal("namespaces"),
  ...namespacesSchema.pick({ rows: true, namespaces: true, withoutLocal: true, open: true }).shape,
  ...notSeen,
});

export const namespaceContentSchema = z.object({
  kind: z.literal("namespace"),
  ...namespaceDetailSchema.omit({ complete: true, gaps: true }).shape,
  ...notSeen,
});

const sideSchema = z.object({ number: z.int(), at: timeSchema });

export const changesContentSchema = z.object({
  kind: z.literal("access-changes"),
  before: sideSchema,
  after: sideSchema,
  ...accessChangesSchema.pick({ counts: true }).shape,
  items: z.array(subjectChangesSchema),
  complete: z.boolean(),
  gaps: z.object({ before: z.array(reportGapSchema), after: z.array(reportGapSchema) }),
});

export const holdersContentSchema = z.object({
  kind: z.literal("holders"),
  at: timeSchema.meta({ description: "The moment that was asked about." }),
  scannedAt: timeSchema.meta({ description: "When the scan that answers looked." }),
  ...holdersSchema.pick({ may: true, items: true }).shape,
  namespace: z.string().optional(),
  ...notSeen,
});

const role = driftSchema.shape.roles.element;
const binding = driftSchema.shape.bindings.element;

export const driftContentSchema = z.object({
  kind: z.literal("drift"),
  clusters: z.array(z.object({ cluster: z.string(), complete: z.boolean() })),
  ...driftSchema.pick({ counts: true }).shape,
  roles: z.array(
    role.extend({
      variants: z.array(role.shape.variants.element.extend({ clusters: z.array(z.string()) })),
    }),
  ),
  bindings: z.array(binding.omit({ clusterId: true, scanId: true }).extend({ subjects: z.array(subjectSchema) })),
});
