/** Where a package runs, over 5,000 bills of materials of 300 components each: the search that the page asks. */
import { systemScope } from "#server/database/scope.ts";
import type { PackageFilter } from "#server/database/supply-chain/running-packages.ts";
import { type Figure, medianTime } from "./figure.ts";
import { seedRunningImages } from "./running-images.ts";
import { type BenchDatabase, withDatabase } from "./with-database.ts";

const images = 5_000;
const perImage = 300;
const distinct = 60_000;
/** A statement that takes longer than the pool waits fails. */
const atOnce = 500;
const budgetMs = 300;

export function benchPackages(say: (line: string) => void): Promise<Figure[]> {
  return withDatabase(say, async (db) => {
    say(`storing ${images} bills of materials of ${perImage} components`);
    await fill(db);
    const rare: PackageFilter = { q: "log4j", clusters: [], limit: 50 };
    return [
      { name: "Bills of materials", value: images, unit: "" },
      { name: "Components in them", value: images * perImage, unit: "" },
      { name: "Packages in a version", value: distinct, unit: "" },
      { name: "Where log4j runs", value: await took(db, rare), unit: "ms", budget: budgetMs },
      { name: "The first page of all packages", value: await took(db, { ...rare, q: "" }), unit: "ms", budget: budgetMs },
      { name: "A package that is nowhere", value: await took(db, { ...rare, q: "zzz" }), unit: "ms", budget: budgetMs },
      { name: "The containers of one package", value: await places(db), unit: "ms", budget: budgetMs },
      { name: "How much of what runs has a bill of materials", value: await coverage(db), unit: "ms", budget: budgetMs },
    ];
  });
}

const took = ({ repositories }: BenchDatabase, filter: PackageFilter) =>
  medianTime(() => repositories.runningPackages.list(systemScope, filter));
const places = ({ repositories }: BenchDatabase) =>
  medianTime(() =>
    repositories.runningPackages.places(systemScope, "pkg:npm/log4j-0@1.0.0", { revision: "", staleBefore: new Date(0) }),
  );
const coverage = ({ repositories }: BenchDatabase) => medianTime(() => repositories.runningPackages.coverage(systemScope));

/** One package in two hundred is of log4j; each image holds a stretch of the packages. */
async function fill(db: BenchDatabase): Promise<void> {
  const { pool } = db.database;
  await seedRunningImages(db, images);
  await pool.query(
    `INSERT INTO security_documents (id, file_key, seq, file_name, format, digests, at, components, body, uploaded_by, uploaded_at)
     SELECT 'doc_' || i, 'f' || i, 0, 'sbom', 'cyclonedx', ARRAY['sha256:' || lpad(to_hex(i), 64, '0')], now(), $2::int, '', 'Bench', now()
     FROM generate_series(0, $1::int - 1) i`,
    [images, perImage],
  );
  await pool.query(
    `INSERT INTO packages (id, key, type, name, version, search)
     SELECT p, 'pkg:npm/' || n || '@1.0.0', 'npm', n, '1.0.0', n
     FROM generate_series(0, $1::int - 1) p, LATERAL (SELECT CASE WHEN p % 200 = 0 THEN 'log4j-' ELSE 'lib-' END || p AS n) named`,
    [distinct],
  );
  for (let first = 0; first < images; first += atOnce)
    await pool.query(
      `INSERT INTO sbom_components (document_id, package_id)
       SELECT DISTINCT 'doc_' || i, (i::bigint * 7919 + c * 31) % $3::int
       FROM generate_series($1::int, $2::int - 1) i, generate_series(1, $4::int) c`,
      [first, first + atOnce, distinct, perImage],
    );
  await pool.query("ANALYZE");
}
