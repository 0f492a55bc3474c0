/** What an upgrade rests on: the catalogue of APIs, the calendar of support, and manifests that are judged and kept nowhere. */
import { z } from "zod";
import { timeSchema } from "./common.ts";

export const minorSchema = z
  .string()
  .regex(/^1\.\d{1,3}$/, "Write it as 1.37.")
  .meta({ description: "A minor of Kubernetes, such as `1.37`." });
const daySchema = z.iso.date().meta({ description: "A day, such as `2027-10-28`." });

export const supportProviderSchema = z.enum(["upstream", "eks", "aks", "gke"]).meta({ id: "SupportProvider" });
export const supportEndSchema = z.enum(["standard", "extended"]).meta({
  id: "SupportEnd",
  description: "`standard` is the end of life upstream, or of the provider's standard support; `extended` costs extra.",
});

const apiSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  replacement: z.string().optional().meta({ description: "What the minor serves in its place." }),
});

const removalsSchema = z.object({
  minor: minorSchema,
  byDefault: z.array(apiSchema).meta({ description: "Kinds that were served by default." }),
  offByDefault: z.array(apiSchema).meta({ description: "Kinds that were served only where they were turned on." }),
  others: z.array(apiSchema).meta({ description: "Subresources, what is only sent, and files of components." }),
});

export const supportSchema = z
  .object({
    provider: supportProviderSchema,
    minor: minorSchema,
    phase: z.enum(["notReleased", "standard", "maintenance", "extended", "standardEnded", "ended", "unknown"]),
    urgency: z.enum(["overdue", "under90", "under180", "later", "unknown"]),
    released: daySchema.optional(),
    maintenanceFrom: daySchema.optional(),
    ends: z.array(
      z.object({
        end: supportEndSchema,
        date: daySchema,
        estimate: z.boolean(),
        from: z.enum(["calendar", "operator"]),
        daysLeft: z.int(),
      }),
    ),
  })
  .meta({ id: "Support" });
export type SupportView = z.infer<typeof supportSchema>;

export const upgradeCatalogueSchema = z
  .object({
    reach: z.object({ oldest: minorSchema, newest: minorSchema, made: daySchema, apis: z.int() }),
    gates: z.object({ oldest: minorSchema, newest: minorSchema }),
    removals: z.array(removalsSchema).meta({ description: "Of each minor that the catalogue reaches, the newest first." }),
    calendar: z.object({
      asOf: daySchema,
      managedAsOf: daySchema,
      today: daySchema,
      support: z.array(supportSchema).meta({ description: "Of each minor the newest first, upstream and each provider." }),
      changes: z
        .array(
          z.object({
            provider: supportProviderSchema,
            minor: minorSchema,
            end: supportEndSchema,
            date: daySchema,
            setBy: z.string(),
            setAt: timeSchema,
          }),
        )
        .meta({ description: "Dates that operators set in the place of the calendar's." }),
    }),
  })
  .meta({ id: "UpgradeCatalogue" });
export type UpgradeCatalogue = z.infer<typeof upgradeCatalogueSchema>;

export const supportDatePlace = { provider: supportProviderSchema, minor: minorSchema, end: supportEndSchema };

/** Characters of all files together. */
export const mostManifestText = 8_388_608;
export const mostManifestFiles = 500;

export const manifestsBody = z.object({
  target: minorSchema.optional().meta({ description: "The newest minor that the catalogue reaches, if absent." }),
  from: minorSchema.optional().meta({ description: "The minor that runs today." }),
  files: z
    .array(z.object({ name: z.string().max(1_024), text: z.string().max(mostManifestText) }))
    .min(1, "Give one file at least.")
    .max(mostManifestFiles),
});

const noteSchema = z.object({ path: z.string(), message: z.string(), decide: z.boolean().optional() });

export const judgedManifestSchema = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    namespace: z.string().nullable(),
    name: z.string().nullable(),
    file: z.string().optional(),
    line: z.int(),
    deprecated: z.string().nullable(),
    removed: z.string().nullable(),
    replacement: z.string().nullable(),
    verdict: z.enum(["blocker", "warning", "info"]),
    evidence: z.string(),
    conversion: z
      .object({
        lines: z
          .array(z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() }))
          .optional()
          .meta({ description: "The manifest as it is and as it would be; absent where a person has to write it." }),
        byHand: z.string().optional(),
        notes: z.array(noteSchema),
      })
      .optional(),
  })
  .meta({ id: "JudgedManifest" });
export type JudgedManifest = z.infer<typeof judgedManifestSchema>;

export const judgedManifestsSchema = z
  .object({
    target: minorSchema,
    counts: z.object({ blocker: z.int(), warning: z.int(), info: z.int(), fine: z.int(), foreign: z.int() }),
    findings: z.array(judgedManifestSchema).meta({ description: "The worst first; the first 500." }),
    notAssessed: z.array(
      z.object({ file: z.string().optional(), line: z.int().optional(), reason: z.string(), message: z.string() }),
    ),
    foreign: z.array(z.string()).meta({ description: "Kinds that are not Kubernetes' own, the first 20." }),
    steps: z.array(z.object({ minor: minorSchema, removals: z.int().optional() })).meta({
      description: "Each minor on the way, with how many APIs it removes that are served by default; absent: not known.",
    }),
  })
  .meta({ id: "JudgedManifests" });
export type JudgedManifests = z.infer<typeof judgedManifestsSchema>;
