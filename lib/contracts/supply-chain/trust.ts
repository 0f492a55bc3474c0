/** What signatures are trusted by: roots of Sigstore, and keys. */
import { z } from "zod";
import { timeSchema } from "../common.ts";
import { lineOfText } from "./text.ts";

export const trustProfileIdSchema = z.string().regex(/^trp_[a-z0-9]{10,40}$/);
export const trustKinds = ["publicGood", "sigstore", "keys"] as const;

export const thresholdsSchema = z
  .object({
    certificateLog: z.int().min(0).max(5),
    transparencyLog: z.int().min(0).max(5),
    trustedTime: z.int().min(0).max(5),
  })
  .meta({ id: "TrustThresholds", description: "How many witnesses of each kind a signature needs." });

const root = z.record(z.string(), z.unknown()).meta({
  description: "A `trusted_root.json`, as Sigstore writes it. Of keys: the root of the log that signatures must be in.",
});
const keys = z
  .array(z.object({ name: lineOfText(100), pem: z.string().min(1).max(16_384) }))
  .max(100)
  .meta({ description: "Public keys in PEM, such as cosign.pub. A private one is refused." });
const asOf = timeSchema.meta({ description: "When the root was made, where you know it." });

export const newTrustProfileSchema = z.object({
  name: lineOfText(100),
  kind: z.enum(["sigstore", "keys"]),
  root: root.optional(),
  thresholds: thresholdsSchema.optional().meta({ description: "Absent: those that the root's parts allow." }),
  keys: keys.default([]),
  asOf: asOf.optional(),
});
export type NewTrustProfile = z.infer<typeof newTrustProfileSchema>;

export const trustProfileChangeSchema = z.object({
  id: trustProfileIdSchema,
  name: lineOfText(100).optional(),
  enabled: z.boolean().optional(),
  root: root.nullable().optional().meta({ description: "Null: the shipped root of the public-good instance; of keys, no log." }),
  thresholds: thresholdsSchema.nullable().optional(),
  keys: keys.optional(),
  asOf: asOf.nullable().optional(),
});
export type TrustProfileChange = z.infer<typeof trustProfileChangeSchema>;

export const trustProfileSchema = z
  .object({
    id: trustProfileIdSchema,
    name: z.string(),
    kind: z.enum(trustKinds),
    enabled: z.boolean(),
    shipped: z.boolean().meta({ description: "As the release brings it, unchanged." }),
    revision: z.string().optional().meta({ description: "Changes with anything that could change a result." }),
    problem: z.string().optional().meta({ description: "Why this release cannot use it, where it cannot." }),
    thresholds: thresholdsSchema.optional().meta({ description: "Absent of keys that no log is asked for." }),
    asOf: timeSchema.optional().meta({ description: "When the root was made; of the shipped one, when its newest part began." }),
    ageDays: z.int().optional(),
    endsAt: timeSchema.optional().meta({ description: "The soonest end of a part that still holds." }),
    parts: z.array(
      z.object({
        kind: z.enum(["certificateAuthority", "transparencyLog", "certificateLog", "timestampAuthority"]),
        name: z.string(),
        from: timeSchema.optional(),
        to: timeSchema.optional(),
      }),
    ),
    keys: z.array(z.object({ name: z.string(), fingerprint: z.string(), algorithm: z.string(), pem: z.string() })),
    notices: z.array(
      z.object({ kind: z.enum(["old", "ending", "ended", "withoutLog", "withoutTime", "off"]), text: z.string() }),
    ),
    updatedBy: z.string().optional(),
    updatedAt: timeSchema.optional(),
  })
  .meta({ id: "TrustProfile" });
export type TrustProfileView = z.infer<typeof trustProfileSchema>;
