/** Works out what is wrong with images, by all documents that are about them, and keeps it as rows for lists. */
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import {
  type ImageEvidence,
  type ImageFinding,
  type ImageReport,
  imageFindings,
  witnessName,
} from "../../../core/supply-chain/vulnerabilities/image-findings.ts";
import { vulnerabilitySeverities } from "../../../core/supply-chain/vulnerabilities/severity.ts";
import { isOpen } from "../../../core/supply-chain/vulnerabilities/vex.ts";
import { newId } from "../ids.ts";
import { pack, unpack } from "../packed-json.ts";
import { storableText } from "../storable.ts";
import type { AskRows } from "./ask-rows.ts";
import type { DocumentBody } from "./store-document.ts";
import { writeFlaws } from "./write-flaws.ts";

/** Assesses the images that have one of the digests, each once and one transaction after the other. @param ask of one transaction. */
export async function assessAgain(ask: AskRows, digests: readonly string[]): Promise<void> {
  if (digests.length > 0) await ask("SELECT FROM pg_advisory_xact_lock(hashtext('assessed_images'))", []);
  const done = new Set<string>();
  let read: Promise<readonly Statement[]> | undefined;
  const statements = () => {
    read ??= allStatements(ask);
    return read;
  };
  for (const digest of digests) {
    if (done.has(digest)) continue;
    const all = await knownDigests(ask, digest);
    for (const one of all) done.add(one);
    await assess(ask, all, statements);
  }
}

/** Assesses the images of which a statement may be about a flaw. */
export async function assessStatements(ask: AskRows, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await ask(
    `SELECT DISTINCT a.digests[1] AS digest FROM assessed_images a JOIN image_vulnerabilities v ON v.image_id = a.id
     WHERE v.ids && $1::text[] ORDER BY 1`,
    [[...new Set(ids)]],
  );
  await assessAgain(
    ask,
    (found as readonly { readonly digest: string }[]).map(({ digest }) => digest),
  );
}

/** Assesses what is known of an image's digests as one, where it was assessed as several, or as less than all of it. */
export async function assessTogether(ask: AskRows, imageId: string): Promise<void> {
  const found = await ask(
    `SELECT i.digest FROM registry_images i WHERE i.id = $1 AND EXISTS (
       SELECT FROM assessed_images a WHERE a.digests && i.digests AND NOT a.digests @> i.digests)`,
    [imageId],
  );
  await assessAgain(
    ask,
    (found as readonly { readonly digest: string }[]).map(({ digest }) => digest),
  );
}

/** @returns every digest that a registry proved to be of the same image. */
async function knownDigests(ask: AskRows, digest: string): Promise<readonly string[]> {
  const found = await ask(
    `SELECT DISTINCT unnest(digests || digest) AS digest FROM registry_images WHERE digests @> ARRAY[$1::text] ORDER BY 1`,
    [digest],
  );
  return [...new Set([digest, ...(found as readonly { readonly digest: string }[]).map((row) => row.digest)])];
}

async function assess(ask: AskRows, digests: readonly string[], statements: () => Promise<readonly Statement[]>): Promise<void> {
  await ask("DELETE FROM assessed_images WHERE digests && $1::text[]", [digests]);
  const stored = await reportsOf(ask, digests);
  const whole = stored.filter((one) => !one.partial);
  const [newest] = (whole.length > 0 ? whole : stored).toSorted((one, other) => (one.at < other.at ? 1 : -1));
  if (newest === undefined) return;
  const reports = withOneOfOsv(stored);
  const image = { digests: new Set(digests as Digest[]), repositories: await repositoriesOf(ask, digests) };
  const findings = imageFindings({ image, reports, statements: statementsOf(reports, await statements()) });
  const tools = [...new Set(reports.map((report) => storableText(witnessName(report))))].sort();
  const id = newId("asd");
  await ask(
    `INSERT INTO assessed_images (id, digests, tools, newest_at, partial, open)
     VALUES ($1, $2::text[], $3::text[], $4::timestamptz, $5::boolean, $6::int[])`,
    [id, digests, tools, new Date(newest.at), whole.length === 0, openOf(findings)],
  );
  const rows = await Promise.all(findings.map((one, seq) => rowOf(one, seq)));
  await ask(
    `INSERT INTO image_vulnerabilities
       (image_id, seq, vulnerability, ids, package, rank, severity, fixable, differs, open, standing, tools, title, detail)
     SELECT $1, seq, vulnerability, ids, package, rank, severity, fixable, differs, open, standing, tools, title,
       decode(detail, 'base64')
     FROM json_to_recordset($2::json) AS r(seq int, vulnerability text, ids text[], package text, rank int, severity text,
       fixable boolean, differs boolean, open boolean, standing text, tools text[], title text, detail text)`,
    [id, JSON.stringify(rows)],
  );
  await writeFlaws(ask, id);
}

/** @returns how many vulnerabilities are open of each severity, each once in however many packages. */
function openOf(findings: readonly ImageFinding[]): readonly number[] {
  const open = findings.filter(({ standing }) => isOpen(standing));
  return vulnerabilitySeverities.map(
    (severity) => new Set(open.flatMap((one) => (one.severity === severity ? one.vulnerability : []))).size,
  );
}

interface ReportColumns {
  readonly id: string;
  readonly body: Uint8Array;
  readonly digests: readonly string[];
  readonly at: Date;
  readonly format: string;
  readonly origin: string;
  readonly signer: string | null;
  readonly partial: boolean;
}

interface StoredReport extends ImageReport {
  readonly origin: string;
  readonly partial: boolean;
}

async function reportsOf(ask: AskRows, digests: readonly string[]): Promise<readonly StoredReport[]> {
  const stored = await ask(
    `SELECT id, body, digests, at, format, origin, signer, partial FROM security_documents
     WHERE digests && $1::text[] AND vulnerabilities IS NOT NULL`,
    [digests],
  );
  return Promise.all(
    (stored as readonly ReportColumns[]).map(async ({ id, body, at, format, digests: named, origin, signer, partial }) => {
      const { tool = { name: format }, vulnerabilities = [], looked } = await unpack<DocumentBody>(body);
      const joinedBy = named.find((digest) => digests.includes(digest)) as Digest;
      const attested = origin === "attestation" && { attestedBy: signer ?? "nobody who is known" };
      const lookedAt = looked && { lookedAt: new Set(looked.packages) };
      return {
        document: id,
        tool,
        at: new Date(at).toISOString(),
        joinedBy,
        ...attested,
        ...lookedAt,
        vulnerabilities,
        origin,
        partial,
      };
    }),
  );
}

/** Bills of materials of one image list different packages: advisories about any of them are said by one witness. */
function withOneOfOsv(reports: readonly StoredReport[]): readonly ImageReport[] {
  const [first, ...more] = reports.filter(({ origin }) => origin === "osv");
  if (first === undefined || more.length === 0) return reports;
  const all = [first, ...more];
  const joined = {
    ...first,
    lookedAt: new Set(all.flatMap(({ lookedAt = [] }) => [...lookedAt])),
    vulnerabilities: all.flatMap(({ vulnerabilities }) => vulnerabilities),
  };
  return [...reports.filter(({ origin }) => origin !== "osv"), joined];
}

async function repositoriesOf(ask: AskRows, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await ask(
    "SELECT DISTINCT registry || '/' || repository AS name FROM registry_images WHERE digests && $1::text[]",
    [digests],
  );
  return new Set((found as readonly { readonly name: string }[]).map(({ name }) => name));
}

type Statement = ImageEvidence["statements"][number];

/** @returns those that name one of the flaws. */
function statementsOf(reports: readonly ImageReport[], all: readonly Statement[]): readonly Statement[] {
  const named = new Set(reports.flatMap(({ vulnerabilities }) => vulnerabilities.flatMap(({ id, aliases }) => [id, ...aliases])));
  return all.filter(({ ids }) => ids.some((one) => named.has(one)));
}

/**
 * Every document that holds statements is opened: once, for however many images. An attestation may close findings where it is
 * verified alone: whoever can write to a registry could say otherwise that nothing matters.
 */
async function allStatements(ask: AskRows): Promise<readonly Statement[]> {
  const stored = await ask(
    `SELECT id, body, digests, origin FROM security_documents
     WHERE statements > 0 AND (origin <> 'attestation' OR state = 'verified') ORDER BY id`,
    [],
  );
  const read = await Promise.all(
    (stored as readonly Pick<ReportColumns, "id" | "body" | "digests" | "origin">[]).map(
      async ({ id, body, digests, origin }) => {
        const { statements = [] } = await unpack<DocumentBody>(body);
        const held = origin === "attestation" && { attestedTo: digests as Digest[] };
        return statements.map((one) => ({ ...one, document: id, ...held }));
      },
    ),
  );
  return read.flat();
}

async function rowOf(finding: ImageFinding, seq: number) {
  const { package: ref, severity, title } = finding;
  return {
    ...{ seq, vulnerability: finding.vulnerability, ids: finding.ids, package: storableText(ref.key) },
    ...{ severity, rank: vulnerabilitySeverities.indexOf(severity), fixable: finding.fixedVersions.length > 0 },
    ...{ differs: finding.differIn.length > 0, open: isOpen(finding.standing), standing: finding.standing },
    tools: finding.witnesses.map(({ tool }) => storableText(tool)),
    detail: Buffer.from(await pack(finding)).toString("base64"),
    ...(title !== undefined && { title: storableText(title) }),
  };
}
