import { z } from "zod";
import { labelsSchema } from "./labels.ts";

export const severitySchema = z.enum(["critical", "high", "medium", "low", "information"]).meta({ id: "Severity" });
export const verdictKindSchema = z.enum(["pass", "fail", "notApplicable", "notAssessed"]).meta({ id: "VerdictKind" });
export const pillarSchema = z.enum(["access", "platform", "supply-chain", "upgrade"]).meta({ id: "Pillar" });
export const roleSchema = z.enum(["viewer", "operator", "admin"]).meta({ id: "UserRole" });
export type UserRole = z.infer<typeof roleSchema>;

export const timeSchema = z.iso.datetime().meta({ description: "RFC 3339, UTC." });
export const clusterIdSchema = z.string().regex(/^cls_[a-z0-9]{10,40}$/);
export const scanIdSchema = z.string().regex(/^scn_[a-z0-9]{10,40}$/);
export const userIdSchema = z.string().min(1).max(64);

export const severityCountsSchema = z
  .object({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int(), information: z.int() })
  .meta({ id: "SeverityCounts" });
export type SeverityCounts = z.infer<typeof severityCountsSchema>;

export const gapSchema = z
  .object({
    resource: z.string(),
    reason: z.enum([
      "forbidden",
      "notServed",
      "notCollected",
      "throttled",
      "timeout",
      "truncated",
      "decodeError",
      "discoveryFailed",
      "cancelled",
      "notNamespaceComplete",
      "outside",
    ]),
    namespace: z.string().optional(),
    detail: z.string().optional(),
  })
  .meta({ id: "Gap" });
/** What was not seen as a report says it: without what the API server said, which may name the one who asked. */
export const reportGapSchema = gapSchema.omit({ detail: true });

/** How much of the cluster an answer rests on. `share` is absent when nothing was applicable or seen. */
export const coverageSchema = z
  .object({
    passed: z.int(),
    failed: z.int(),
    notApplicable: z.int(),
    notAssessed: z.int(),
    share: z.number().min(0).max(1).optional().meta({ description: "Checks that were assessed in full, of those that apply." }),
  })
  .meta({ id: "Coverage" });
export type Coverage = z.infer<typeof coverageSchema>;

/** A keyset page: `next` is opaque and absent on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}
export const pageQuery = { cursor: z.string().max(512).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** A query value that may be given once, or several times, or comma-separated. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) => (value === undefined ? undefined : [value].flat().flatMap((v) => (typeof v === "string" ? v.split(",") : [v]))),
    z.array(item).max(50).optional(),
  );
}

const namespacesSchema = z.array(z.string().min(1).max(63)).max(200);
export const userScopeSchema = z
  .union([
    z.object({ clusters: z.literal("all") }),
    z.object({ clusters: z.array(z.object({ id: clusterIdSchema, namespaces: namespacesSchema.optional() })).max(200) }),
    z.object({
      labels: labelsSchema.refine((labels) => Object.keys(labels).length > 0, "Name one label at least."),
      namespaces: namespacesSchema.optional(),
    }),
  ])
  .meta({
    id: "UserScope",
    description:
      "The clusters that a user may see: all, some by id, or those that carry all of these labels at the time. Optionally only some of their namespaces.",
  });
export type UserScope = z.infer<typeof userScopeSchema>;
