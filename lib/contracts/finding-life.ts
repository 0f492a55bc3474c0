import { z } from "zod";
import { clusterIdSchema, listOf, scanIdSchema, severitySchema, timeSchema } from "./common.ts";
import { findingFilter } from "./findings.ts";
import { fingerprintSchema, mostWaived } from "./waivers.ts";

const inScan = z.object({ scanId: scanIdSchema, fingerprint: fingerprintSchema });
export const chosenSchema = z.array(inScan).min(1).max(mostWaived);

export const assignSchema = z.object({
  findings: chosenSchema,
  assignee: z.string().min(1).max(64).nullable().meta({ description: "Id of somebody who sees them all, or null for nobody." }),
});
export const commentSchema = z.object({
  id: scanIdSchema,
  fingerprint: fingerprintSchema,
  text: z.string().trim().min(1, "Write something.").max(4_000),
});
export const assigneesQuerySchema = z.object({ cluster: listOf(clusterIdSchema), namespace: listOf(z.string().max(253)) });
export const assigneesSchema = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

export const keysQuerySchema = z.object(findingFilter);
export const findingKeysSchema = z
  .object({
    items: z.array(
      inScan.extend({
        clusterId: clusterIdSchema,
        namespace: z.string().optional(),
        severity: severitySchema,
        checkId: z.string(),
      }),
    ),
    total: z.int().meta({ description: "Of the filter; more than `items` where there are more than 5,000." }),
  })
  .meta({ id: "FindingKeys" });
export type FindingKeys = z.infer<typeof findingKeysSchema>;

export const viewPageSchema = z.enum(["findings", "matrix", "comparison"]);
export const viewIdSchema = z.string().regex(/^viw_[a-z0-9]{10,40}$/);
const viewName = z.string().trim().min(1).max(80);
const search = z.string().max(4_000).meta({ description: "The query string of the page, without the question mark." });
export const newSavedViewSchema = z.object({ page: viewPageSchema, name: viewName, search, shared: z.boolean().default(false) });
export const savedViewChangeSchema = z.object({
  id: viewIdSchema,
  name: viewName.optional(),
  search: search.optional(),
  shared: z.boolean().optional(),
});
export const savedViewSchema = z
  .object({
    id: viewIdSchema,
    page: viewPageSchema,
    name: z.string(),
    search: z.string(),
    shared: z.boolean(),
    owner: z.string(),
    yours: z.boolean(),
    mayChange: z.boolean(),
    createdAt: timeSchema,
  })
  .meta({ id: "SavedView" });
export type SavedView = z.infer<typeof savedViewSchema>;
