/**
 * The life of every built-in API: since when it is served, since when it is deprecated, from when it is gone, what takes its
 * place. The tags in Kubernetes' source are joined with what each minor really served. It tells about Kubernetes' own APIs and
 * the files of its components only, and nothing past the newest minor that it was made from.
 */
import catalogue from "../catalogues/api-lifecycle.json" with { type: "json" };
import { formatMinor, type Minor, parseMinor } from "./minor.ts";

/** A group, version and kind; the core group is the empty text. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface ApiLifecycle extends GroupVersionKind {
  /** The plural as it stands in a path; of a kind that is served under other kinds only, `deployments/scale`. None: it has no path. */
  readonly resource?: string;
  readonly namespaced?: boolean;
  /** `config` is a file of a component, such as kubeadm's: no API server serves it. */
  readonly stage: "alpha" | "beta" | "stable" | "config";
  /** Whether objects of it are stored: false for subresources, reviews that are only sent, and files of components. */
  readonly stored: boolean;
  /** The first minor that has it; undefined where that is older than the oldest source and not declared. */
  readonly introduced?: Minor;
  readonly deprecated?: Minor;
  /** The first minor without it, as it came; for a minor past the catalogue's reach, as it is declared. */
  readonly removed?: Minor;
  /** What was declared, where something else came. */
  readonly removedAsDeclared?: Minor;
  /** Whether API servers serve it unless told otherwise; undefined for what no API server serves. */
  readonly onByDefault?: boolean;
  readonly replacement?: GroupVersionKind;
  /** The first minor that serves the replacement. */
  readonly replacementFrom?: Minor;
  /** Where in Kubernetes' source this stands. */
  readonly source: string;
}

interface Row extends GroupVersionKind {
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespaced?: boolean;
  readonly stage: string;
  readonly objectKind: boolean;
  readonly introduced: string | null;
  readonly deprecated: string | null;
  readonly removed: string | null;
  readonly removedEffective?: string | null;
  readonly firstServedSeen?: string;
  readonly servedByDefault?: boolean;
  readonly replacement: GroupVersionKind | null;
  readonly replacementAvailableFrom?: string | null;
  readonly source: string;
}

const oldestServedSet = Math.min(...Object.keys(catalogue.generatedFrom.servedSets).map(minorOf));

/** What the catalogue knows: served sets from `oldest` to `newest`, made on the day `made` (ISO date). */
export const catalogueReach = { oldest: oldestServedSet, newest: minorOf(catalogue.newest), made: catalogue.made } as const;

/** What the catalogue says of itself, for whoever asks what this release knows. */
export const lifecycleCatalogue = {
  name: "APIs of Kubernetes, since when and until when",
  asOf: `Kubernetes ${catalogue.generatedFrom.servedSets[catalogue.newest as "1.37"]}, made on ${catalogue.made}`,
  reaches: `${formatMinor(catalogueReach.oldest)}–${formatMinor(catalogueReach.newest)}`,
};

/** Every entry, by group, version and kind. */
export const apiLifecycles: readonly ApiLifecycle[] = (catalogue.entries as readonly Row[]).map(entryOf);

const byKey = new Map(apiLifecycles.map((entry) => [keyOf(entry), entry]));

function minorOf(text: string): Minor {
  const minor = parseMinor(text);
  if (minor === undefined) throw new Error(`the catalogue of APIs names ${text}, which is no minor`);
  return minor;
}

function optional(text: string | null | undefined): Minor | undefined {
  return text === null || text === undefined ? undefined : minorOf(text);
}

/** What the oldest served set has may be older: then only a declared minor counts. */
function introducedOf(row: Row): Minor | undefined {
  const seen = optional(row.firstServedSeen);
  return optional(row.introduced) ?? (seen === oldestServedSet ? undefined : seen);
}

function entryOf(row: Row): ApiLifecycle {
  const { group, version, kind, namespaced, stage, source } = row;
  const [declared, effective] = [optional(row.removed), optional(row.removedEffective)];
  const entry = {
    group,
    version,
    kind,
    resource: row.resource ?? row.subresource,
    namespaced,
    stage: stage as ApiLifecycle["stage"],
    stored: row.objectKind,
    introduced: introducedOf(row),
    deprecated: optional(row.deprecated),
    removed: effective ?? declared,
    removedAsDeclared: effective === undefined || declared === effective ? undefined : declared,
    onByDefault: stage === "config" ? undefined : (row.servedByDefault ?? stage === "stable"),
    replacement: row.replacement ?? undefined,
    replacementFrom: optional(row.replacementAvailableFrom),
    source,
  };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as unknown as ApiLifecycle;
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

/** @returns the entry of a kind. `PodList` is no entry: strip `List` first. Undefined: not Kubernetes' own, or not known. */
export function lifecycleOf(group: string, version: string, kind: string): ApiLifecycle | undefined {
  return byKey.get(keyOf({ group, version, kind }));
}

const byResource = Map.groupBy(apiLifecycles, ({ group, version, resource }) => `${group}/${version}/${resource}`);

/** @returns the entries that are served under a plural, such as `cronjobs`; none for what is not Kubernetes' own. */
export function lifecyclesOfResource(group: string, version: string, resource: string): readonly ApiLifecycle[] {
  return byResource.get(`${group}/${version}/${resource}`) ?? [];
}

/** @returns the group and version of an `apiVersion` field; the core group is the empty text. */
export function splitApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf("/");
  return { group: apiVersion.slice(0, Math.max(slash, 0)), version: apiVersion.slice(slash + 1) };
}

/** @returns the `apiVersion` field of a group and version. */
export function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === "" ? version : `${group}/${version}`;
}

/** How a minor serves an API, or for a file of a component whether the component of that minor reads it. */
export type Served = "served" | "offByDefault" | "notYet" | "removed" | "unknown";

/**
 * @returns how a minor serves an entry. Past the catalogue's reach only what was gone before is certain; what is older than its
 *   reach is by the declared minor, and unknown without one.
 */
export function servedIn(entry: ApiLifecycle, minor: Minor): Served {
  const { introduced, removed } = entry;
  if (removed !== undefined && removed <= Math.min(minor, catalogueReach.newest)) return "removed";
  if (minor > catalogueReach.newest) return "unknown";
  if (introduced === undefined && minor < oldestServedSet) return "unknown";
  if (introduced !== undefined && minor < introduced) return "notYet";
  return entry.onByDefault === false ? "offByDefault" : "served";
}

/** @returns the entries that are gone in a minor after `from` up to `to`, oldest removal first. */
export function removalsBetween(from: Minor, to: Minor): readonly ApiLifecycle[] {
  return apiLifecycles
    .filter(({ removed }) => removed !== undefined && removed > from && removed <= to)
    .sort((one, other) => (one.removed ?? 0) - (other.removed ?? 0));
}

/** What one minor takes away, apart by what it means: kinds that everybody had, kinds that had to be turned on, and the rest. */
export interface MinorRemovals {
  readonly minor: Minor;
  /** Stored kinds that were served by default: what "0 removals in this minor" is about. */
  readonly byDefault: readonly ApiLifecycle[];
  /** Stored kinds that were served only where somebody turned them on. */
  readonly offByDefault: readonly ApiLifecycle[];
  /** Subresources and what is only sent. */
  readonly notStored: readonly ApiLifecycle[];
  /** Files of components. */
  readonly config: readonly ApiLifecycle[];
}

/** @returns what a minor takes away; undefined past the catalogue's reach, where it is not known. */
export function removalsIn(minor: Minor): MinorRemovals | undefined {
  if (minor > catalogueReach.newest) return undefined;
  const all = removalsBetween(minor - 1, minor);
  const stored = all.filter((entry) => entry.stored);
  return {
    minor,
    byDefault: stored.filter(({ onByDefault }) => onByDefault),
    offByDefault: stored.filter(({ onByDefault }) => !onByDefault),
    notStored: all.filter((entry) => !entry.stored && entry.stage !== "config"),
    config: all.filter(({ stage }) => stage === "config"),
  };
}

/**
 * @returns what takes an entry's place in a minor: of the replacement and what replaced that in turn the newest that the minor
 *   serves by default, else the first that it does not lack for good. Undefined where nothing does.
 */
export function replacementIn(entry: ApiLifecycle, minor: Minor): ApiLifecycle | undefined {
  const chain: ApiLifecycle[] = [];
  for (let next = nextOf(entry); next !== undefined; next = nextOf(next)) chain.push(next);
  return chain.findLast((one) => servedIn(one, minor) === "served") ?? chain.find((one) => servedIn(one, minor) !== "removed");
}

function nextOf({ replacement }: ApiLifecycle): ApiLifecycle | undefined {
  return replacement && byKey.get(keyOf(replacement));
}

/**
 * @returns the minors that serve both an entry and what takes its place, within the catalogue's reach: there one can migrate
 *   before the upgrade. Undefined where there is none: both change at once, or nothing takes its place.
 */
export function windowToMigrate(entry: ApiLifecycle): { readonly from: Minor; readonly to: Minor } | undefined {
  const last = entry.removed === undefined ? catalogueReach.newest : Math.min(entry.removed - 1, catalogueReach.newest);
  const start = entry.introduced ?? oldestServedSet;
  const both = Array.from({ length: Math.max(last - start + 1, 0) }, (_, index) => start + index).filter((minor) => {
    const next = replacementIn(entry, minor);
    return next !== undefined && ["served", "offByDefault"].includes(servedIn(next, minor));
  });
  const [from, to] = [both[0], both.at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}
