import { readGitUri } from "../../supply-chain/provenance/git-uri.ts";
import { apiVersionOf } from "../../upgrade/lifecycle.ts";
import type { GitOpsItem, ManifestSource, ReleasedDocument } from "../platform-items.ts";
import { applicationCharts, applicationSources, releaseCharts, sourcesOf, takenSources } from "./gitops-sources.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, objects, text } from "./read.ts";

/** @returns what Argo CD applies of an Application, in the versions of its manifests; what is only to be removed is none of it. */
export function projectApplication(application: Fields, intern: Intern): GitOpsItem {
  const spec = fields(application.spec, "spec") ?? {};
  const status = fields(application.status, "status") ?? {};
  const applied = objects(status.resources, "status.resources").filter(
    (one) => !flag(one.requiresPruning, "status.resources.requiresPruning"),
  );
  const differing = applied.filter((one) => text(one.status, "status.resources.status") === "OutOfSync");
  return compact({
    meta: projectMeta(application, intern),
    objects: applied.flatMap((one) => appliedDocument(one, intern)),
    source: applicationSource(spec, status),
    charts: someOf(applicationCharts(spec)),
    differing: differing.length === 0 ? undefined : differing.flatMap((one) => appliedDocument(one, intern)),
    wants: someOf(applicationSources(spec)),
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
function applicationSource(spec: Fields, status: Fields): ManifestSource | undefined {
  const [source] = sourcesOf(spec);
  const sync = fields(status.sync, "status.sync") ?? {};
  return sourceOf({
    repository: readGitUri(text(source?.repoURL, "spec.source.repoURL") ?? "")?.repository,
    path: text(source?.path, "spec.source.path"),
    revision: text(sync.revision, "status.sync.revision"),
  });
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
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
  const meta = projectMeta(applier, intern);
  return compact({
    meta,
    objects: entries.flatMap(({ id, v }) => {
      const found = entryOf(text(id, "status.inventory.entries.id") ?? "", text(v, "status.inventory.entries.v") ?? "");
      return found === undefined ? [] : [intern.value(found)];
    }),
    source: fluxSource(applier, status),
    charts: someOf(releaseCharts(fields(applier.spec, "spec") ?? {})),
    takes: someOf(takenSources(fields(applier.spec, "spec") ?? {}, meta.namespace ?? "")),
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
