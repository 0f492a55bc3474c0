/** Where a cluster stands on the way of Kubernetes' minors, what is between it and each coming one, and the order to go in. */
import { z } from "zod";
import { clusterIdSchema, gapSchema, scanIdSchema, severitySchema, timeSchema } from "./common.ts";
import { minorSchema } from "./upgrade.ts";

const dateText = z.iso.date();

const phasesSchema = z
  .object({
    by: z.enum(["upstream", "eks", "aks", "gke"]),
    phase: z.enum(["notReleased", "standard", "maintenance", "extended", "standardEnded", "ended", "unknown"]),
    urgency: z.enum(["overdue", "under90", "under180", "later", "unknown"]),
    released: dateText.optional(),
    maintenanceFrom: dateText.optional(),
    ends: z.array(
      z.object({
        end: z.enum(["standard", "extended"]),
        date: dateText,
        estimate: z.boolean(),
        from: z.enum(["calendar", "operator"]),
        daysLeft: z.int(),
      }),
    ),
  })
  .meta({
    id: "SupportPhases",
    description: "How long a minor is supported by one who supports it; what is not known is absent.",
  });
export type SupportPhases = z.infer<typeof phasesSchema>;

const sharesSchema = z.array(z.object({ minor: minorSchema.optional(), count: z.int(), names: z.array(z.string()) }));
const apiSchema = z.object({ apiVersion: z.string(), kind: z.string() });

export const stepVerdictSchema = z.enum(["blocked", "warning", "ready", "unknown"]).meta({ id: "UpgradeStepVerdict" });

const stepSchema = z.object({
  minor: minorSchema,
  verdict: stepVerdictSchema,
  reasons: z.array(z.string()),
  removals: z
    .object({ byDefault: z.array(apiSchema), offByDefault: z.array(apiSchema) })
    .optional()
    .meta({ description: "What the minor takes away; absent where that is not known." }),
  servedToday: z.array(apiSchema).meta({ description: "Of what it takes away, what the cluster serves today." }),
  counts: z.object({
    blocker: z.int(),
    warning: z.int(),
    info: z.int(),
    freshBlocker: z.int().meta({ description: "Blockers that no earlier step has." }),
    freshWarning: z.int(),
  }),
  findings: z
    .array(
      z.object({
        impact: z.enum(["blocker", "warning", "info"]),
        checkId: z.string(),
        fingerprint: z.string(),
        title: z.string(),
        responsible: z.enum(["platform", "application", "provider"]),
        fix: z.string(),
        namespace: z.string().optional(),
        earlier: z.boolean().meta({ description: "An earlier step has it, too." }),
      }),
    )
    .meta({ description: "The weightiest first; the first 200." }),
  unseen: z.array(z.object({ checkId: z.string(), title: z.string(), couldBlock: z.boolean(), gaps: z.array(gapSchema) })),
  evidence: z
    .array(
      z.object({
        checkId: z.string(),
        name: z.string(),
        state: z.enum(["read", "partly", "unread", "unneeded"]),
        says: z.string(),
      }),
    )
    .meta({ description: "What tells who uses APIs that go, the strongest first, and how well it was read." }),
});
export type UpgradeStep = z.infer<typeof stepSchema>;

const windowSchema = z.object({
  kind: z.string(),
  from: z.string(),
  to: z.string(),
  removed: minorSchema,
  both: z.object({ from: minorSchema, to: minorSchema }).optional(),
  stands: z.enum(["before", "inside", "after"]),
  objects: z.int().optional(),
  says: z.string(),
});
export type MigrationWindowView = z.infer<typeof windowSchema>;

export const targetQuery = { target: minorSchema.optional().meta({ description: "The next minor, if absent." }) };

export const upgradePlanSchema = z
  .object({
    scanId: scanIdSchema,
    cluster: z.object({ id: clusterIdSchema, name: z.string() }),
    scanNumber: z.int(),
    asOf: timeSchema,
    today: dateText,
    current: minorSchema.optional(),
    version: z.string().optional(),
    provider: z.object({ name: z.string(), sure: z.enum(["certain", "probable"]), evidence: z.array(z.string()) }).optional(),
    supporter: z.enum(["upstream", "eks", "aks", "gke"]),
    servers: sharesSchema.meta({ description: "The API servers whose static pods were seen; none where a provider runs them." }),
    kubelets: sharesSchema,
    proxies: sharesSchema,
    gaps: z.array(gapSchema),
    support: z.array(
      z.object({
        minor: minorSchema,
        provider: phasesSchema.optional(),
        upstream: phasesSchema,
        moveBy: dateText.optional().meta({ description: "The end of support of the minor before it." }),
      }),
    ),
    steps: z.array(stepSchema),
    windows: z.array(windowSchema),
    target: z
      .object({
        target: minorSchema,
        verdict: z.enum(["blocked", "warning", "ready", "unknown", "invalid", "same"]),
        reasons: z.array(z.string()),
        steps: z.array(minorSchema),
      })
      .optional()
      .meta({ description: "Absent where no target was given and the cluster's minor is not known." }),
    calendar: z.object({ asOf: dateText, managedAsOf: dateText }),
    catalogue: z.object({ newest: minorSchema, made: dateText }),
  })
  .meta({ id: "UpgradePlan" });
export type UpgradePlanView = z.infer<typeof upgradePlanSchema>;

const tickSchema = z
  .object({ by: z.string(), at: timeSchema })
  .meta({ id: "RunBookTick", description: "Who said that a step is done, and when." });

const itemSchema = z.object({
  id: z.string(),
  tick: tickSchema.optional().meta({ description: "Absent: nobody said that it is done." }),
  title: z.string(),
  text: z.array(z.string()),
  commands: z.array(z.string()),
  waitsFor: z.string().optional(),
  check: z.array(z.string()).optional(),
});
export type RunBookItemView = z.infer<typeof itemSchema>;

export const tickBody = z.object({
  target: minorSchema,
  step: z.string().max(300).meta({ description: "The `id` of an item of the run book." }),
  done: z.boolean(),
});

export const runBookSchema = z
  .object({
    cluster: z.string(),
    from: minorSchema,
    target: minorSchema,
    steps: z.array(minorSchema),
    progress: z.object({ done: z.int(), of: z.int() }),
    opening: z.array(z.string()),
    variables: z.array(z.string()),
    sections: z.array(z.object({ title: z.string(), text: z.string().optional(), items: z.array(itemSchema) })),
    refs: z.array(z.string()),
    markdown: z.string().meta({ description: "The same as Markdown, with boxes to tick." }),
  })
  .meta({ id: "RunBook" });
export type RunBookView = z.infer<typeof runBookSchema>;

export const upgradeFleetSchema = z
  .object({
    today: dateText,
    clusters: z
      .array(
        z.object({
          id: clusterIdSchema,
          name: z.string(),
          scanId: scanIdSchema.optional(),
          provider: z.string().optional(),
          current: minorSchema.optional(),
          next: minorSchema.optional().meta({ description: "The minor that the counts are about." }),
          support: phasesSchema.optional(),
          endsOn: dateText
            .optional()
            .meta({ description: "When the support ends that holds today; absent where it is not known." }),
          blockers: z.int().optional().meta({ description: "Absent where no check of upgrades was made." }),
          warnings: z.int().optional(),
          unseen: z.int().optional(),
        }),
      )
      .meta({ description: "Whoever runs out of support first stands first; those of which that is not known last." }),
    hidden: z.int().meta({ description: "Clusters of which the reader sees some namespaces only." }),
    calendar: z.object({ asOf: dateText, managedAsOf: dateText }),
  })
  .meta({ id: "UpgradeFleet" });
export type UpgradeFleet = z.infer<typeof upgradeFleetSchema>;

export const upgradeHistorySchema = z
  .object({
    scans: z
      .array(
        z.object({
          scanId: scanIdSchema,
          number: z.int(),
          at: timeSchema,
          version: z.string().optional(),
          blockers: z.int(),
          warnings: z.int(),
          unseen: z.int(),
        }),
      )
      .meta({ description: "Scans that judged the next minor, oldest first, the last 60." }),
  })
  .meta({ id: "UpgradeHistory" });
export type UpgradeHistory = z.infer<typeof upgradeHistorySchema>;

const changedScanSchema = z.object({ scanId: scanIdSchema, number: z.int(), at: timeSchema });

export const upgradeChangesSchema = z
  .object({
    items: z
      .array(
        z.object({
          scan: changedScanSchema
            .extend({ version: z.string().optional(), versionBefore: z.string().optional() })
            .meta({ description: "The scan that first had it, had it again, or was the first clean one." }),
          change: z.enum(["came", "cameBack", "went"]),
          checkId: z.string(),
          fingerprint: z.string(),
          severity: severitySchema,
          title: z.string(),
          firstSeenAt: timeSchema,
          lastSeen: changedScanSchema
            .optional()
            .meta({ description: "The last scan before that had it, among the last 60; absent for what came." }),
        }),
      )
      .meta({ description: "The newest scan first." }),
    next: z.string().optional(),
  })
  .meta({ id: "UpgradeChanges" });
export type UpgradeChanges = z.infer<typeof upgradeChangesSchema>;
