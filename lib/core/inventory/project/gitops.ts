import { readGitUri } from "../../supply-chain/provenance/git-uri.ts";
import { apiVersionOf } from "../../upgrade/lifecycle.ts";
import type { ChartSource, GitOpsItem, ManifestSource, ReleasedDocument } from "../platform-items.ts";
import { applicationSources } from "./gitops-sources.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, objects, text } from "./read.ts";

/** @returns what Argo CD applies of an Application, in the versions of its manifests; what is only to be removed is none of it. */
export function projectApplication(application: Fields, intern: Intern): GitOpsItem {
  const status = fields(application.status, "status") ?? {};
  const applied = objects(status.resources, "status.resources").filter(
    (one) => !flag(one.requiresPruning, "status.resources.requiresPruning"),
  );
  const differing = applied.filter((one) => text(one.status, "status.resources.status") === "OutOfSync");
  return compact({
    meta: projectMeta(application, intern),
    objects: applied.flatMap((one) => appliedDocument(one, intern)),
    source: applicationSource(application, status),
    charts: someOf(applicationCharts(application)),
    differing: differing.length === 0 ? undefined : differing.flatMap((one) => appliedDocument(one, intern)),
    wants: someOf(applicationSources(fields(application.spec, "spec") ?? {})),
    elsewhere: isForAnother(application) ? (true as const) : undefined,
    changedAt:
      text(fields(status.operationState, "status.operationState")?.finishedAt, "status.operationState.finishedAt") ??
      text(status.reconciledAt, "status.reconciledAt"),
  });
}

function appliedDocument(one: Fields, intern: Intern): readonly ReleasedDocument[] {
  const [group, version] = [text(one.group, "status.resources.group"), text(one.version, "status.resources.version")];
  const kind = text(one.kind, "status.resources.kind");
  if (!version || !kind) return [];
  const [name, namespace] = [text(one.name, "status.resources.name"), text(one.namespace, "status.resources.namespace")];
  return [
    intern.value<ReleasedDocument>(compact({ apiVersion: apiVersionOf({ group: group ?? "", version }), kind, name, namespace })),
  ];
}

/** Argo CD calls the cluster that it runs in by these. */
const ownServer = "https://kubernetes.default.svc";
const ownName = "in-cluster";

function isForAnother({ spec }: Fields): boolean {
  const destination = fields(fields(spec, "spec")?.destination, "spec.destination") ?? {};
  const [server, name] = [text(destination.server, "spec.destination.server"), text(destination.name, "spec.destination.name")];
  return (!!server && server !== ownServer) || (!!name && name !== ownName);
}

/** Of several sources the first one. */
function applicationSource({ spec }: Fields, status: Fields): ManifestSource | undefined {
  const wanted = fields(spec, "spec") ?? {};
  const source = fields(wanted.source, "spec.source") ?? objects(wanted.sources, "spec.sources")[0];
  const sync = fields(status.sync, "status.sync") ?? {};
  return sourceOf({
    repository: readGitUri(text(source?.repoURL, "spec.source.repoURL") ?? "")?.repository,
    path: text(source?.path, "spec.source.path"),
    revision: text(sync.revision, "status.sync.revision"),
  });
}

function applicationCharts({ spec }: Fields): readonly ChartSource[] {
  const wanted = fields(spec, "spec") ?? {};
  const one = fields(wanted.source, "spec.source");
  const all = [...(one === undefined ? [] : [one]), ...objects(wanted.sources, "spec.sources")];
  return all.flatMap((source) => {
    const repository = text(source.repoURL, "spec.source.repoURL") ?? "";
    const chart = text(source.chart, "spec.source.chart");
    if (!chart && !repository.startsWith("oci://")) return [];
    const version = text(source.targetRevision, "spec.source.targetRevision");
    return [compact({ repository: withoutUser(repository), chart, version: version || undefined })];
  });
}

/** Of a Kustomization there are none. A chart out of Git or of an object of its own has its version there. */
function releaseCharts({ spec }: Fields): readonly ChartSource[] {
  const wanted = fields(spec, "spec") ?? {};
  const chart = fields(fields(wanted.chart, "spec.chart")?.spec, "spec.chart.spec");
  if (chart === undefined) return fields(wanted.chartRef, "spec.chartRef") ? [{ elsewhere: true }] : [];
  const kind = text(fields(chart.sourceRef, "spec.chart.spec.sourceRef")?.kind, "spec.chart.spec.sourceRef.kind");
  const name = text(chart.chart, "spec.chart.spec.chart");
  if (kind !== "HelmRepository") return [compact({ chart: name, elsewhere: true as const })];
  return [compact({ chart: name, version: text(chart.version, "spec.chart.spec.version") || undefined })];
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** @returns an address without user information; undefined where it is none. */
function withoutUser(address: string): string | undefined {
  const named = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `oci://${address}`;
  const [, scheme = "", place = ""] = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/]*@)?(.*)$/i.exec(named) ?? [];
  return place === "" ? undefined : `${scheme}${place}`.replace(/[?#].*$/s, "");
}

/** The address of the repository stands in another object, which is not read. */
function fluxSource({ spec }: Fields, status: Fields): ManifestSource | undefined {
  return sourceOf({
    path: text(fields(spec, "spec")?.path, "spec.path"),
    revision: text(status.lastAppliedRevision, "status.lastAppliedRevision"),
  });
}

function sourceOf(source: { readonly [K in keyof ManifestSource]: string | undefined }): ManifestSource | undefined {
  const kept = compact(source) as ManifestSource;
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** @returns what Flux applies of a Kustomization or a HelmRelease, by its inventory. */
export function projectFluxInventory(applier: Fields, intern: Intern): GitOpsItem {
  const status = fields(applier.status, "status") ?? {};
  const entries = objects(fields(status.inventory, "status.inventory")?.entries, "status.inventory.entries");
  const ready = objects(status.conditions, "status.conditions").find(({ type }) => type === "Ready");
  return compact({
    meta: projectMeta(applier, intern),
    objects: entries.flatMap(({ id, v }) => {
      const found = entryOf(text(id, "status.inventory.entries.id") ?? "", text(v, "status.inventory.entries.v") ?? "");
      return found === undefined ? [] : [intern.value(found)];
    }),
    source: fluxSource(applier, status),
    charts: someOf(releaseCharts(applier)),
    elsewhere: fields(fields(applier.spec, "spec")?.kubeConfig, "spec.kubeConfig") ? (true as const) : undefined,
    changedAt: text(ready?.lastTransitionTime, "status.conditions.lastTransitionTime"),
  });
}

/** `NAMESPACE_NAME_GROUP_KIND`; none of them but the name may have an underscore, and there two stand for a colon. */
function entryOf(id: string, version: string): ReleasedDocument | undefined {
  const parts = /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(id);
  if (parts === null || version === "") return undefined;
  const [, namespace = "", name = "", group = "", kind = ""] = parts;
  const apiVersion = apiVersionOf({ group, version });
  return { apiVersion, kind, name: name.replaceAll("__", ":"), ...(namespace !== "" && { namespace }) };
}
