import { mostChosen } from "#contracts/export-formats.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { chosenFacts, findingFiles } from "../exports/finding-files.ts";
import { inputOf } from "./finding-query.ts";
import type { SelectionActionProps } from "./selection-actions.tsx";

/** The chosen findings as a file; where they are more than an address holds, the list that they were chosen from. */
export function ExportChosen({ chosen, filter }: SelectionActionProps) {
  const { scan, cluster, life, ...input } = inputOf(filter);
  const alone = { scan, cluster, life, fingerprint: [...new Set(chosen.map(({ fingerprint }) => fingerprint))] };
  const files = findingFiles(chosen.length > mostChosen ? { scan, cluster, life, ...input } : alone);
  return <ExportButton size="small" files={files} {...chosenFacts(chosen.length, mostChosen)} />;
}
