/** Works out what is wrong with images, by all documents that are about them, and keeps it as rows for lists. */
import type { Digest } from "../../../core/supply-chain/images/digest.ts";
import {
  type ImageEvidence,
  type ImageFinding,
  type ImageReport,
  imageFindings,
} from "../../../core/supply-chain/vulnerabilities/image-findings.ts";
import { vulnerabilitySeverities } from "../../../core/supply-chain/vulnerabilities/severity.ts";
import { isOpen } from "../../../core/supply-chain/vulnerabilities/vex.ts";
import type { Connection } from "../connection.ts";
import { newId } from "../ids.ts";
import { pack, unpack } from "../packed-json.ts";
import { storableText } from "../storable.ts";
import type { DocumentBody } from "./security-documents.ts";

type Rows = Connection["rows"];

/** Assesses the images that have one of the digests, each once. */
export async function assessAgain(tx: Rows, digests: readonly string[]): Promise<void> {
  const done = new Set<string>();
  let read: Promise<readonly Statement[]> | undefined;
  const statements = () => {
    read ??= allStatements(tx);
    return read;
  };
  for (const digest of digests) {
    if (done.has(digest)) continue;
    const all = await knownDigests(tx, digest);
    for (const one of all) done.add(one);
    await assess(tx, all, statements);
  }
}

/** Assesses the images of which a statement may be about a flaw. */
export async function assessStatements(tx: Rows, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx.$queryRaw<{ digest: string }[]>`
    SELECT DISTINCT a.digests[1] AS digest FROM assessed_images a JOIN image_vulnerabilities v ON v.image_id = a.id
    WHERE v.ids && ${[...new Set(ids)]}::text[] ORDER BY 1`;
  await assessAgain(
    tx,
    found.map(({ digest }) => digest),
  );
}

/** @returns every digest that a registry proved to be of the same image. */
async function knownDigests(tx: Rows, digest: string): Promise<readonly string[]> {
  const found = await tx.$queryRaw<{ digest: string }[]>`
    SELECT DISTINCT unnest(digests || digest) AS digest FROM registry_images WHERE digests @> ARRAY[${digest}] ORDER BY 1`;
  return [...new Set([digest, ...found.map((row) => row.digest)])];
}

async function assess(tx: Rows, digests: readonly string[], statements: () => Promise<readonly Statement[]>): Promise<void> {
  await tx.$executeRaw`DELETE FROM assessed_images WHERE digests && ${[...digests]}::text[]`;
  const reports = await reportsOf(tx, digests);
  const [newest] = reports.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  if (newest === undefined) return;
  const image = { digests: new Set(digests as Digest[]), repositories: await repositoriesOf(tx, digests) };
  const findings = imageFindings({ image, reports, statements: statementsOf(reports, await statements()) });
  const tools = [...new Set(reports.map(({ tool }) => tool.name))].sort();
  const id = newId("asd");
  await tx.assessedImage.create({ data: { id, digests: [...digests], tools, newestAt: new Date(newest.at) } });
  await tx.imageVulnerability.createMany({
    data: await Promise.all(findings.map((one, seq) => rowOf(one, { imageId: id, seq }))),
  });
}

async function reportsOf(tx: Rows, digests: readonly string[]): Promise<readonly ImageReport[]> {
  const stored = await tx.securityDocument.findMany({
    where: { digests: { hasSome: [...digests] }, vulnerabilities: { not: null } },
    select: { id: true, body: true, digests: true, at: true, format: true },
  });
  return Promise.all(
    stored.map(async ({ id, body, at, format, digests: named }) => {
      const { tool = { name: format }, vulnerabilities = [] } = await unpack<DocumentBody>(body);
      const joinedBy = named.find((digest) => digests.includes(digest)) as Digest;
      return { document: id, tool, at: at.toISOString(), joinedBy, vulnerabilities };
    }),
  );
}

async function repositoriesOf(tx: Rows, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT registry || '/' || repository AS name FROM registry_images WHERE digests && ${[...digests]}::text[]`;
  return new Set(found.map(({ name }) => name));
}

type Statement = ImageEvidence["statements"][number];

/** @returns those that name one of the flaws. */
function statementsOf(reports: readonly ImageReport[], all: readonly Statement[]): readonly Statement[] {
  const named = new Set(reports.flatMap(({ vulnerabilities }) => vulnerabilities.flatMap(({ id, aliases }) => [id, ...aliases])));
  return all.filter(({ ids }) => ids.some((one) => named.has(one)));
}

/** Every document that holds statements is opened: once, for however many images. */
async function allStatements(tx: Rows): Promise<readonly Statement[]> {
  const stored = await tx.securityDocument.findMany({ where: { statements: { gt: 0 } }, select: { id: true, body: true } });
  const read = await Promise.all(
    stored.map(async ({ id, body }) => {
      const { statements = [] } = await unpack<DocumentBody>(body);
      return statements.map((one) => ({ ...one, document: id }));
    }),
  );
  return read.flat();
}

async function rowOf(finding: ImageFinding, key: { readonly imageId: string; readonly seq: number }) {
  const { package: ref, severity, title } = finding;
  return {
    ...{ ...key, vulnerability: finding.vulnerability, ids: [...finding.ids], package: storableText(ref.key) },
    ...{ severity, rank: vulnerabilitySeverities.indexOf(severity), fixable: finding.fixedVersions.length > 0 },
    ...{ differs: finding.differIn.length > 0, open: isOpen(finding.standing), standing: finding.standing },
    ...{ tools: finding.witnesses.map(({ tool }) => storableText(tool)), detail: await pack(finding) },
    ...(title !== undefined && { title: storableText(title) }),
  };
}
