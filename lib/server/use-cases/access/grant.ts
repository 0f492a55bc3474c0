import { grantManifests, READER, renderManifests } from "../../cluster/role.ts";
import type { LookRow } from "../../database/rows.ts";

/** @returns the objects that would let the scanner see what it was refused, as YAML; empty when nothing was. */
export function grantFor(looks: readonly Pick<LookRow, "resource" | "gaps">[]): string {
  const refused = looks.filter(({ gaps }) => gaps.some(({ reason }) => reason === "forbidden"));
  if (refused.length === 0) return "";
  const missing = refused.map(({ resource }) => resource);
  return renderManifests(grantManifests(missing, { kind: "ServiceAccount", ...READER }));
}
