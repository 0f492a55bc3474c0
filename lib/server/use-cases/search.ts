import type { z } from "zod";
import type { searchResultSchema } from "../../contracts/people.ts";
import { checks } from "../../core/checks/index.ts";
import { ok } from "../../core/result.ts";
import type { SearchHit } from "../database/search.ts";
import { defineUseCase } from "./outcome.ts";

type Found = z.infer<typeof searchResultSchema>["items"][number];

/** Of each kind. */
const most = 8;

/** Clusters, scans and findings in scope, and checks, by text. */
export const search = defineUseCase<{ readonly q: string }, { items: Found[] }>(
  "report:read",
  async ({ scope }, { q }, { repositories }) => {
    const hits = await repositories.search.query(scope, q, most);
    return ok({ items: [...hits.map(found), ...checksLike(q)] });
  },
);

function found({ kind, label, detail, clusterId, scanId, fingerprint }: SearchHit): Found {
  const finding = `/findings?finding=${scanId}~${fingerprint}`;
  const href = kind === "cluster" ? `/clusters/${clusterId}` : kind === "scan" ? `/scans/${scanId}` : finding;
  return { kind, label, detail, href };
}

function checksLike(q: string): Found[] {
  const text = q.trim().toLowerCase();
  const like = checks.filter(({ id, title }) => id.includes(text) || title.toLowerCase().includes(text));
  return like
    .slice(0, most)
    .map(({ id, title }) => ({ kind: "check", label: title, detail: id, href: `/findings?check=${encodeURIComponent(id)}` }));
}
