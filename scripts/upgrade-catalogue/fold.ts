/** Puts what a release says into the catalogue of the minors up to it. Pure: running it twice changes nothing the second time. */
import { type Catalogue, type Entry, type Kind, keyOf } from "./catalogue-file.ts";
import type { Reading, Served, Tag } from "./reading.ts";

/** From here on betas are off by default. */
const firstMinorOfBetasOff = 24;
/** Declared removals are older than the oldest source of tags. */
const oldestTags = 19;

const minorOf = (text: string | null | undefined) => (text ? Number(text.split(".")[1]) : undefined);
const stageOf = (version: string) => (version.includes("alpha") ? "alpha" : version.includes("beta") ? "beta" : "stable");

/** @returns the catalogue with a minor: its newest again, or the one after that. */
export function fold(catalogue: Catalogue, reading: Reading, made: string): Catalogue {
  const minor = reading.version.split(".").slice(0, 2).join(".");
  const [at = 0, newest = 0] = [minorOf(minor), minorOf(catalogue.newest)];
  if (at !== newest && at !== newest + 1) throw new Error(`the catalogue reaches ${catalogue.newest}: ${minor} is not its next`);
  const tags = new Map(reading.tags.map((tag) => [keyOf(tag), tag]));
  const served = new Map(reading.served.map((one) => [keyOf(one), one]));
  const look = { tags, served, minor, reading, previous: catalogue.generatedFrom.servedSets[`1.${at - 1}`] ?? "" };
  const known = new Set(catalogue.entries.map(keyOf));
  const fresh = [...new Set([...tags.keys(), ...served.keys()])].filter((key) => !known.has(key));
  const entries = [
    ...catalogue.entries.map((entry) => (entry.stage === "config" ? entry : renewed(entry, look))),
    ...fresh.map((key) => renewed(emptyEntry(tags.get(key) ?? served.get(key)), look)),
  ];
  const whole = inOrder(entries).map((entry, _, all) => settled(entry, all, at));
  const servedSets = { ...catalogue.generatedFrom.servedSets, [minor]: reading.version };
  const lifecycle = withModules(catalogue.generatedFrom.lifecycle, reading.modules);
  const next = { made: catalogue.made, newest: minor, generatedFrom: { lifecycle, servedSets }, entries: whole };
  return JSON.stringify(next) === JSON.stringify(catalogue) ? catalogue : { ...next, made };
}

interface Look {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly served: ReadonlyMap<string, Served>;
  readonly minor: string;
  readonly reading: Reading;
  /** The patch release before, whose served set the entries know. */
  readonly previous: string;
}

function emptyEntry(kind: Kind | undefined): Entry {
  if (kind === undefined) throw new Error("an entry needs a kind");
  const { group, version, kind: name } = kind;
  const nothing = { introduced: null, deprecated: null, removed: null, replacement: null };
  const stage = stageOf(version);
  return { group, version, kind: name, ...nothing, removedIsFuture: false, stage, objectKind: false, source: "" };
}

function renewed(entry: Entry, { tags, served, minor, reading, previous }: Look): Entry {
  const [tag, place] = [tags.get(keyOf(entry)), served.get(keyOf(entry))];
  const tagged = tag === undefined ? entry : withTag(entry, tag, minor);
  if (place === undefined) return gone(tagged, { minor, version: reading.version, previous });
  return {
    ...tagged,
    resource: place.resource ?? entry.resource,
    namespaced: place.namespaced ?? entry.namespaced,
    subresource: entry.subresource ?? place.subresource,
    objectKind: entry.source === "" ? place.resource !== undefined : entry.objectKind,
    firstServedSeen: entry.firstServedSeen ?? minor,
    lastServedSeen: minor,
    source: tagged.source === "" ? `k8s.io/kubernetes@v${reading.version}/api/openapi-spec/swagger.json` : tagged.source,
  };
}

/** What a person wrote stays where the source says nothing. */
function withTag(entry: Entry, tag: Tag, minor: string): Entry {
  const curated = entry.source.includes("(curated)");
  const removed = tag.removed ?? (curated ? entry.removed : null);
  const before = entry.declaredRemovalHistory ?? [
    { removed: entry.removed ?? "", asOf: `1.${Math.max(minorOf(entry.firstServedSeen) ?? 0, oldestTags)}` },
  ];
  const changed = entry.removed !== null && removed !== null && entry.removed !== removed;
  return {
    ...entry,
    introduced: tag.introduced ?? entry.introduced,
    deprecated: tag.deprecated ?? (curated ? entry.deprecated : null),
    removed,
    replacement: tag.replacement ?? (curated || entry.replacementComputed ? entry.replacement : null),
    replacementComputed: tag.replacement === null ? entry.replacementComputed : undefined,
    declaredRemovalHistory: changed ? [...before, { removed, asOf: minor }] : entry.declaredRemovalHistory,
    source: curated ? entry.source : tag.source,
  };
}

interface Release {
  readonly minor: string;
  readonly version: string;
  readonly previous: string;
}

/** What the minor before served and this one does not is gone, whatever was declared. Subresources only change their address. */
function gone(entry: Entry, { minor, version, previous }: Release): Entry {
  const [at = 0, seen] = [minorOf(minor), minorOf(entry.lastServedSeen)];
  if (seen !== at - 1 || entry.resource === undefined) return entry;
  const declared = minorOf(entry.removed);
  if (declared !== undefined && declared < at) return entry;
  return {
    ...entry,
    removedEffective: minor,
    removedEffectiveSource: `served set: kubernetes@v${previous} has it, kubernetes@v${version} has not`,
    removedEarly: declared !== undefined && declared > at ? true : undefined,
  };
}

/** What follows from all entries together: of those that go, what takes their place and from when, and who had them. */
function settled(entry: Entry, all: readonly Entry[], newest: number): Entry {
  if (entry.stage === "config") return entry;
  const effective = entry.removedEffectiveSource === undefined ? (entry.removed ?? undefined) : entry.removedEffective;
  const goes = effective !== undefined;
  const computed =
    goes && entry.stage !== "stable" && entry.objectKind && (entry.replacementComputed || entry.replacement === null);
  const replacement = computed ? successor(entry, all) : entry.replacement;
  const heir = replacement && all.find((one) => keyOf(one) === keyOf(replacement));
  const settledEntry: Entry = {
    ...entry,
    removedEffective: effective,
    removedIsFuture: (minorOf(effective) ?? 0) > newest,
    replacement,
    replacementComputed: computed && replacement !== null ? true : undefined,
    replacementAvailableFrom:
      !goes || replacement === null ? undefined : ((heir && (heir.introduced ?? heir.firstServedSeen)) ?? null),
    servedByDefault: entry.servedByDefault ?? (goes ? byDefault(entry) : undefined),
  };
  return Object.fromEntries(Object.entries(settledEntry).filter(([, value]) => value !== undefined)) as unknown as Entry;
}

function byDefault({ stage, introduced, firstServedSeen }: Entry): boolean | undefined {
  if (stage === "stable") return undefined;
  return stage === "beta" && (minorOf(introduced ?? firstServedSeen) ?? firstMinorOfBetasOff) < firstMinorOfBetasOff;
}

/** @returns the version that Kubernetes would prefer of the same kind, where that is a better one. */
function successor(entry: Entry, all: readonly Entry[]): Kind | null {
  const same = all.filter(({ group, kind }) => group === entry.group && kind === entry.kind);
  const [best] = same.sort((one, other) => rankOf(other.version) - rankOf(one.version));
  if (best === undefined || rankOf(best.version) <= rankOf(entry.version) || best.stage === "alpha") return null;
  return { group: best.group, version: best.version, kind: best.kind };
}

function rankOf(version: string): number {
  const [, major = "0", stage = "stable", step = "0"] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  return ["alpha", "beta", "stable"].indexOf(stage) * 1_000_000 + Number(major) * 1_000 + Number(step);
}

/** By group, version and kind; the files of components stay where they are, at the end. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const key = ({ group, version, kind }: Kind) => JSON.stringify([group, version, kind]);
  const served = entries.filter(({ stage }) => stage !== "config");
  const files = entries.filter(({ stage }) => stage === "config");
  return [...served.sort((one, other) => (key(one) < key(other) ? -1 : 1)), ...files];
}

function withModules(known: readonly string[], read: readonly string[]): readonly string[] {
  const list = [...known];
  for (const module of read) {
    const name = module.slice(0, module.indexOf("@") + 1);
    if (!list.includes(module)) list.splice(list.findLastIndex((one) => one.startsWith(name)) + 1, 0, module);
  }
  return list;
}
