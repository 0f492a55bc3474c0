/** What a subject may do, in one sentence that a reviewer can decide by. */
import { type DangerId, dangerOf } from "../dangers.ts";
import { isMasters, isUnresolved } from "../grants.ts";
import type { Grant } from "../rbac-index.ts";
import type { SubjectRef } from "../subject.ts";
import type { RoleJudge } from "./capabilities.ts";

const named = 3;

interface Held {
  readonly subject: SubjectRef;
  readonly grants: readonly Grant[];
  readonly dangers: readonly DangerId[];
}

/** @returns a sentence about all that the grants give, the worst first. */
export function sentenceOf({ subject, grants, dangers }: Held, judge: RoleJudge): string {
  if (isMasters(subject)) return "May do everything: the API server lets this group pass without asking RBAC.";
  const full = grants.filter(({ binding }) => binding.role !== undefined && judge.isEverything(binding.role));
  if (full.length > 0) return `${placeOf(full)}: may do everything.`;
  if (dangers.length > 0) {
    const behind = grants.filter(({ binding }) => judge.dangersOf(binding).length > 0);
    return `${placeOf(behind)}: may ${listOf(dangers.map((id) => dangerOf(id).may))}.`;
  }
  const roles = [...new Set(grants.map(({ binding }) => `${binding.item.roleRef.kind} ${binding.item.roleRef.name}`))];
  if (roles.length === 0) return "Holds nothing by a binding that was seen.";
  const known = grants.some(isUnresolved) ? "what it gives was not seen in full" : "no dangerous right among its rights";
  return `${placeOf(grants)}: holds ${listOf(roles)}; ${known}.`;
}

/** Parts may have commas of their own. */
function listOf(parts: readonly string[]): string {
  const shown = parts.slice(0, named).join("; ");
  return parts.length > named ? `${shown}; and ${parts.length - named} more` : shown;
}

function placeOf(grants: readonly Grant[]): string {
  if (grants.some(({ binding }) => binding.kind === "ClusterRoleBinding")) return "In the whole cluster";
  const places = [...new Set(grants.map(({ binding }) => binding.namespace))];
  return places.length === 1 ? `In ${places[0]}` : `In ${places.length} namespaces`;
}
