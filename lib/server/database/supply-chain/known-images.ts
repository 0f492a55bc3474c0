/** What is kept of the images that a scan found running, for its checks: by every digest that is known to be of the same image. */
import type pg from "pg";
import type { Look } from "../../../core/supply-chain/discovery/look.ts";
import type { ImageFacts } from "../../../core/supply-chain/images/image-facts.ts";
import type { FlawsOfImage, KnownImage, KnownImages, PackagesOfImage } from "../../../core/supply-chain/images/known-image.ts";
import { vulnerabilitySeverities } from "../../../core/supply-chain/vulnerabilities/severity.ts";
import { unpackNow } from "../packed-json.ts";
import { type AskRows, asking } from "./ask-rows.ts";

interface RegistryRow {
  readonly digests: readonly string[];
  readonly facts: Uint8Array | null;
}

interface FlawRow extends Omit<FlawsOfImage, "newestAt"> {
  readonly digests: readonly string[];
  readonly at: Date;
}

export interface PackageRow extends PackagesOfImage {
  readonly digests: readonly string[];
}

/** By the names that distributions give them, after their own: `alpine/busybox`. */
const shells = ["bash", "busybox", "dash", "zsh", "ksh", "mksh", "ash", "powershell"];
const managers = ["apk-tools", "apt", "dnf", "dnf5", "dpkg", "microdnf", "pacman", "rpm", "tdnf", "yum", "zypper"];
const fromDistributions = ["apk", "deb", "rpm", "alpm"];

/** @returns what is known of each of the images; those of which nothing is are not in it. */
export async function knownImagesOf(pool: pg.Pool, digests: readonly string[]): Promise<KnownImages> {
  if (digests.length === 0) return {};
  const registries = await pool.query<RegistryRow>(
    `SELECT digests || digest AS digests, facts FROM registry_images WHERE digest = ANY($1) OR digests && $1`,
    [digests],
  );
  const same = sameImages(registries.rows);
  const named = [...new Set(digests.flatMap((digest) => [...(same.get(digest) ?? [digest])]))];
  const [flaws, packages] = await Promise.all([flawsOf(pool, named), packagesOf(asking(pool), named)]);
  const [facts, bills, reports] = [byDigest(registries.rows), byDigest(packages), byDigest(flaws)];
  const known = digests.map((digest): [string, KnownImage] => {
    const all = [...(same.get(digest) ?? [digest])];
    const of = <T>(rows: ReadonlyMap<string, readonly T[]>) => [...new Set(all.flatMap((one) => rows.get(one) ?? []))];
    return [digest, { ...seenByRegistry(of(facts)), ...packagesIn(of(bills)), ...flawsIn(of(reports)) }];
  });
  return Object.fromEntries(known.filter(([, image]) => Object.keys(image).length > 0));
}

/** @returns for each digest all those of the same image. */
function sameImages(rows: readonly RegistryRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const same = new Map<string, Set<string>>();
  for (const { digests } of rows) {
    const all = new Set(digests.flatMap((digest) => [digest, ...(same.get(digest) ?? [])]));
    for (const digest of all) same.set(digest, all);
  }
  return same;
}

function byDigest<T extends { readonly digests: readonly string[] }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows)
    for (const digest of row.digests) {
      const known = found.get(digest);
      if (known === undefined) found.set(digest, [row]);
      else known.push(row);
    }
  return found;
}

/** A report about some of an image's packages says something by what it names, and nothing by what it does not. */
async function flawsOf(pool: pg.Pool, digests: readonly string[]): Promise<readonly FlawRow[]> {
  const [critical, high, unrated] = ["critical", "high", "unknown"].map((word) =>
    (vulnerabilitySeverities as readonly string[]).indexOf(word),
  );
  const { rows } = await pool.query<FlawRow>(
    `SELECT a.digests, a.newest_at AS at,
       count(*) FILTER (WHERE v.fixable AND v.rank = $2)::int AS critical,
       count(*) FILTER (WHERE v.fixable AND v.rank IN ($3, $4))::int AS high,
       coalesce(array_agg(DISTINCT v.vulnerability ORDER BY v.vulnerability) FILTER (WHERE k.cve IS NOT NULL), '{}') AS exploited
     FROM assessed_images a LEFT JOIN image_vulnerabilities v ON v.image_id = a.id AND v.open
       LEFT JOIN kev_entries k ON k.cve = v.vulnerability
     WHERE a.digests && $1 GROUP BY a.id
     HAVING NOT a.partial OR bool_or(v.fixable AND v.rank IN ($2, $3, $4)) OR bool_or(k.cve IS NOT NULL)`,
    [digests, critical, high, unrated],
  );
  return rows;
}

/** @returns what each bill of materials about one of the digests lists. */
export async function packagesOf(ask: AskRows, digests: readonly string[]): Promise<readonly PackageRow[]> {
  const rows = await ask(
    `WITH telling AS MATERIALIZED (
       SELECT id, own FROM (SELECT id, type, regexp_replace(search, '^.*/', '') AS own FROM packages) p
       WHERE type = ANY($4) AND own = ANY($2::text[] || $3::text[])),
     held AS (SELECT c.document_id, array_agg(DISTINCT t.own) AS names
       FROM telling t JOIN sbom_components c ON c.package_id = t.id GROUP BY c.document_id)
     SELECT d.digests, d.components AS count, EXISTS (SELECT FROM sbom_components c JOIN packages p ON p.id = c.package_id
         WHERE c.document_id = d.id AND p.type = ANY($4)) AS "ofSystem",
       ARRAY(SELECT unnest(h.names) INTERSECT SELECT unnest($2::text[])) AS shells,
       ARRAY(SELECT unnest(h.names) INTERSECT SELECT unnest($3::text[])) AS managers
     FROM security_documents d LEFT JOIN held h ON h.document_id = d.id WHERE d.digests && $1 AND d.components > 0`,
    [digests, shells, managers, fromDistributions],
  );
  return rows as readonly PackageRow[];
}

function seenByRegistry(rows: readonly RegistryRow[]): Pick<KnownImage, "traces" | "size"> {
  for (const { facts } of rows) {
    const look = facts && unpackNow<Look<ImageFacts>>(facts);
    if (look?.kind !== "found") continue;
    const { traces, size } = look.value;
    return { traces, ...(size !== undefined && { size }) };
  }
  return {};
}

/** Several documents see with different eyes: what one of them names is there. */
export function packagesIn(rows: readonly PackageRow[]): Pick<KnownImage, "packages"> {
  if (rows.length === 0) return {};
  const all = (part: "shells" | "managers") => [...new Set(rows.flatMap((row) => row[part]))].sort();
  const [count, ofSystem] = [Math.max(...rows.map((row) => row.count)), rows.some((row) => row.ofSystem)];
  return { packages: { count, ofSystem, shells: all("shells"), managers: all("managers") } };
}

function flawsIn(rows: readonly FlawRow[]): Pick<KnownImage, "flaws"> {
  if (rows.length === 0) return {};
  const most = (part: "critical" | "high") => Math.max(...rows.map((row) => row[part]));
  const exploited = [...new Set(rows.flatMap((row) => row.exploited))].sort();
  const newestAt = new Date(Math.max(...rows.map(({ at }) => at.getTime()))).toISOString();
  return { flaws: { newestAt, exploited, critical: most("critical"), high: most("high") } };
}
