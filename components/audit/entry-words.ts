import type { AuditEntry } from "#contracts/audit.ts";

type Values = AuditEntry["facts"];
type Value = Values[string] | undefined;

/** `expiresAt` as a person reads it: `expires at`. */
export function fieldWords(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** @returns a value as text; an absent one is said to be. */
export function valueWords(value: Value): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

export interface FieldChange {
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
}

/** @returns each field that an entry says to have changed, by name. */
export function changesOf({ before = {}, after = {} }: Pick<AuditEntry, "before" | "after">): FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields.map((field) => ({ field, before: before[field], after: after[field] }));
}

/** @returns a text with the names of clusters in place of their ids. */
export function withNames(text: string, clusters: readonly { readonly id: string; readonly name: string }[]): string {
  return text.replaceAll(/cls_[a-z0-9]{10,40}/g, (id) => clusters.find((cluster) => cluster.id === id)?.name ?? id);
}

/** @returns an entry's change or facts in one line; empty where it has none. */
export function summaryOf(entry: AuditEntry): string {
  const changes = changesOf(entry).map(
    ({ field, before, after }) => `${fieldWords(field)}: ${valueWords(before)} → ${valueWords(after)}`,
  );
  const facts = Object.entries(entry.facts).map(([field, value]) => `${fieldWords(field)}: ${valueWords(value)}`);
  return [...changes, ...facts].join(" · ");
}
