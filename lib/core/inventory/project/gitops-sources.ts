/** What Argo CD and Flux are told to fetch from elsewhere, and by which revision: the texts of the fields, without addresses' secrets. */
import { readGitUri } from "../../supply-chain/provenance/git-uri.ts";
import type { ChartSource, FluxSourceItem, TakenSource, WantedSource } from "../platform-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, objects, text } from "./read.ts";

type Wanted = { readonly [K in keyof WantedSource]: WantedSource[K] | undefined };

/** An address without user information, query and fragment; undefined for what is none. */
function addressOf(written: string): string | undefined {
  const url = URL.parse(written);
  if (url === null || url.host === "") return readGitUri(written)?.repository;
  return `${url.protocol}//${url.host}${url.pathname}`.replace(/\/+$/, "");
}

/** @returns what an Application of Argo CD names as its source, or as its sources. */
export function sourcesOf(spec: Fields): readonly Fields[] {
  const one = fields(spec.source, "spec.source");
  return one === undefined ? objects(spec.sources, "spec.sources") : [one];
}

/** @returns the charts that an Application of Argo CD fetches: of Helm's repositories, and whatever lies in a registry. */
export function applicationCharts(spec: Fields): readonly ChartSource[] {
  return sourcesOf(spec).flatMap((source) => {
    const written = text(source.repoURL, "spec.source.repoURL") ?? "";
    const chart = text(source.chart, "spec.source.chart");
    if (!chart && !isOfRegistry(written)) return [];
    const version = text(source.targetRevision, "spec.source.targetRevision") || undefined;
    // Of a chart in a registry Argo CD takes the address without a scheme.
    const repository = addressOf(/^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `oci://${written}`);
    return [compact({ repository, chart, version })];
  });
}

/** Of a Kustomization there are none. A chart out of Git or of an object of its own has its version there. */
export function releaseCharts(spec: Fields): readonly ChartSource[] {
  const chart = fields(fields(spec.chart, "spec.chart")?.spec, "spec.chart.spec");
  if (chart === undefined) return fields(spec.chartRef, "spec.chartRef") ? [{ elsewhere: true }] : [];
  const kind = text(fields(chart.sourceRef, "spec.chart.spec.sourceRef")?.kind, "spec.chart.spec.sourceRef.kind");
  const name = text(chart.chart, "spec.chart.spec.chart");
  if (kind !== "HelmRepository") return [compact({ chart: name, elsewhere: true as const })];
  return [compact({ chart: name, version: text(chart.version, "spec.chart.spec.version") || undefined })];
}

/** @returns the sources that a Kustomization or a HelmRelease names, which lie in its own namespace unless it says another. */
export function takenSources(spec: Fields, own: string): readonly TakenSource[] {
  const chart = fields(fields(spec.chart, "spec.chart")?.spec, "spec.chart.spec");
  return [
    fields(spec.sourceRef, "spec.sourceRef"),
    fields(chart?.sourceRef, "spec.chart.spec.sourceRef"),
    fields(spec.chartRef, "spec.chartRef"),
  ].flatMap((ref) => {
    if (ref === undefined) return [];
    const [kind, name] = [text(ref.kind, "sourceRef.kind"), text(ref.name, "sourceRef.name")];
    return kind && name ? [{ kind, namespace: text(ref.namespace, "sourceRef.namespace") || own, name }] : [];
  });
}

function isOfRegistry(address: string): boolean {
  return address.startsWith("oci://");
}

/** @returns every Git repository that an Application of Argo CD fetches itself; its charts stand by themselves. */
export function applicationSources(spec: Fields): readonly WantedSource[] {
  return sourcesOf(spec).flatMap((source) => {
    const written = text(source.repoURL, "spec.source.repoURL") ?? "";
    if (text(source.chart, "spec.source.chart") || isOfRegistry(written)) return [];
    const revision = text(source.targetRevision, "spec.source.targetRevision") || undefined;
    return [compact<Wanted>({ kind: "git", from: addressOf(written), revision, by: undefined }) as WantedSource];
  });
}

/** Of several fields Flux takes the first of these. */
const gitRefs = [
  ["commit", "commit"],
  ["name", "name"],
  ["semver", "range"],
  ["tag", "tag"],
  ["branch", "branch"],
] as const;
const ociRefs = [
  ["digest", "digest"],
  ["semver", "range"],
  ["tag", "tag"],
] as const;

export function projectGitRepository(object: Fields, intern: Intern): FluxSourceItem {
  return { meta: projectMeta(object, intern), wants: [referenced("git", object, gitRefs)] };
}

export function projectOciRepository(object: Fields, intern: Intern): FluxSourceItem {
  return { meta: projectMeta(object, intern), wants: [referenced("oci", object, ociRefs)] };
}

function referenced(
  kind: "git" | "oci",
  object: Fields,
  order: readonly (readonly [field: string, by: NonNullable<WantedSource["by"]>])[],
): WantedSource {
  const spec = fields(object.spec, "spec") ?? {};
  const ref = fields(spec.ref, "spec.ref") ?? {};
  const set = order.find(([field]) => text(ref[field], `spec.ref.${field}`));
  return compact<Wanted>({
    kind,
    from: addressOf(text(spec.url, "spec.url") ?? ""),
    revision: set && text(ref[set[0]], `spec.ref.${set[0]}`),
    by: set?.[1],
  }) as WantedSource;
}
