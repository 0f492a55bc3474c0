/** Advisories of OSV that people import. A worker compares bills of materials with them. */
import { type OsvView, osvArchiveLimit, type UploadedDocuments } from "../../../contracts/vulnerabilities.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { parseDocument } from "../../../core/supply-chain/documents/json-shape.ts";
import { type OsvAdvisory, readOsv } from "../../../core/supply-chain/vulnerabilities/osv.ts";
import { clean } from "../../../core/text/clean.ts";
import type { Actor } from "../../auth/actor.ts";
import type { OsvCoverageRow, OsvDumpRow, OsvPart, OsvTotals } from "../../database/supply-chain/osv-dumps.ts";
import { type OsvTally, osvTally } from "../../supply-chain/osv-parts.ts";
import { readZip, type ZipError } from "../../text/read-zip.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";

const limits = {
  entries: 1_000_000,
  entryBytes: 32 * 1024 * 1024,
  bytes: 8 * 1024 * 1024 * 1024,
  archiveBytes: osvArchiveLimit,
};
const atOnce = 1_000;

export interface OsvArchive {
  readonly fileName: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Imports an ecosystem's archive, such as the `all.zip` of npm. */
export function importOsvArchive(
  actor: Actor,
  { fileName, chunks }: OsvArchive,
  services: Services,
): Promise<Outcome<UploadedDocuments>> {
  return importing(actor, { fileName, whole: true }, services, async (take) => {
    const read = await readZip(chunks, limits, ({ name, bytes }) => {
      const json = name.endsWith(".json") ? parseDocument(bytes) : undefined;
      return take(json?.ok ? readOsv(json.value) : undefined);
    });
    return read.ok ? ok(undefined) : read;
  });
}

export interface OsvAdvisories {
  readonly fileName: string;
  readonly advisories: readonly OsvAdvisory[];
  readonly unread: number;
}

/** Imports a few advisories beside the archives. */
export function importOsvAdvisories(
  actor: Actor,
  { fileName, advisories, unread }: OsvAdvisories,
  services: Services,
): Promise<Outcome<UploadedDocuments>> {
  return importing(actor, { fileName, whole: false }, services, async (take) => {
    for (const one of advisories) await take(one);
    for (let skipped = 0; skipped < unread; skipped++) await take(undefined);
    return ok(undefined);
  });
}

/** @param advisory undefined for an entry that is none. */
type Take = (advisory: OsvAdvisory | undefined) => Promise<void> | void;

/** Nothing of it is in use before all of it was read. */
async function importing(
  actor: Actor,
  file: { readonly fileName: string; readonly whole: boolean },
  { repositories, now }: Services,
  read: (take: Take) => Promise<Result<undefined, ZipError>>,
): Promise<Outcome<UploadedDocuments>> {
  const { osvDumps } = repositories;
  const [loadedAt, fileName] = [now(), clean(file.fileName)];
  const id = await osvDumps.begin(actor.scope, { ...file, fileName, loadedBy: actor.name, loadedAt });
  if (id === undefined) return refuse("forbidden", onlyAll);
  const tally = osvTally(loadedAt);
  let done = false;
  try {
    const got = await store(tally, (from, parts) => osvDumps.add(actor.scope, id, from, parts), read);
    if (!got.ok) return refuse(got.error.code === "tooLarge" ? "tooLarge" : "badRequest", refusalOf(got.error));
    const totals = tally.totals(file.whole);
    if (totals.advisories === 0) return refuse("badRequest", none);
    const replaced = (await osvDumps.finish(actor.scope, id, totals)) ?? [];
    done = true;
    const { advisories, withdrawn, unread } = totals;
    const ecosystems = totals.ecosystems.map(clean).join(", ").slice(0, 200);
    await record(repositories, actor, {
      action: "osv.import",
      subject: fileName,
      detail: { ecosystems, advisories, withdrawn, unread },
    });
    const counts = { documents: 0, components: 0, vulnerabilities: 0, statements: 0 };
    return ok({ ...counts, list: "osv", entries: advisories, notes: notesOf(totals, replaced) });
  } finally {
    if (!done) await osvDumps.remove(actor.scope, id);
  }
}

async function store(
  tally: OsvTally,
  add: (from: number, parts: readonly OsvPart[]) => Promise<boolean>,
  read: (take: Take) => Promise<Result<undefined, ZipError>>,
): Promise<Result<undefined, ZipError>> {
  let [stored, held] = [0, [] as OsvPart[]];
  const flush = async () => {
    await add(stored, held);
    stored += held.length;
    held = [];
  };
  const got = await read(async (advisory) => {
    if (advisory === undefined) return tally.skip(1);
    held.push(...tally.take(advisory));
    if (held.length >= atOnce) await flush();
  });
  if (got.ok && held.length > 0) await flush();
  return got.ok ? ok(undefined) : err(got.error);
}

const none = { detail: "The file holds no advisory of OSV.", remedy: "Import an ecosystem's all.zip as OSV offers it." };

function refusalOf({ message }: ZipError) {
  return { detail: message, remedy: "Import the all.zip of one ecosystem, as OSV offers it." };
}

function notesOf({ unread, datedAt }: OsvTotals, replaced: readonly OsvDumpRow[]): string[] {
  const older = replaced.some((one) => one.datedAt !== null && datedAt !== undefined && one.datedAt > datedAt);
  return [
    "Bills of materials are compared with it in the background.",
    ...(unread === 0 ? [] : [`${unread.toLocaleString("en")} of its entries are no advisories and were not read.`]),
    ...(older ? ["It is older than the one that it replaces."] : []),
  ];
}

export const removeOsvDump = defineUseCase<{ readonly id: string }, undefined>(
  "scan:run",
  async (actor, { id }, { repositories }) => {
    const removed = await repositories.osvDumps.remove(actor.scope, id);
    if (removed === undefined) return refuse("notFound");
    const detail = { ecosystems: removed.ecosystems.map(clean).join(", ").slice(0, 200), advisories: removed.advisories };
    await record(repositories, actor, { action: "osv.remove", subject: removed.fileName, detail });
    return ok(undefined);
  },
);

export function osvView(dumps: readonly OsvDumpRow[], compared: OsvCoverageRow): OsvView {
  return {
    dumps: dumps.map(({ datedAt, loadedAt, ecosystems, ...dump }) => ({
      ...{ ...dump, ecosystems: ecosystems.map(clean), loadedAt: loadedAt.toISOString() },
      ...(datedAt !== null && { datedAt: datedAt.toISOString() }),
    })),
    ...{ bills: compared.bills, waiting: dumps.length === 0 ? 0 : compared.waiting },
    ...(dumps.length === 0
      ? { packages: 0, evaluated: 0, left: [] }
      : { packages: compared.packages, evaluated: compared.evaluated, left: [...compared.left] }),
  };
}
