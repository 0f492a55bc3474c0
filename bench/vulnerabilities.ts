/** The vulnerabilities of 5,000 images that run, of 100 findings each: the list as the page asks for it. */
import { systemScope } from "#server/database/scope.ts";
import type { VulnerabilityPageOf, VulnerabilityRow } from "#server/database/supply-chain/vulnerability-page.ts";
import { type Figure, medianTime } from "./figure.ts";
import { seedRunningImages } from "./running-images.ts";
import { type BenchDatabase, withDatabase } from "./with-database.ts";

const images = 5_000;
const perImage = 100;
const distinct = 10_000;
/** Every image has the first of them, as images of one base have. */
const everywhere = 30;
/** A statement that takes longer than the pool waits fails. */
const atOnce = 1_000;
const budgetMs = 200;

export function benchVulnerabilities(say: (line: string) => void): Promise<Figure[]> {
  return withDatabase(say, async (db) => {
    say(`storing ${images} images with ${perImage} findings each`);
    await fill(db);
    const page: VulnerabilityPageOf = {
      ...{ q: "", show: "open", fixable: false, exploited: false, differs: false, clusters: [], limit: 50 },
    };
    const { rows } = await db.repositories.runningVulnerabilities.list(systemScope, page);
    const last = rows.at(-2) as VulnerabilityRow;
    const after = [last.exploited ? 0 : 1, last.rank, last.unlikely, last.id] as const;
    const scope = { clusters: new Map([["cls_bench3", new Set(["n3", "n13"])]]) } as typeof systemScope;
    return [
      { name: "Images that run", value: images, unit: "" },
      { name: "Findings of them", value: images * perImage, unit: "" },
      { name: "Vulnerabilities", value: distinct, unit: "" },
      { name: "The first page", value: await took(db, page), unit: "ms", budget: budgetMs },
      { name: "The second page", value: await took(db, { ...page, after }), unit: "ms", budget: budgetMs },
      { name: "Those of a package", value: await took(db, { ...page, q: "lib-77" }), unit: "ms", budget: budgetMs },
      { name: "One by its id", value: await took(db, { ...page, q: "cve-2026-4242" }), unit: "ms", budget: budgetMs },
      {
        name: "Critical with a fix",
        value: await took(db, { ...page, ranks: [0], fixable: true }),
        unit: "ms",
        budget: budgetMs,
      },
      { name: "Of one cluster", value: await took(db, { ...page, clusters: ["cls_bench3"] }), unit: "ms", budget: budgetMs },
      { name: "Of two namespaces", value: await took(db, page, scope), unit: "ms", budget: budgetMs },
      { name: "The numbers of the table of images", value: await numbers(db), unit: "ms", budget: budgetMs },
      { name: "How much of what runs has a report", value: await coverage(db), unit: "ms", budget: budgetMs },
    ];
  });
}

const took = ({ repositories }: BenchDatabase, page: VulnerabilityPageOf, scope = systemScope) =>
  medianTime(() => repositories.runningVulnerabilities.list(scope, page));
const numbers = ({ repositories }: BenchDatabase) => medianTime(() => repositories.runningVulnerabilities.images(systemScope));
const coverage = ({ repositories }: BenchDatabase) => medianTime(() => repositories.runningVulnerabilities.coverage(systemScope));

async function fill(db: BenchDatabase): Promise<void> {
  const { pool } = db.database;
  await seedRunningImages(db, images);
  await pool.query(
    `INSERT INTO security_documents (id, file_key, seq, file_name, format, digests, at, vulnerabilities, body, uploaded_by, uploaded_at)
     SELECT 'doc_' || i, 'f' || i, 0, 'report', 'trivy', ARRAY['sha256:' || lpad(to_hex(i), 64, '0')], now(), $2::int, '', 'Bench', now()
     FROM generate_series(0, $1::int - 1) i`,
    [images, perImage],
  );
  await pool.query(
    `INSERT INTO assessed_images (id, no, digests, tools, newest_at, open)
     SELECT 'asd_' || i, i, ARRAY['sha256:' || lpad(to_hex(i), 64, '0')], '{Trivy}', now(), '{10,10,10,10,10,0}' FROM generate_series(0, $1::int - 1) i`,
    [images],
  );
  await pool.query(
    `INSERT INTO flaws (no, key, vulnerability, search, title)
     SELECT f, sha256(convert_to('f' || f, 'UTF8')), 'CVE-2026-' || f, 'cve-2026-' || f, 'Flaw ' || f FROM generate_series(0, $1::int - 1) f`,
    [distinct],
  );
  await pool.query(
    `INSERT INTO flaw_packages (no, key, name)
     SELECT p, sha256(convert_to('p' || p, 'UTF8')), 'pkg:npm/lib-' || p || '@1.0.0' FROM generate_series(0, 4999) p`,
  );
  await pool.query("INSERT INTO flaw_witnesses (no, key, tools) VALUES (0, 'a', '{Trivy}'), (1, 'b', '{Grype,Trivy}')");
  await pool.query("INSERT INTO kev_entries (cve, ransomware) SELECT 'CVE-2026-' || f * 97, FALSE FROM generate_series(0, 99) f");
  await pool.query(
    "INSERT INTO epss_scores (cve, score, percentile) SELECT 'CVE-2026-' || f, (f * 37 % 1000) / 1000.0, 0.5 FROM generate_series(0, 9999) f",
  );
  for (let first = 0; first < images; first += atOnce)
    await pool.query(
      `INSERT INTO image_flaws (image_no, seq, flaw_no, package_no, witness_no, rank, open, fixable, differs)
       SELECT i, s, f, f % 5000, i % 2, f % 5, TRUE, f % 3 = 0, i % 2 = 1
       FROM generate_series($1::int, $2::int - 1) i, generate_series(0, $3::int - 1) s,
         LATERAL (SELECT CASE WHEN s < $5::int THEN s ELSE (i::bigint * 7919 + s * 31) % $4::int END::int AS f) flaw`,
      [first, first + atOnce, perImage, distinct, everywhere],
    );
  await pool.query("VACUUM ANALYZE");
}
