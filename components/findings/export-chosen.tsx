import { mostChosen } from "#contracts/export-formats.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { chosenFacts, findingFiles } from "../exports/finding-files.ts";
import { inputOf } from "./finding-query.ts";
import type { SelectionActionProps } from "./selection-actions.tsx";

/** A filter of the API names no more. */
const mostClusters = 50;

/** The chosen findings as a file; where they are more than an address holds, the list that they were chosen from. */
export function ExportChosen({ chosen, filter }: SelectionActionProps) {
  const { scan, cluster, life, ...input } = inputOf(filter);
  const alone = {
    ...{ scan, life, cluster: [...new Set(chosen.map(({ clusterId }) => clusterId))].slice(0, mostClusters) },
    fingerprint: [...new Set(chosen.map(({ fingerprint }) => fingerprint))],
  };
  const tooMany = chosen.length > mostChosen || alone.cluster.length === mostClusters;
  const files = findingFiles(tooMany ? { scan, cluster, life, ...input } : alone);
  return <ExportButton size="small" files={files} {...chosenFacts(tooMany ? undefined : chosen.length, mostChosen)} />;
}
