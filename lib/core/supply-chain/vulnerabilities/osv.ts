/**
 * Advisories in the OSV format, and whether one is about a version of a package. Only what can be decided exactly is decided:
 * a version that is listed, and ranges of Semantic Versioning. Everything else is not evaluated.
 */
import { nameAt, timeAt, wordsAt } from "../documents/parts.ts";
import { type PackageRef, readPurl } from "../packages/package-url.ts";
import { listAt, present, textAt } from "../provenance/read-json.ts";
import { compareVersions, readSemanticVersion, type SemanticVersion } from "./semantic-version.ts";
import { readSeverity, type VulnerabilitySeverity } from "./severity.ts";
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
  /** By the word of whoever wrote it; `unknown` where only a CVSS vector is given. */
  readonly severity: VulnerabilitySeverity;
  readonly affected: readonly OsvAffected[];
}

/** @returns whether JSON is an advisory and no other document that has an id. */
export function isOsv(json: unknown): boolean {
  return textAt(json, "modified") !== undefined && readOsv(json) !== undefined;
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
    severity: readSeverity(textAt(json, "database_specific", "severity")),
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

/** Whose name a package has: the same for an advisory and for a package URL. */
export interface OsvKey {
  readonly type: string;
  readonly name: string;
}

/** @returns the type of package URLs of an ecosystem, such as `deb` for `Debian:12`; undefined where none is known. */
export function typeOfEcosystem(ecosystem: string): string | undefined {
  const head = headOf(ecosystem);
  return Object.hasOwn(typesOfEcosystems, head) ? typesOfEcosystems[head] : undefined;
}

/** @returns `Debian` of `Debian:12`. */
export function headOf(ecosystem: string): string {
  return ecosystem.split(":", 1)[0] ?? "";
}

/** @returns what packages that an advisory may be about are found by; undefined where its ecosystem has no package URLs. */
export function keyOfAffected({ ecosystem, name }: Pick<OsvAffected, "ecosystem" | "name">): OsvKey | undefined {
  const [head, type] = [headOf(ecosystem), typeOfEcosystem(ecosystem)];
  if (type === undefined) return undefined;
  if (type === "maven") return { type, name: name.replace(":", "/") };
  if (type === "deb" || type === "apk") return { type, name: `${head.toLowerCase()}/${name}` };
  return { type, name: type === "pypi" ? pythonName(name) : name.toLowerCase() };
}

/** @returns what its advisories are found by; undefined for a package without a type. */
export function keyOfPackage({ type, name }: PackageRef): OsvKey | undefined {
  if (type === undefined) return undefined;
  if (type === "pypi") return { type, name: pythonName(name) };
  return { type, name: type === "maven" || type === "deb" || type === "apk" ? name : name.toLowerCase() };
}

function isOf(affected: OsvAffected, ref: PackageRef): boolean {
  const [about, own] = [keyOfAffected(affected), keyOfPackage(ref)];
  if (about === undefined || own === undefined || about.type !== own.type || about.name !== own.name) return false;
  return (own.type !== "deb" && own.type !== "apk") || isRelease(affected.ecosystem.split(":", 2)[1], ref.purl);
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
  if (own === undefined) return { kind: "notEvaluated", reason: unreadVersion.own };
  const verdicts = counted.map(({ events }) => inRange(own, events));
  return verdicts.find(({ kind }) => kind !== "notAffected") ?? { kind: "notAffected" };
}

const noRange = "It names no versions.";
const unreadVersion = {
  own: "The version is not written as Semantic Versioning asks.",
  bound: "A bound is not written as Semantic Versioning asks.",
} as const;

/** @returns whether a version could not be read, the package's or the advisory's: versions of its ecosystem are compared otherwise. */
export function isUnreadVersion(verdict: OsvVerdict | undefined): boolean {
  return verdict?.kind === "notEvaluated" && (verdict.reason === unreadVersion.own || verdict.reason === unreadVersion.bound);
}

interface Placed {
  readonly type: OsvEvent["type"];
  readonly at: SemanticVersion;
  readonly text: string;
}

/** Events come in any order: sorted by their versions, the last one that is not behind the version decides. */
function inRange(own: SemanticVersion, events: readonly OsvEvent[]): OsvVerdict {
  const bounds = events.filter(({ type, version }) => type !== "limit" || version !== "*");
  const placed = bounds.flatMap(placeOf);
  if (placed.length < bounds.length) return { kind: "notEvaluated", reason: unreadVersion.bound };
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
