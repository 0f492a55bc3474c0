import { createParser, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { textParser } from "#client/url-state.ts";
import { type AuditAction, auditActions } from "#contracts/audit-actions.ts";

const actions = Object.keys(auditActions) as AuditAction[];
const day = createParser({
  parse: (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: (text: string) => text,
});

const pushed = { history: "push" } as const;
const parsers = {
  q: textParser,
  actor: parseAsString.withOptions(pushed),
  action: parseAsStringLiteral(actions).withOptions(pushed),
  cluster: parseAsString.withOptions(pushed),
  from: day.withOptions(pushed),
  to: day.withOptions(pushed),
};

/** @returns the filters in the URL, and what sets them. */
export function useAuditFilters() {
  return useQueryStates(parsers);
}
export type AuditFilters = ReturnType<typeof useAuditFilters>[0];

/** The filters as the API takes them; the days are the reader's own, the last one included. */
export interface AuditSearch {
  q?: string;
  actor?: string;
  action?: [AuditAction];
  cluster?: string;
  from?: string;
  to?: string;
}

export function searchOf({ q, actor, action, cluster, from, to }: AuditFilters): AuditSearch {
  return {
    ...(q && { q }),
    ...(actor && { actor }),
    ...(action && { action: [action] }),
    ...(cluster && { cluster }),
    ...(from && { from: beginningOf(from, 0) }),
    ...(to && { to: beginningOf(to, 1) }),
  };
}

/** @returns the moment at which a day begins where the reader is, or the one some days later. */
function beginningOf(date: string, later: number): string {
  const [year = 0, month = 1, on = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, on + later).toISOString();
}

/** @returns where the file of what is shown is. */
export function exportAddress(search: AuditSearch, format: "csv" | "json"): string {
  const { action, ...rest } = search;
  return `/api/v1/audit/export?${new URLSearchParams({ format, ...rest, ...(action && { action: action.join(",") }) })}`;
}
