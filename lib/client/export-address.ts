import type { ExportFormat } from "#contracts/export-formats.ts";
import type { ExportView } from "#contracts/exports.ts";

export type ExportInput = Readonly<Record<string, readonly string[] | string | undefined>>;

/** @returns the address of a view as a file; lists stand with commas, as in the addresses of pages. */
export function exportAddress(view: ExportView, input: ExportInput, format: ExportFormat): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value.length === 0) continue;
    for (const one of typeof value === "string" ? [value] : [value.join(",")]) query.append(name, one);
  }
  query.set("format", format);
  return `/api/v1/exports/${view}?${query}`;
}
