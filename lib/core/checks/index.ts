/** Every check that Drydock has, sorted by id. A check that is not here does not exist. */
import type { Check } from "./define.ts";

export const checks: readonly Check[] = [];

const byId = new Map(checks.map((check) => [check.id, check]));

/** @returns the check of an id, or undefined. */
export function checkById(id: string): Check | undefined {
  return byId.get(id);
}
