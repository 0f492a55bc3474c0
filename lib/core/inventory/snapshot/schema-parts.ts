/** What the schemas of a snapshot's lines are made of. */
import { z } from "zod";
import type { ItemMeta, LabelSelector } from "../items.ts";

export const text = z.string().max(1_048_576);
export const name = z.string().min(1).max(4096);
export const texts = z.array(text);
export const textMap = z.record(z.string(), text);
export const optionalText = text.optional();
export const optionalFlag = z.boolean().optional();
export const optionalInteger = z.int().optional();
export const present = z.literal(true).optional();
/** The number of a shared part. */
export const reference = z.int().min(0).optional();

export const suspects = z.array(z.object({ key: text, credential: text })).optional();

const meta = z.object({
  name,
  namespace: optionalText,
  uid: optionalText,
  createdAt: optionalText,
  deletedAt: optionalText,
  labels: reference,
  annotations: reference,
  owners: z.array(z.object({ apiVersion: text, kind: text, name: text, uid: optionalText, controller: present })).optional(),
  managers: z.array(z.object({ manager: text, operation: text, apiVersion: text, time: optionalText })).optional(),
  lastAppliedApiVersion: optionalText,
  suspects,
}) satisfies z.ZodType<Omit<ItemMeta, "labels" | "annotations">>;

export const base = { meta };

export const selector: z.ZodType<LabelSelector> = z.object({
  matchLabels: textMap.optional(),
  matchExpressions: z.array(z.object({ key: text, operator: text, values: texts.optional() })).optional(),
});

export const looseAddresses = z.array(z.object({ path: text, value: text })).optional();
