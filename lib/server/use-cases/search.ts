import type { z } from "zod";
import type { searchResultSchema } from "../../contracts/people.ts";
import { checks } from "../../core/checks/index.ts";
import { ok } from "../../core/result.ts";
import type { Repositories } from "../database/repositories.ts";
import type { Scope } from "../database/scope.ts";
import type { SearchHit } from "../database/search.ts";
import type { PackageRow } from "../database/supply-chain/running-packages.ts";
import { defineUseCase } from "./outcome.ts";

type Found = z.infer<typeof searchResultSchema>["items"][number];

/** Of each kind. */
const most = 8;

/** Clusters, scans, findings, packages and vulnerabilities in scope, and checks, by text. */
export const search = defineUseCase<{ readonly q: string }, { items: Found[] }>(
  "report:read",
  async ({ scope }, { q }, { repositories }) => {
    const text = q.trim();
    const [hits, packages, vulnerabilities] = await Promise.all([
      repositories.search.query(scope, q, most),
      text.length < shortest ? [] : repositories.runningPackages.list(scope, { q: text, clusters: [], limit: most }),
      text.length < shortest ? [] : vulnerabilitiesLike(scope, text, repositories),
    ]);
    return ok({
      items: [...hits.map(found), ...packages.slice(0, most).map(packageFound), ...vulnerabilities, ...checksLike(q)],
    });
  },
);

/** Characters of a text by which packages and vulnerabilities are looked for: fewer stand in nearly all of them. */
const shortest = 3;

async function vulnerabilitiesLike(scope: Scope, q: string, { runningVulnerabilities }: Repositories): Promise<Found[]> {
  const any = { show: "all", fixable: false, exploited: false, differs: false, clusters: [] } as const;
  const { rows } = await runningVulnerabilities.list(scope, { ...any, q, limit: most });
  return rows.slice(0, most).map(({ id, title, open }) => ({
    kind: "vulnerability",
    label: title === null ? id : `${id} ${title}`,
    detail: open ? "vulnerability" : "closed by a statement",
    href: `/supply-chain/vulnerabilities?show=all&vulnerability=${encodeURIComponent(id)}`,
  }));
}

function packageFound({ key, name, version, type, containers }: PackageRow): Found {
  return {
    kind: "package",
    label: version === null ? name : `${name} ${version}`,
    detail: `${type ?? "package"}, ${containers.toLocaleString("en")} ${containers === 1 ? "container" : "containers"}`,
    href: `/supply-chain/packages?q=${encodeURIComponent(name)}&package=${encodeURIComponent(key)}`,
  };
}

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
