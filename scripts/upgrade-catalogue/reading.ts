/** What the sources of one release say, taken out of their texts: the tags of its APIs, what it serves, and its feature gates. */
import { parse } from "yaml";
import type { GateChanges, Kind } from "./catalogue-file.ts";

export interface Tag extends Kind {
  readonly introduced: string | null;
  readonly deprecated: string | null;
  readonly removed: string | null;
  readonly replacement: Kind | null;
  readonly source: string;
}

/** A kind with where it is served: at a resource, or only under other resources. */
export interface Served extends Kind {
  readonly resource?: string;
  readonly namespaced?: boolean;
  readonly subresource?: string;
}

export interface Reading {
  /** Such as `1.37.2`. */
  readonly version: string;
  /** The release whose feature gates were compared with. */
  readonly previous: string;
  /** Modules with their versions, in the order of the catalogue. */
  readonly modules: readonly string[];
  readonly tags: readonly Tag[];
  readonly served: readonly Served[];
  readonly gates: GateChanges;
}

const method = /^func \(in \*(\w+)\) APILifecycle(\w+)\(\)[^{]*\{\n\treturn (.+)\n\}/gm;
const release = /^(\d+), (\d+)$/;
const kindLiteral = /Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)"/;

/** What is not an entry of its own: lists, and the options of connections. */
const notListed = /(?<!^)List$|^(?:Node|Pod|Service)\w+Options$/;

interface TagSource {
  readonly group: string;
  readonly version: string;
  /** Where the text stands, for the catalogue to name. */
  readonly source: string;
  readonly text: string;
}

/** @returns what a file `zz_generated.prerelease-lifecycle.go` says of each kind. */
export function tagsIn({ group, version, source, text }: TagSource): readonly Tag[] {
  const said = new Map<string, Map<string, string>>();
  for (const [, kind = "", what = "", answer = ""] of text.matchAll(method)) {
    const of = said.get(kind) ?? new Map<string, string>();
    said.set(kind, of.set(what, answer));
  }
  return [...said]
    .filter(([kind]) => !notListed.test(kind))
    .map(([kind, of]) => ({
      ...{ group, version, kind, source },
      introduced: minorIn(of.get("Introduced")),
      deprecated: minorIn(of.get("Deprecated")),
      removed: minorIn(of.get("Removed")),
      replacement: kindIn(of.get("Replacement")),
    }));
}

function minorIn(answer = ""): string | null {
  const [, major, minor] = release.exec(answer) ?? [];
  return minor === undefined ? null : `${major}.${minor}`;
}

/** A tag names a list's kind once: the list of what it means. */
function kindIn(answer = ""): Kind | null {
  const [, group = "", version = "", kind] = kindLiteral.exec(answer) ?? [];
  return kind === undefined ? null : { group, version, kind: kind.replace(/(?<!^)List$/, "") };
}

const groupConstant = /\bGroupName\s*=\s*"([^"]*)"/;

/** @returns the group that a package's `register.go` names; undefined where it names none. */
export function groupIn(register: string): string | undefined {
  return groupConstant.exec(register)?.[1];
}

const address = /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)\/(namespaces\/\{namespace\}\/)?([a-z]+)(?:\/\{name\}(?:\/(.+))?)?$/;
/** Namespaces stand where other resources have theirs. */
const namespaceAddress = /^\/api\/v1\/(namespaces)(?:\/\{name\}(?:\/(.+))?)?$/;

interface Swagger {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** @returns the kinds of a published API (`api/openapi-spec/swagger.json`), whether or not they are on by default. */
export function servedIn({ paths }: Swagger): readonly Served[] {
  const found = new Map<string, Served>();
  for (const [path, operations] of Object.entries(paths))
    for (const operation of Object.values(operations)) {
      const kind = (operation as { "x-kubernetes-group-version-kind"?: Kind } | null)?.["x-kubernetes-group-version-kind"];
      const at = kind === undefined ? undefined : placeOf(path);
      if (kind === undefined || at === undefined || notListed.test(kind.kind)) continue;
      const { group, version, kind: name } = kind;
      const key = `${group}/${version}/${name}`;
      const before = found.get(key);
      // Its list over all namespaces comes beside that of one: then the kind is of namespaces.
      const better = before?.resource === undefined || (at.namespaced === true && at.resource === before.resource);
      if (better) found.set(key, { group, version, kind: name, ...at });
    }
  return [...found.values()];
}

function placeOf(path: string): Omit<Served, keyof Kind> | undefined {
  const [, namespaces, ofNamespace] = namespaceAddress.exec(path) ?? [];
  if (namespaces !== undefined)
    return ofNamespace === undefined
      ? { resource: namespaces, namespaced: false }
      : { subresource: `${namespaces}/${ofNamespace}` };
  const [, namespaced, resource = "", under] = address.exec(path) ?? [];
  if (resource === "") return undefined;
  return under === undefined ? { resource, namespaced: namespaced !== undefined } : { subresource: `${resource}/${under}` };
}

interface GateSpec {
  readonly default: boolean;
  readonly lockToDefault: boolean;
  readonly preRelease: string;
  readonly version: string;
}
interface Gate {
  readonly name: string;
  readonly versionedSpecs: readonly GateSpec[];
}

/**
 * @param list,previous `versioned_feature_list.yaml` of the minor and of the one before it
 * @returns what the minor did to feature gates
 */
export function gateChanges(list: string, previous: string, minor: string): GateChanges {
  const [gates, before] = [parse(list) as Gate[], parse(previous) as Gate[]];
  const names = new Set(gates.map(({ name }) => name));
  const changed = gates.flatMap(({ name, versionedSpecs }) =>
    versionedSpecs.flatMap((spec, index) => (spec.version === minor ? [{ name, spec, was: versionedSpecs[index - 1] }] : [])),
  );
  const where = (is: (change: (typeof changed)[number]) => boolean) =>
    changed
      .filter(is)
      .map(({ name }) => name)
      .sort();
  return {
    removedGates: before
      .map(({ name }) => name)
      .filter((name) => !names.has(name))
      .sort(),
    lockedThisRelease: where(({ spec }) => spec.lockToDefault),
    defaultFlipped: where(({ spec, was }) => was !== undefined && was.default !== spec.default),
    deprecatedThisRelease: where(({ spec }) => spec.preRelease === "Deprecated"),
  };
}

/** @returns a reading as its file holds it: a kind a line. */
export function readingText({ version, previous, modules, tags, served, gates }: Reading): string {
  const list = (rows: readonly object[]) => `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")}\n  ]`;
  const facts = Object.entries({ version, previous, modules, gates }).map(
    ([name, fact]) => `  "${name}": ${JSON.stringify(fact)}`,
  );
  return `{\n${facts.join(",\n")},\n  "tags": ${list(tags)},\n  "served": ${list(served)}\n}\n`;
}
