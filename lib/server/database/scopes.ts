/** From what somebody was granted to what they see now: a scope by label means other clusters when a label changes. */
import type { Connection } from "./connection.ts";
import { noScope, type Scope, scopeOf } from "./scope.ts";

export type ScopesRepository = ReturnType<typeof scopesRepository>;

export function scopesRepository({ rows }: Pick<Connection, "rows">) {
  return {
    /**
     * Reads a granted scope: `{"clusters":…}`, or `{"labels":{…},"namespaces"?:[…]}` for every cluster that carries all of the
     * labels. It makes the scope that the other repositories take first, and so takes none.
     * @returns what it grants at this moment; whatever is malformed, and no label at all, grants nothing.
     */
    async resolve(stored: unknown): Promise<Scope> {
      const wanted = labelsOf(stored);
      if (wanted === undefined) return scopeOf(stored);
      const { labels, namespaces } = wanted;
      if (Object.keys(labels).length === 0) return noScope;
      const carrying = await rows.$queryRaw<{ id: string }[]>`
        SELECT id FROM clusters WHERE removed_at IS NULL AND labels @> ${JSON.stringify(labels)}::jsonb`;
      return scopeOf({ clusters: carrying.map(({ id }) => (namespaces === undefined ? { id } : { id, namespaces })) });
    },
  };
}

interface ByLabel {
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaces?: unknown;
}

function labelsOf(stored: unknown): ByLabel | undefined {
  if (typeof stored !== "object" || stored === null || "clusters" in stored || !("labels" in stored)) return undefined;
  const { labels, namespaces } = stored as { labels: unknown; namespaces?: unknown };
  if (typeof labels !== "object" || labels === null || Array.isArray(labels)) return undefined;
  if (Object.values(labels).some((value) => typeof value !== "string")) return undefined;
  return { labels: labels as ByLabel["labels"], ...(namespaces !== undefined && { namespaces }) };
}
