/** Changes, their causes and the fates of objects in words. */
import { formatName } from "#core/rbac/chain.ts";
import type { AccessChange } from "#core/rbac/difference/difference.ts";
import type { Cause } from "#core/rbac/difference/objects.ts";
import { formatRight } from "#core/rbac/difference/right-words.ts";
import type { Fate } from "#core/simulate/apply.ts";

/** @returns `gains`, `may lose`. */
export function changeWord({ direction, certain }: AccessChange): string {
  if (certain) return direction === "gained" ? "gains" : "loses";
  return direction === "gained" ? "may gain" : "may lose";
}

/** @returns `everywhere except payments`, `payments, shop`. */
export function scopeWords({ scope, held, unsureIn }: AccessChange): string {
  if (scope !== "cluster") return listed(scope);
  const except = held.length === 0 ? "" : `, but some of it is no change in ${listed(held.map(({ namespace }) => namespace))}`;
  const unsure =
    unsureIn === undefined
      ? ""
      : unsureIn.namespaces === "all"
        ? ", not known in namespaces"
        : `, not known in ${listed(unsureIn.namespaces)}`;
  return `everywhere${except}${unsure}`;
}

const mostNamed = 6;

function listed(names: readonly string[]): string {
  if (names.length <= mostNamed) return names.join(", ");
  return `${names.slice(0, mostNamed).join(", ")} and ${names.length - mostNamed} more`;
}

export function rightsWords({ rights, atMost }: AccessChange): string {
  return `${atMost ? "at most " : ""}${rights.map(formatRight).join("; ")}`;
}

export function causeWords(causes: readonly Cause[]): string {
  return listed(causes.map((cause) => `${formatName(cause)} ${cause.change}`));
}

export const fateWords: Readonly<Record<Fate, string>> = {
  added: "added",
  changed: "changed",
  unchanged: "unchanged: the cluster has it already",
  deleted: "deleted",
  replaced: "deleted and made again",
  absent: "not there: nothing to delete",
  refused: "refused: the roleRef of a binding never changes; delete it and make it again",
  unseen: "whether it is there was not seen",
};
