/** What became of a decision: whether what was to be taken away is gone, and what a subject gained since. */
import type { DangerId } from "../dangers.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { identityOf } from "../subject.ts";
import { grantKey, grantWords, type Reviewed, type ReviewedGrant } from "./reviewed.ts";

/** A subject as an earlier review kept it. */
export type Before = Pick<Reviewed, "subject" | "dangers" | "grants" | "grantCount">;

export interface Gained {
  /** Bindings that did not give it anything then. */
  readonly bindings: readonly string[];
  /** Roles that have other rules than then. */
  readonly roles: readonly string[];
  readonly dangers: readonly DangerId[];
}

/** @returns what a subject holds now and did not hold then; undefined where that is nothing that could be seen. */
export function gainedSince(before: Before, now: Reviewed): Gained | undefined {
  const then = new Map(before.grants.map((grant) => [grantKey(grant), grant]));
  const whole = before.grants.length === before.grantCount;
  const fresh = whole ? now.grants.filter((grant) => !then.has(grantKey(grant))) : [];
  const changed = now.grants.filter((grant) => {
    const known = then.get(grantKey(grant));
    return known?.digest !== undefined && grant.digest !== undefined && known.digest !== grant.digest;
  });
  const dangers = now.dangers.filter((id) => !before.dangers.includes(id));
  if (fresh.length + changed.length + dangers.length === 0) return undefined;
  const roles = new Set(changed.map(({ role, binding }) => roleWords(role, binding.namespace)));
  return { bindings: fresh.map(grantWords), roles: [...roles], dangers };
}

function roleWords({ kind, name }: ReviewedGrant["role"], namespace: string | undefined): string {
  return kind === "Role" && namespace !== undefined ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

export interface CarriedOut {
  /** `unknown` where what is gone could also have been out of sight. */
  readonly state: "gone" | "partly" | "still" | "unknown";
  /** Of the bindings that were to be taken away: how many, and how many still name the subject. */
  readonly of: number;
  readonly left: number;
}

/** @returns whether the bindings that a decision was to take away are gone; those that the subject held by a group are not asked. */
export function carriedOut(index: RbacIndex, before: Before): CarriedOut {
  const asked = new Set(before.grants.filter(({ counts, through }) => counts && through === undefined).map(grantKey));
  const own = index.subjects.get(identityOf(before.subject));
  const held = own ? [...own.cluster, ...[...own.namespaces.values()].flat()] : [];
  const now = held.map(({ binding: { kind, namespace, item } }) =>
    grantKey({ binding: { kind, name: item.meta.name, ...(namespace !== "" && { namespace }) }, role: item.roleRef }),
  );
  const left = now.filter((key) => asked.has(key)).length;
  const blind = index.gaps.clusterRoleBindings.length + index.gaps.roleBindings.length > 0;
  const state = left > 0 ? (left < asked.size ? "partly" : "still") : blind || asked.size === 0 ? "unknown" : "gone";
  return { state, of: asked.size, left };
}
