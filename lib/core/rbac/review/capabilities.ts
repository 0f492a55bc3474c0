/** What a review may be narrowed to: the right to everything, or one dangerous right; and which bindings give it. */
import { createHash } from "node:crypto";
import { type DangerId, dangerOf, dangers, dangersAt } from "../dangers.ts";
import { memo } from "../memo.ts";
import { ruleAllows } from "../predicates.ts";
import type { BindingEntry, RbacIndex, RoleEntry } from "../rbac-index.ts";

export interface Capability {
  readonly id: string;
  /** As the end of "may …". */
  readonly may: string;
}

/** The right to everything, everywhere or in a namespace. */
export const administers = "administer";

export const capabilities: readonly Capability[] = [
  { id: administers, may: "do everything, in the cluster or in a namespace" },
  ...dangers.map(({ id, may }) => ({ id, may })),
];

/** Judges the roles of one index, each once. */
export interface RoleJudge {
  /** @returns whether a role allows every verb on every resource of every group. */
  isEverything(role: RoleEntry): boolean;
  /** @returns the dangerous rights that a binding gives where it holds. */
  dangersOf(binding: BindingEntry): readonly DangerId[];
  /** @returns whether a binding gives a capability; every binding gives what a review that is not narrowed is about. */
  gives(binding: BindingEntry, capability: string | undefined): boolean;
  /** @returns a text that stands for the rules of a role. */
  digestOf(role: RoleEntry): string;
}

export function createRoleJudge({ minor }: Pick<RbacIndex, "minor">): RoleJudge {
  const isEverything = memo((role: RoleEntry) =>
    role.rules.some((rule) => ruleAllows({ verb: "*", group: "*", resource: "*" }, rule)),
  );
  const dangersOfRole = memo((role: RoleEntry): readonly DangerId[] =>
    dangersAt(minor).flatMap(({ id, requests }) =>
      role.rules.some((rule) => requests.some((request) => ruleAllows(request, rule))) ? [id] : [],
    ),
  );
  const dangersOf = ({ kind, role }: BindingEntry) => {
    const given = role === undefined ? [] : dangersOfRole(role);
    return kind === "ClusterRoleBinding" ? given : given.filter((id) => dangerOf(id).namespaced);
  };
  return {
    isEverything,
    dangersOf,
    gives(binding, capability) {
      if (capability === undefined) return true;
      if (capability === administers) return binding.role !== undefined && isEverything(binding.role);
      return dangersOf(binding).some((id) => id === capability);
    },
    digestOf: memo((role: RoleEntry) => createHash("sha256").update(JSON.stringify(role.rules)).digest("base64url").slice(0, 16)),
  };
}
