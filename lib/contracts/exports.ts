/** Files that a page can be taken away as. What a format cannot carry of a view, it is not offered for. */
import { z } from "zod";
import { driftQuery, holdersQuery } from "./access/changes.ts";
import { namespacesFilter } from "./access/namespaces.ts";
import { pathsFilter } from "./access/paths.ts";
import { capabilityFilter, pivots } from "./access/pivots.ts";
import { reviewIdSchema } from "./access/reviews.ts";
import { clusterIdSchema, scanIdSchema } from "./common.ts";
import { exportFormats, mostChosen } from "./export-formats.ts";
import { findingFilter, findingQuerySchema } from "./findings.ts";
import { trialQuery } from "./pod-security.ts";
import { dryRunFilter } from "./supply-chain/dry-run.ts";
import { imageQuery } from "./supply-chain.ts";
import { targetQuery } from "./upgrade-plan.ts";
import { changeSchema } from "./views.ts";
import { packageQuerySchema, vulnerabilityQuerySchema } from "./vulnerabilities.ts";
import { fingerprintSchema, waiverStateSchema } from "./waivers.ts";

const { cursor: _cursor, limit: _limit, ...imageFilter } = imageQuery;
const csvOrJson = z.enum(["csv", "json"]).default("csv");
const anyFormat = z.enum(exportFormats).default("csv");

/** The query of each view. Its filters are those of its page. */
export const exportQueries = {
  findings: z.object({
    ...findingFilter,
    life: findingFilter.life.meta({ description: "Absent: all; what a waiver holds is marked." }),
    fingerprint: z
      .preprocess(
        (value) =>
          value === undefined ? undefined : [value].flat().flatMap((one) => (typeof one === "string" ? one.split(",") : one)),
        z.array(fingerprintSchema).max(mostChosen).optional(),
      )
      .meta({ description: "These findings and no others." }),
    sort: findingQuerySchema.shape.sort,
    format: anyFormat,
  }),
  comparison: z.object({ before: scanIdSchema, after: scanIdSchema, change: changeSchema.optional(), format: anyFormat }),
  scan: z.object({ scan: scanIdSchema, format: csvOrJson }),
  review: z.object({ review: reviewIdSchema, format: csvOrJson }),
  "policy-rules": z.object({
    scan: scanIdSchema,
    namespace: z.string().max(253).optional(),
    q: z.string().max(200).optional(),
    format: csvOrJson,
  }),
  "access-changes": z.object({ before: scanIdSchema, after: scanIdSchema, format: csvOrJson }),
  matrix: z.object({ scan: scanIdSchema, pivot: z.enum(pivots).default("subjects"), ...capabilityFilter, format: csvOrJson }),
  paths: z.object({ scan: scanIdSchema, ...pathsFilter, format: csvOrJson }),
  namespaces: z.object({ scan: scanIdSchema, ...namespacesFilter, format: csvOrJson }),
  holders: z.object({
    cluster: clusterIdSchema,
    at: holdersQuery.at,
    capability: holdersQuery.capability,
    namespace: holdersQuery.namespace,
    format: csvOrJson,
  }),
  drift: z.object({ what: driftQuery.what, q: driftQuery.q, defaults: driftQuery.defaults, format: csvOrJson }),
  "upgrade-plan": z.object({ scan: scanIdSchema, ...targetQuery, format: csvOrJson }),
  "upgrade-fleet": z.object({ format: csvOrJson }),
  checklist: z.object({ scan: scanIdSchema, format: csvOrJson }),
  "checklist-fleet": z.object({ format: csvOrJson }),
  "pod-security": z.object({ scan: scanIdSchema, ...trialQuery, format: csvOrJson }),
  network: z.object({ scan: scanIdSchema, format: csvOrJson }),
  "policy-dry-run": z.object({ ...dryRunFilter, format: csvOrJson }),
  images: z.object({ ...imageFilter, format: csvOrJson }),
  vulnerabilities: vulnerabilityQuerySchema.omit({ cursor: true, limit: true }).extend({ format: csvOrJson }),
  packages: packageQuerySchema.omit({ cursor: true, limit: true }).extend({ format: csvOrJson }),
  waivers: z.object({ state: waiverStateSchema.optional(), format: csvOrJson }),
} as const;

export type ExportView = keyof typeof exportQueries;
export const exportViews = Object.keys(exportQueries) as readonly ExportView[];
export type ExportQuery<V extends ExportView> = z.infer<(typeof exportQueries)[V]>;

/** @returns whether a word names a view. */
export function isExportView(word: string): word is ExportView {
  return Object.hasOwn(exportQueries, word);
}

/** How many findings of a file its format had no room for; absent where it is whole as far as that is known when it begins. */
export const leftOutHeader = "drydock-left-out";
