/** Documents about images. Who sees all clusters sees all of them; others see those about images that run in their namespaces. */
import type { Component, SecurityDocument as ReadDocument } from "../../../core/supply-chain/documents/document.ts";
import type { Connection } from "../connection.ts";
import { Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { pack, unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { storableText } from "../storable.ts";
import { assessAgain, assessStatements } from "./assess-images.ts";
import { runsOf } from "./running-digests.ts";

/** What is kept of a document beside its columns. */
export type DocumentBody = Omit<ReadDocument, "components">;

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

export interface DocumentRow {
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
  readonly uploadedBy: string;
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

export type SecurityDocumentsRepository = ReturnType<typeof securityDocumentsRepository>;

const mostListed = 500;

export function securityDocumentsRepository({ rows, transaction }: Connection) {
  const select = (scope: Scope, condition: Prisma.Sql) => Prisma.sql`
    WITH runs AS MATERIALIZED (${runsOf(scope)}), running AS (
      SELECT d.id, count(DISTINCT (runs.cluster_id, runs.seq))::int AS containers
      FROM security_documents d CROSS JOIN LATERAL unnest(d.digests) AS named (digest) JOIN runs ON runs.any_digest = named.digest
      GROUP BY d.id)
    SELECT d.id, d.file_name AS "fileName", d.format, d.format_version AS "formatVersion", d.digests, d.given, d.names, d.tool,
      d.tool_version AS "toolVersion", d.database_date AS "databaseDate", d.at, d.components, d.vulnerabilities, d.secrets,
      d.statements, d.notes, coalesce(running.containers, 0) AS containers, d.uploaded_by AS "uploadedBy", d.uploaded_at AS "uploadedAt"
    FROM security_documents d LEFT JOIN running ON running.id = d.id
    WHERE ${scope.clusters === "all" ? Prisma.sql`TRUE` : Prisma.sql`running.id IS NOT NULL`} AND ${condition}
    ORDER BY d.uploaded_at DESC, d.file_key, d.seq`;

  return {
    /** @returns the newest 500, and how many there are. */
    async list(scope: Scope): Promise<{ readonly documents: readonly DocumentRow[]; readonly total: number }> {
      const found = await rows.$queryRaw<DocumentRow[]>(select(scope, Prisma.sql`TRUE`));
      return { documents: found.slice(0, mostListed), total: found.length };
    },

    /** @returns undefined where the scope does not see it. */
    async get(scope: Scope, id: string): Promise<WholeDocument | undefined> {
      const [row] = await rows.$queryRaw<DocumentRow[]>(select(scope, Prisma.sql`d.id = ${id}`));
      if (row === undefined) return undefined;
      const kept = await rows.securityDocument.findUniqueOrThrow({ where: { id }, select: { body: true } });
      const parts = await rows.$queryRaw<PartRow[]>`
        SELECT p.name, p.version, p.type, c.licences FROM sbom_components c JOIN packages p ON p.id = c.package_id
        WHERE c.document_id = ${id} ORDER BY p.search, p.version`;
      return { row, parts, body: await unpack<DocumentBody>(kept.body) };
    },

    /** Stores the documents of a file, in the place of those of the same file. @returns whether the scope is all clusters. */
    async put(scope: Scope, file: NewDocuments): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      await transaction(async (tx) => {
        await tx.securityDocument.deleteMany({ where: { fileKey: file.fileKey } });
        for (const [seq, one] of file.documents.entries()) await store(tx, file, { ...one, seq });
        await assessAgain(tx, file.documents.flatMap(digestsOf));
        await assessStatements(
          tx,
          file.documents.flatMap(({ document }) => document.statements?.flatMap(({ ids }) => ids) ?? []),
        );
      });
      return true;
    },

    /** @returns whether there was one, and the scope is all clusters. */
    async remove(scope: Scope, id: string): Promise<boolean> {
      if (scope.clusters !== "all") return false;
      return transaction(async (tx) => {
        const found = await tx.securityDocument.findUnique({ where: { id } });
        if (found === null) return false;
        const { statements } = await unpack<DocumentBody>(found.body);
        await tx.securityDocument.delete({ where: { id } });
        await assessAgain(tx, found.digests);
        await assessStatements(tx, statements?.flatMap(({ ids }) => ids) ?? []);
        return true;
      });
    },
  };
}

type Rows = Connection["rows"];

function digestsOf({ document, given }: NewDocument): readonly string[] {
  return given === undefined ? document.subject.digests : [...new Set([given, ...document.subject.digests])];
}

async function store(tx: Rows, file: NewDocuments, one: NewDocument & { readonly seq: number }): Promise<void> {
  const { components, ...body } = one.document;
  const { tool, madeAt, vulnerabilities, secrets, statements, subject } = body;
  const id = newId("doc");
  const text = (value: string | undefined) => (value === undefined ? undefined : storableText(value));
  await tx.securityDocument.create({
    data: {
      ...{ id, fileKey: file.fileKey, seq: one.seq, fileName: storableText(file.fileName), format: body.format },
      ...{ formatVersion: text(body.formatVersion), digests: [...digestsOf(one)], given: one.given !== undefined },
      ...{ names: subject.names.map(storableText), tool: text(tool?.name), toolVersion: text(tool?.version) },
      ...{ databaseDate: tool?.databaseDate, at: madeAt === undefined ? file.uploadedAt : new Date(madeAt) },
      ...{ components: components?.length, vulnerabilities: vulnerabilities?.length, secrets: secrets?.length },
      ...{ statements: statements?.length ?? 0, notes: body.notes.map(storableText), body: await pack(body) },
      ...{ uploadedBy: file.uploadedBy, uploadedAt: file.uploadedAt },
    },
  });
  if (components !== undefined) await storeParts(tx, id, components);
}

async function storeParts(tx: Rows, documentId: string, components: readonly Component[]): Promise<void> {
  const byKey = new Map(components.map((one) => [storableText(one.key), one]));
  const list = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1));
  const column = (value: (one: Component) => string | undefined) =>
    list.map(([, one]) => {
      const text = value(one);
      return text === undefined ? null : storableText(text);
    });
  const keys = list.map(([key]) => key);
  await tx.$executeRaw`
    INSERT INTO packages (key, purl, type, name, version, search)
    SELECT key, purl, type, name, version, lower(name) FROM unnest(${keys}::text[], ${column(({ purl }) => purl)}::text[],
      ${column(({ type }) => type)}::text[], ${column(({ name }) => name)}::text[], ${column(({ version }) => version)}::text[])
      AS given (key, purl, type, name, version)
    ON CONFLICT (key) DO NOTHING`;
  const licences = list.map(([, one]) => JSON.stringify(one.licences.map(storableText)));
  await tx.$executeRaw`
    INSERT INTO sbom_components (document_id, package_id, licences)
    SELECT ${documentId}, p.id, ARRAY(SELECT jsonb_array_elements_text(given.licences::jsonb))
    FROM unnest(${keys}::text[], ${licences}::text[]) AS given (key, licences) JOIN packages p ON p.key = given.key`;
}
