/**
 * Advisories in the OSV format, and whether one is about a version of a package. Only what can be decided exactly is decided:
 * a version that is listed, and ranges of Semantic Versioning. Everything else is not evaluated.
 */
import { nameAt, timeAt, wordsAt } from "../documents/parts.ts";
import { type PackageRef, readPurl } from "../packages/package-url.ts";
import { listAt, present, textAt } from "../provenance/read-json.ts";
import { compareVersions, readSemanticVersion, type SemanticVersion } from "./semantic-version.ts";
import { aliasesOf, readVulnerabilityId } from "./vulnerability-id.ts";

export interface OsvEvent {
  readonly type: "introduced" | "fixed" | "last_affected" | "limit";
  readonly version: string;
}

export interface OsvAffected {
  /** Such as `npm`, `Go` or `Debian:12`. */
  readonly ecosystem: string;
  /** In that ecosystem's way. */
  readonly name: string;
  readonly versions: readonly string[];
  readonly ranges: readonly { readonly type: string; readonly events: readonly OsvEvent[] }[];
}

export interface OsvAdvisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly modifiedAt?: string;
  /** It was taken back, and is about nothing any more. */
  readonly withdrawn: boolean;
  readonly summary?: string;
  readonly affected: readonly OsvAffected[];
}

/** @returns the advisory; undefined for JSON that is none. */
export function readOsv(json: unknown): OsvAdvisory | undefined {
  const id = readVulnerabilityId(textAt(json, "id"));
  if (id === undefined || !Array.isArray(listAt(json, "affected"))) return undefined;
  return {
    id,
    aliases: aliasesOf(
      id,
      listAt(json, "aliases").map((one) => textAt([one], 0)),
    ),
    withdrawn: textAt(json, "withdrawn") !== undefined,
    affected: listAt(json, "affected").flatMap(affectedOf),
    ...present({ modifiedAt: timeAt(json, "modified"), summary: wordsAt(json, "summary") ?? wordsAt(json, "details") }),
  };
}

function affectedOf(one: unknown): readonly OsvAffected[] {
  const ecosystem = nameAt(one, "package", "ecosystem");
  const name = nameAt(one, "package", "name");
  if (ecosystem === undefined || name === undefined) return [];
  const versions = listAt(one, "versions").flatMap((version) => nameAt([version], 0) ?? []);
  const ranges = listAt(one, "ranges").map((range) => ({
    type: textAt(range, "type") ?? "",
    events: listAt(range, "events").flatMap(eventOf),
  }));
  return [{ ecosystem, name, versions, ranges }];
}

const eventTypes = ["introduced", "fixed", "last_affected", "limit"] as const;

function eventOf(one: unknown): readonly OsvEvent[] {
  return eventTypes.flatMap((type) => {
    const version = textAt(one, type);
    return version === undefined ? [] : [{ type, version }];
  });
}

export type OsvVerdict =
  | { readonly kind: "affected"; readonly fixedVersion?: string }
  | { readonly kind: "notAffected" }
  | { readonly kind: "notEvaluated"; readonly reason: string };

/** Types of package URLs by the first part of an ecosystem. */
const typesOfEcosystems: Readonly<Record<string, string>> = {
  npm: "npm",
  Go: "golang",
  "crates.io": "cargo",
  PyPI: "pypi",
  Maven: "maven",
  NuGet: "nuget",
  RubyGems: "gem",
  Packagist: "composer",
  Hex: "hex",
  Pub: "pub",
  Debian: "deb",
  Ubuntu: "deb",
  Alpine: "apk",
};

/** Ecosystems whose versions are Semantic Versioning's. */
const semantic = new Set(["npm", "Go", "crates.io"]);

/** @returns whether the advisory is about the package in its version; undefined where it is about other packages only. */
export function evaluateOsv(advisory: OsvAdvisory, ref: PackageRef): OsvVerdict | undefined {
  const entries = advisory.affected.filter((one) => isOf(one, ref));
  if (entries.length === 0) return undefined;
  if (advisory.withdrawn) return { kind: "notAffected" };
  const verdicts = entries.map((entry) => evaluateEntry(entry, ref));
  return (
    verdicts.find(({ kind }) => kind === "affected") ??
    verdicts.find(({ kind }) => kind === "notEvaluated") ?? { kind: "notAffected" }
  );
}

function isOf({ ecosystem, name }: OsvAffected, { type, name: own, purl }: PackageRef): boolean {
  const [head = "", release] = ecosystem.split(":", 2);
  if (!Object.hasOwn(typesOfEcosystems, head) || typesOfEcosystems[head] !== type) return false;
  if (head === "Maven") return own === name.replace(":", "/");
  if (type === "deb" || type === "apk") return own === `${head.toLowerCase()}/${name}` && isRelease(release, purl);
  return head === "PyPI" ? own === pythonName(name) : own.toLowerCase() === name.toLowerCase();
}

/** A release that the package does not name may be meant. */
function isRelease(release: string | undefined, purl: string | undefined): boolean {
  const distro = readPurl(purl ?? "")?.qualifiers.distro;
  return release === undefined || distro === undefined || distro.includes(release.replace(/^v/, ""));
}

function pythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

function evaluateEntry({ ecosystem, versions, ranges }: OsvAffected, { version }: PackageRef): OsvVerdict {
  if (version === undefined) return { kind: "notEvaluated", reason: "The version of the package is not known." };
  if (versions.includes(version) || versions.includes(`v${version}`)) return { kind: "affected" };
  const counted = ranges.filter(({ type }) => type !== "GIT");
  if (counted.length === 0) return versions.length > 0 ? { kind: "notAffected" } : { kind: "notEvaluated", reason: noRange };
  if (!semantic.has(ecosystem) || counted.some(({ type }) => type !== "SEMVER" && type !== "ECOSYSTEM"))
    return { kind: "notEvaluated", reason: `Ranges of versions of ${ecosystem} are not compared.` };
  const own = readSemanticVersion(version);
  if (own === undefined) return { kind: "notEvaluated", reason: "The version is not written as Semantic Versioning asks." };
  const verdicts = counted.map(({ events }) => inRange(own, events));
  return verdicts.find(({ kind }) => kind !== "notAffected") ?? { kind: "notAffected" };
}

const noRange = "It names no versions.";

interface Placed {
  readonly type: OsvEvent["type"];
  readonly at: SemanticVersion;
  readonly text: string;
}

/** Events come in any order: sorted by their versions, the last one that is not behind the version decides. */
function inRange(own: SemanticVersion, events: readonly OsvEvent[]): OsvVerdict {
  const bounds = events.filter(({ type, version }) => type !== "limit" || version !== "*");
  const placed = bounds.flatMap(placeOf);
  if (placed.length < bounds.length)
    return { kind: "notEvaluated", reason: "A bound is not written as Semantic Versioning asks." };
  const limits = placed.filter(({ type }) => type === "limit");
  if (limits.length > 0 && !limits.some(({ at }) => compareVersions(own, at) < 0)) return { kind: "notAffected" };
  const sorted = placed.filter(({ type }) => type !== "limit").sort((one, other) => compareVersions(one.at, other.at));
  let affected = false;
  for (const { type, at } of sorted) {
    const order = compareVersions(own, at);
    if (type === "introduced" && order >= 0) affected = true;
    else if (type === "fixed" && order >= 0) affected = false;
    else if (type === "last_affected" && order > 0) affected = false;
  }
  if (!affected) return { kind: "notAffected" };
  const fixed = sorted.find(({ type, at }) => type === "fixed" && compareVersions(own, at) < 0);
  return { kind: "affected", ...(fixed && { fixedVersion: fixed.text }) };
}

function placeOf({ type, version }: OsvEvent): readonly Placed[] {
  const at = readSemanticVersion(version === "0" ? "0.0.0-0" : version);
  return at === undefined ? [] : [{ type, at, text: version }];
}
