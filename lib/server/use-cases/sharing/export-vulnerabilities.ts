/** The files of vulnerabilities and of packages: as the pages list them, page by page. */
import type { ExportQuery } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { packagesCsv, packagesJson, vulnerabilitiesCsv, vulnerabilitiesJson } from "../../export/vulnerabilities.ts";
import type { Outcome } from "../outcome.ts";
import type { Services } from "../services.ts";
import { listPackages } from "../supply-chain/running-packages.ts";
import { listVulnerabilities } from "../supply-chain/running-vulnerabilities.ts";
import { filterWords } from "./export-findings.ts";
import type { Made } from "./exports.ts";

const atOnce = 200;

export async function exportVulnerabilities(
  actor: Actor,
  { format, ...query }: ExportQuery<"vulnerabilities">,
  services: Services,
): Promise<Outcome<Made>> {
  const first = await listVulnerabilities(actor, { ...query, limit: atOnce }, services);
  if (!first.ok) return first;
  const { coverage, kev, epss, total } = first.value;
  const batches = pages(first.value, "vulnerabilities", (cursor) =>
    listVulnerabilities(actor, { ...query, cursor, limit: atOnce }, services),
  );
  const restsOn = { vulnerabilities: total, ...grounds(coverage), kev, epss };
  const content = { ...frame(query, services), restsOn, coverage, batches };
  return ok({ texts: format === "csv" ? vulnerabilitiesCsv(content) : vulnerabilitiesJson(content), ...ofTheFleet });
}

export async function exportPackages(
  actor: Actor,
  { format, ...query }: ExportQuery<"packages">,
  services: Services,
): Promise<Outcome<Made>> {
  const first = await listPackages(actor, { ...query, limit: atOnce }, services);
  if (!first.ok) return first;
  const { coverage } = first.value;
  const batches = pages(first.value, "packages", (cursor) => listPackages(actor, { ...query, cursor, limit: atOnce }, services));
  const content = { ...frame(query, services), restsOn: grounds(coverage), coverage, batches };
  return ok({ texts: format === "csv" ? packagesCsv(content) : packagesJson(content), ...ofTheFleet });
}

const ofTheFleet = { scope: "fleet", clusterId: undefined, close: () => undefined };

function frame(query: Parameters<typeof filterWords>[0], { now, version }: Services) {
  return { exportedAt: now().toISOString(), version, filter: filterWords(query) };
}

function grounds({ images, known, claimed, unnamed }: Parameters<typeof vulnerabilitiesCsv>[0]["coverage"]) {
  return { images, known, claimed, unnamed };
}

type Page<K extends string, T> = { readonly next?: string | undefined } & Readonly<Record<K, readonly T[]>>;

async function* pages<K extends string, T>(
  first: Page<K, T>,
  name: K,
  ask: (cursor: string) => Promise<Outcome<Page<K, T>>>,
): AsyncGenerator<readonly T[], void> {
  let page = first;
  for (;;) {
    yield page[name];
    if (page.next === undefined) return;
    const next = await ask(page.next);
    if (!next.ok) throw new Error("The list was taken away while it was read.");
    page = next.value;
  }
}
