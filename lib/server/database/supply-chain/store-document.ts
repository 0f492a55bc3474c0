/** Writes a document about images with the packages that it lists: for readers' uploads and for what a worker finds. */
import type { Component, SecurityDocument } from "../../../core/supply-chain/documents/document.ts";
import { newId } from "../ids.ts";
import { pack } from "../packed-json.ts";
import { storableJson, storableText } from "../storable.ts";
import type { AskRows } from "./ask-rows.ts";

/** What is kept of a document beside its columns. */
export type DocumentBody = Omit<SecurityDocument, "components">;

export interface DocumentToStore {
  readonly document: SecurityDocument;
  /** The same for the same bytes. */
  readonly fileKey: string;
  readonly seq: number;
  readonly fileName: string;
  /** Of the images that it is about. */
  readonly digests: readonly string[];
  /** A person named the digest. */
  readonly given: boolean;
  readonly origin: "upload" | "attestation" | "cluster" | "clair" | "osv";
  /** Empty for what nobody uploaded. */
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  /** The cluster whose scan saw it. */
  readonly clusterId?: string;
  /** The same as long as it says the same. */
  readonly contentKey?: string;
}

/** @returns its id. */
export async function storeDocument(ask: AskRows, one: DocumentToStore): Promise<string> {
  const { components, ...body } = one.document;
  const { tool, madeAt, vulnerabilities, secrets, statements = [], subject } = body;
  const { fileKey, seq, fileName, digests, given, uploadedBy, uploadedAt } = one;
  const id = newId("doc");
  const row = {
    ...{ id, file_key: fileKey, seq, file_name: fileName, format: body.format, format_version: body.formatVersion },
    ...{ digests, given, names: subject.names, tool: tool?.name, tool_version: tool?.version },
    ...{ database_date: tool?.databaseDate, at: madeAt ?? uploadedAt.toISOString(), components: components?.length },
    ...{ vulnerabilities: vulnerabilities?.length, secrets: secrets?.length, statements: statements.length, notes: body.notes },
    ...{ uploaded_by: uploadedBy, uploaded_at: uploadedAt.toISOString(), origin: one.origin },
    ...{ cluster_id: one.clusterId, content_key: one.contentKey, partial: body.looked?.all === false },
  };
  await ask(
    `INSERT INTO security_documents (${columns.join(", ")}, body)
     SELECT ${columns.join(", ")}, $2::bytea FROM json_to_record($1::json) AS r(id text, file_key text, seq int, file_name text,
       format text, format_version text, digests text[], given boolean, names text[], tool text, tool_version text,
       database_date text, at timestamptz, components int, vulnerabilities int, secrets int, statements int, notes text[],
       uploaded_by text, uploaded_at timestamptz, origin text, cluster_id text, content_key text, partial boolean)`,
    [storableJson(row), Buffer.from(await pack(body))],
  );
  if (components !== undefined) await storeParts(ask, id, components);
  return id;
}

const columns = [
  ...["id", "file_key", "seq", "file_name", "format", "format_version", "digests", "given", "names", "tool", "tool_version"],
  ...["database_date", "at", "components", "vulnerabilities", "secrets", "statements", "notes", "uploaded_by", "uploaded_at"],
  ...["origin", "cluster_id", "content_key", "partial"],
];

async function storeParts(ask: AskRows, documentId: string, components: readonly Component[]): Promise<void> {
  const byKey = new Map(components.map((one) => [storableText(one.key), one]));
  const list = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1));
  const column = (value: (one: Component) => string | undefined) =>
    list.map(([, one]) => {
      const text = value(one);
      return text === undefined ? null : storableText(text);
    });
  const keys = list.map(([key]) => key);
  await ask(
    `INSERT INTO packages (key, purl, type, name, version, search)
     SELECT key, purl, type, name, version, lower(name) FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       AS given (key, purl, type, name, version)
     ON CONFLICT (key) DO NOTHING`,
    [keys, column(({ purl }) => purl), column(({ type }) => type), column(({ name }) => name), column(({ version }) => version)],
  );
  const licences = list.map(([, one]) => JSON.stringify(one.licences.map(storableText)));
  await ask(
    `INSERT INTO sbom_components (document_id, package_id, licences)
     SELECT $1, p.id, ARRAY(SELECT jsonb_array_elements_text(given.licences::jsonb))
     FROM unnest($2::text[], $3::text[]) AS given (key, licences) JOIN packages p ON p.key = given.key`,
    [documentId, keys, licences],
  );
}
