/** Documents about images. Who sees all clusters sees all of them; others see those about images that run in their namespaces. */
import type { SecurityDocument as ReadDocument } from "../../../core/supply-chain/documents/document.ts";
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { askingRows } from "./ask-rows.ts";
import { assessAgain, assessStatements } from "./assess-images.ts";
import { type DocumentOrigin, originColumns } from "./document-standing.ts";
import type { HeldTo } from "./images.ts";
import { runsOf } from "./running-digests.ts";
import { type DocumentBody, storeDocument } from "./store-document.ts";

export interface NewDocument {
  readonly document: ReadDocument;
  /** The image's digest, where a person names it. */
  readonly given?: string;
}

export interface NewDocuments {
  /** The same for the same file with the same digest beside it. */
  readonly fileKey: string;
  readonly fileName: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly documents: readonly NewDocument[];
}

export interface DocumentRow extends DocumentOrigin {
  readonly id: string;
  readonly fileName: string;
  readonly format: string;
  readonly formatVersion: string | null;
  readonly digests: readonly string[];
  readonly given: boolean;
  readonly names: readonly string[];
  readonly tool: string | null;
  readonly toolVersion: string | null;
  readonly databaseDate: string | null;
  readonly at: Date;
  readonly components: number | null;
  readonly vulnerabilities: number | null;
  readonly secrets: number | null;
  readonly statements: number;
  readonly notes: readonly string[];
  readonly containers: number;
  readonly uploadedAt: Date;
}

export interface PartRow {
  readonly name: string;
  readonly version: string | null;
  readonly type: string | null;
  readonly licences: readonly string[];
}

export interface WholeDocument {
  readonly row: DocumentRow;
  readonly parts: readonly PartRow[];
  readonly body: DocumentBody;
}

export interface AskedAbout {
  readonly digests: readonly string[];
  readonly id?: string;
}

/** A document that says what an image holds, or what is wrong with it. */
export interface AboutRow extends DocumentOrigin {
  readonly id: string;
  readonly fileName: string;
  readonly format: string;
  readonly formatVersion: string | null;
  readonly tool: string | null;
  readonly toolVersion: string | null;
  readonly at: Date;
  readonly components: number | null;
  readonly vulnerabilities: number | null;
  /** It looked at some of the image's packages alone. */
  readonly partial: boolean;
}

/** Vulnerabilities of one severity, of which some are known to be exploited, if a list was loaded. */
export interface SeverityCount {
  readonly severity: string;
  readonly open: boolean;
  readonly count: number;
  readonly exploited: number;
}

/** An attestation beside the image that holds a document; without a document it says why, or was not read yet. */
export interface AttestedRow {
  readonly evidence: string;
  readonly predicateType: string;
  readonly document: string | null;
  readonly problem: string | null;
}

export interface DocumentsAbout {
  /** The newest first. */
  readonly documents: readonly AboutRow[];
  /** The worst first. */
  readonly counts: readonly SeverityCount[];
  readonly attested: readonly AttestedRow[];
}

export type SecurityDocumentsRepository = ReturnType<typeof securityDocumentsRepository>;

const mostListed = 500;

export function securityDocumentsRepository({ rows, sender, transaction }: Connection) {
  const select = (scope: Scope, held: HeldTo, condition: Prisma.Sql) => Prisma.sql`
    WITH runs AS MATERIALIZED (${runsOf(scope)}), running AS (
      SELECT d.id, count(DISTINCT (runs.cluster_id, runs.seq))::int AS containers
      FROM security_documents d CROSS JOIN LATERAL unnest(d.digests) AS named (digest) JOIN runs ON runs.any_digest = named.digest
      GROUP BY d.id)
    SELECT d.id, d.file_name AS "fileName", d.format, d.format_version AS "formatVersion", d.digests, d.given, d.names, d.tool,
      d.tool_version AS "toolVersion", d.database_date AS "databaseDate", d.at, d.components, d.vulnerabilities, d.secrets,
      d.statements, d.notes, coalesce(running.containers, 0) AS containers, d.uploaded_at AS "uploadedAt", ${originColumns(scope, held)},
      count(*) OVER ()::int AS total
    FROM security_documents d LEFT JOIN running ON running.id = d.id
    WHERE ${scope.clusters === "all" ? Prisma.sql`TRUE` : Prisma.sql`running.id IS NOT NULL`} AND ${condition}
    ORDER BY d.origin = 'attestation', d.uploaded_at DESC, d.file_key, d.seq LIMIT ${mostListed}`;

  /** What advisories say of a bill of materials follows it. */
  const compare = (tx: Connection["rows"]) => sender.send(tx, "reports", {}, "reports");

  return {
    /** @returns the first 500 of those that neither a scan saw nor a service or a dump gave, what people uploaded before what is attested and the newest first, and how many there are. */
    async list(scope: Scope, held: HeldTo): Promise<{ readonly documents: readonly DocumentRow[]; readonly total: number }> {
      const found = await rows.$queryRaw<(DocumentRow & { readonly total: number })[]>(
        select(scope, held, Prisma.sql`d.origin NOT IN ('cluster', 'clair', 'osv')`),
      );
      return { documents: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
    },

    /** @returns undefined where the scope does not see it. */
    async get(scope: Scope, id: string, held: HeldTo): Promise<WholeDocument | undefined> {
      const [found] = await rows.$queryRaw<(DocumentRow & { readonly total: number })[]>(
        select(scope, held, Prisma.sql`d.id = ${id}`),
      );
      if (found === undefined) return undefined;
      const { total: _, ...row } = found;
      const kept = await rows.securityDocument.findUniqueOrThrow({ where: { id }, select: { body: true } });
      const parts = await rows.$queryRaw<PartRow[]>`
        SELECT p.name, p.version, p.type, c.licences FROM sbom_components c JOIN packages p ON p.id = c.package_id
        WHERE c.document_id = ${id} ORDER BY p.search, p.version`;
      return { row, parts, body: await unpack<DocumentBody>(kept.body) };
    },

    /**
     * @param image its digests, and its id where it was looked at.
     * @returns what documents say of an image that runs where the scope sees; nothing of any other.
     */
    async about(scope: Scope, image: AskedAbout, held: HeldTo): Promise<DocumentsAbout> {
      const runs = Prisma.sql`runs AS MATERIALIZED (${runsOf(scope)}),
        own AS (SELECT DISTINCT any_digest AS digest FROM runs WHERE any_digest = ANY(${[...image.digests]}::text[]))`;
      const [documents, counts, attested] = await Promise.all([
        rows.$queryRaw<AboutRow[]>`
          WITH ${runs} SELECT d.id, d.file_name AS "fileName", d.format, d.format_version AS "formatVersion", d.tool,
            d.tool_version AS "toolVersion", d.at, d.components, d.vulnerabilities, d.partial, ${originColumns(scope, held)}
          FROM security_documents d WHERE d.digests && ARRAY(SELECT digest FROM own) AND (d.components IS NOT NULL OR d.vulnerabilities IS NOT NULL)
          ORDER BY d.at DESC, d.id`,
        rows.$queryRaw<SeverityCount[]>`
          WITH ${runs} SELECT v.severity, v.open, count(DISTINCT v.vulnerability)::int AS count,
            count(DISTINCT v.vulnerability) FILTER (WHERE k.cve IS NOT NULL)::int AS exploited
          FROM assessed_images a JOIN image_vulnerabilities v ON v.image_id = a.id LEFT JOIN kev_entries k ON k.cve = v.vulnerability
          WHERE a.digests && ARRAY(SELECT digest FROM own) GROUP BY v.severity, v.open, v.rank ORDER BY v.rank`,
        rows.$queryRaw<AttestedRow[]>`
          WITH ${runs} SELECT a.evidence_digest AS evidence, a.predicate_type AS "predicateType", a.document_id AS document,
            a.problem FROM attested_documents a JOIN registry_images i ON i.id = a.image_id
          WHERE a.image_id = ${image.id ?? ""} AND i.digest IN (SELECT digest FROM own)`,
      ]);
      return { documents, counts, attested };
    },

    /** Stores the documents of a file, in the place of those of the same file. @returns whether the scope is all clusters. */
    async put(scope: Scope, file: NewDocuments): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      await transaction(async (tx) => {
        const ask = askingRows(tx);
        const { fileKey, fileName, uploadedBy, uploadedAt } = file;
        await tx.securityDocument.deleteMany({ where: { fileKey } });
        for (const [seq, one] of file.documents.entries()) {
          const { document, given } = one;
          const place = { fileKey, seq, fileName, uploadedBy, uploadedAt, origin: "upload" as const };
          await storeDocument(ask, { ...place, document, digests: digestsOf(one), given: given !== undefined });
        }
        await assessAgain(ask, file.documents.flatMap(digestsOf));
        await assessStatements(
          ask,
          file.documents.flatMap(({ document }) => document.statements?.flatMap(({ ids }) => ids) ?? []),
        );
        if (file.documents.some(({ document }) => document.components !== undefined)) await compare(tx);
      });
      return true;
    },

    /** @returns whether there was one that a person uploaded, and the scope is all clusters. */
    async remove(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return transaction(async (tx) => {
        const found = await tx.securityDocument.findUnique({ where: { id } });
        if (found === null || found.origin !== "upload") return false;
        const { statements } = await unpack<DocumentBody>(found.body);
        await tx.securityDocument.delete({ where: { id } });
        const ask = askingRows(tx);
        await assessAgain(ask, found.digests);
        await assessStatements(ask, statements?.flatMap(({ ids }) => ids) ?? []);
        if (found.components !== null) await compare(tx);
        return true;
      });
    },
  };
}

function digestsOf({ document, given }: NewDocument): readonly string[] {
  return given === undefined ? document.subject.digests : [...new Set([given, ...document.subject.digests])];
}
