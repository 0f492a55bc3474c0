/** What Argo CD and Flux are told to fetch from elsewhere, and by which revision: the texts of the fields, without addresses' secrets. */
import { readGitUri } from "../../supply-chain/provenance/git-uri.ts";
import type { FluxSourceItem, WantedSource } from "../platform-items.ts";
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

/** @returns every Git repository that an Application of Argo CD fetches itself; its charts stand by themselves. */
export function applicationSources(spec: Fields): readonly WantedSource[] {
  const one = fields(spec.source, "spec.source");
  const all = one === undefined ? objects(spec.sources, "spec.sources") : [one];
  return all.flatMap((source) => {
    const written = text(source.repoURL, "spec.source.repoURL") ?? "";
    if (text(source.chart, "spec.source.chart") || written.startsWith("oci://")) return [];
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
