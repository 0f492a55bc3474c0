/**
 * Compares bills of materials with the advisories that are loaded, and makes documents of what they say. Safe to stop and to
 * repeat anywhere: a bill is done when its row names the dumps that are in use.
 */
import type pg from "pg";
import type { LookedAt, SecurityDocument } from "../../../core/supply-chain/documents/document.ts";
import type { PackageRef } from "../../../core/supply-chain/packages/package-url.ts";
import { keyOfPackage, type OsvAdvisory, type OsvKey, typeOfEcosystem } from "../../../core/supply-chain/vulnerabilities/osv.ts";
import { leftOutNotes, type OsvReport, osvReport } from "../../../core/supply-chain/vulnerabilities/osv-report.ts";
import { inTransaction } from "../in-transaction.ts";
import type { Scope } from "../scope.ts";
import { storableJson } from "../storable.ts";
import { requireSystem } from "../system.ts";
import { type AskRows, asking } from "./ask-rows.ts";
import { assessAgain } from "./assess-images.ts";
import { osvRevisionSql } from "./osv-revision.ts";
import { storeDocument } from "./store-document.ts";

export type OsvWork = ReturnType<typeof osvWork>;

/** Nothing is compared where no dump is in use, but for what was compared before. */
const due = `
  SELECT d.id FROM security_documents d LEFT JOIN osv_matches m ON m.bill_id = d.id CROSS JOIN ${osvRevisionSql} AS now (revision)
  WHERE d.components > 0 AND cardinality(d.digests) > 0 AND (m.revision, m.digests) IS DISTINCT FROM (now.revision, d.digests)
    AND (now.revision <> '' OR m.bill_id IS NOT NULL)
  ORDER BY d.id LIMIT $1`;

export function osvWork(pool: pg.Pool) {
  return {
    /** @returns bills of materials that are to be compared, at most `most`. */
    async due(scope: Scope, most: number): Promise<readonly string[]> {
      requireSystem(scope);
      const { rows } = await pool.query<{ id: string }>(due, [most]);
      return rows.map(({ id }) => id);
    },

    /** Compares a bill of materials; its images are assessed with what comes of it. */
    async match(scope: Scope, billId: string): Promise<void> {
      requireSystem(scope);
      await inTransaction(pool, async (client) => {
        const ask = asking(client);
        const [bill] = (await ask("SELECT digests, file_name AS name FROM security_documents WHERE id = $1 FOR SHARE", [
          billId,
        ])) as readonly Bill[];
        if (bill === undefined) return;
        const before = await forget(ask, billId);
        const dumps = await dumpsOf(ask);
        const documentId = dumps.length === 0 ? undefined : await compare(ask, { id: billId, ...bill }, dumps);
        if (documentId !== undefined || before.length > 0) await assessAgain(ask, [...bill.digests, ...before]);
      });
    },

    /** Ends what rests on bills of materials that are gone, and the advisories of dumps that are not in use any more. */
    async prune(scope: Scope): Promise<void> {
      requireSystem(scope);
      const { rows } = await pool.query<{ billId: string }>(
        `SELECT m.bill_id AS "billId" FROM osv_matches m
         WHERE NOT EXISTS (SELECT FROM security_documents d WHERE d.id = m.bill_id AND cardinality(d.digests) > 0) ORDER BY 1`,
      );
      for (const { billId } of rows)
        await inTransaction(pool, async (client) => {
          const ask = asking(client);
          await assessAgain(ask, await forget(ask, billId));
        });
      await pool.query(
        "DELETE FROM osv_dumps WHERE state = 'replaced' OR (state = 'loading' AND loaded_at < now() - interval '6 hours')",
      );
    },
  };
}

interface Bill {
  readonly digests: readonly string[];
  readonly name: string;
}

/** @returns the digests that the document of the last comparison was about. */
async function forget(ask: AskRows, billId: string): Promise<readonly string[]> {
  await ask("DELETE FROM osv_matches WHERE bill_id = $1", [billId]);
  const ended = await ask("DELETE FROM security_documents WHERE file_key = $1 RETURNING digests", [fileKeyOf(billId)]);
  return (ended as readonly Bill[]).flatMap(({ digests }) => digests);
}

const fileKeyOf = (billId: string) => `osv ${billId}`;

interface Dump {
  readonly id: string;
  readonly whole: boolean;
  readonly ecosystems: readonly string[];
  /** When its newest advisory was changed, else when it was imported. */
  readonly at: Date;
  readonly loadedBy: string;
}

async function dumpsOf(ask: AskRows): Promise<readonly Dump[]> {
  const found = await ask(
    `SELECT id, whole, ecosystems, coalesce(dated_at, loaded_at) AS at, loaded_by AS "loadedBy" FROM osv_dumps
     WHERE state = 'current' ORDER BY id`,
    [],
  );
  return found as readonly Dump[];
}

/** @returns the document that came of it; undefined where no package was looked at and no flaw is known. */
async function compare(ask: AskRows, bill: Bill & { readonly id: string }, dumps: readonly Dump[]): Promise<string | undefined> {
  const packages = await packagesOf(ask, bill.id);
  const report = osvReport(packages, await knowledgeOf(ask, packages, dumps));
  const nothing = report.looked.length === 0 && report.vulnerabilities.length === 0;
  const documentId = nothing ? undefined : await storeReport(ask, bill, { report, dumps: dumpsAbout(dumps, packages) });
  await ask(
    `INSERT INTO osv_matches (bill_id, revision, digests, packages, evaluated, "left", document_id)
     VALUES ($1, $2, $3::text[], $4::int, $5::int, $6::jsonb, $7)`,
    [
      ...[bill.id, dumps.map(({ id }) => id).join(" "), bill.digests, packages.length, report.looked.length],
      ...[storableJson(report.left), documentId ?? null],
    ],
  );
  return documentId;
}

async function packagesOf(ask: AskRows, billId: string): Promise<readonly PackageRef[]> {
  const found = (await ask(
    `SELECT p.key, p.purl, p.type, p.name, p.version FROM sbom_components c JOIN packages p ON p.id = c.package_id
     WHERE c.document_id = $1 ORDER BY p.key`,
    [billId],
  )) as readonly Record<"key" | "purl" | "type" | "name" | "version", string | null>[];
  return found.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never);
}

async function knowledgeOf(ask: AskRows, packages: readonly PackageRef[], dumps: readonly Dump[]) {
  const keys = [...new Map(packages.flatMap(keysOf).map((key) => [textOf(key), key])).values()];
  const found = (await ask(
    `SELECT e.type, e.name, e.advisory FROM unnest($1::text[], $2::text[]) AS k (type, name)
       JOIN osv_entries e ON e.type = k.type AND e.name = k.name JOIN osv_dumps d ON d.id = e.dump_id AND d.state = 'current'
     ORDER BY d.loaded_at, e.dump_id, e.seq`,
    [keys.map(({ type }) => type), keys.map(({ name }) => name)],
  )) as readonly (OsvKey & { readonly advisory: OsvAdvisory })[];
  const byKey = Map.groupBy(found, textOf);
  return {
    whole: new Set(dumps.filter((dump) => dump.whole).flatMap(typesOf)),
    advisories: (key: OsvKey) => (byKey.get(textOf(key)) ?? []).map(({ advisory }) => advisory),
  };
}

const textOf = ({ type, name }: OsvKey) => `${type} ${name}`;
const keysOf = (ref: PackageRef) => keyOfPackage(ref) ?? [];
const typesOf = ({ ecosystems }: Dump) => ecosystems.flatMap((ecosystem) => typeOfEcosystem(ecosystem) ?? []);

function dumpsAbout(dumps: readonly Dump[], packages: readonly PackageRef[]): readonly Dump[] {
  const types = new Set(packages.map(({ type }) => type));
  return dumps.filter((dump) => typesOf(dump).some((type) => types.has(type)));
}

/** The oldest of the dumps is what it knows: a flaw that was found since is in none of it. */
async function storeReport(
  ask: AskRows,
  bill: Bill & { readonly id: string },
  { report, dumps }: { readonly report: OsvReport; readonly dumps: readonly Dump[] },
): Promise<string> {
  const oldest = new Date(Math.min(...dumps.map(({ at }) => at.getTime())));
  const looked: LookedAt = { packages: report.looked, all: report.left.length === 0 };
  const document: SecurityDocument = {
    ...{ format: "osv", subject: { digests: [], names: [] }, vulnerabilities: report.vulnerabilities, looked },
    ...{ tool: { name: "OSV", databaseDate: oldest.toISOString() }, madeAt: oldest.toISOString() },
    notes: leftOutNotes(report.left),
  };
  const by = [...new Set(dumps.map(({ loadedBy }) => loadedBy))].join(", ");
  return storeDocument(ask, {
    ...{ document, fileKey: fileKeyOf(bill.id), seq: 0, fileName: `OSV about ${bill.name}`, digests: bill.digests, given: false },
    ...{ origin: "osv" as const, uploadedBy: by, uploadedAt: new Date() },
  });
}
