/**
 * What is wrong with an image, by all that looked at it: a flaw of a package is one finding, however many scanners name it and
 * under whatever id. Each scanner is a witness; where they differ, that is said.
 */
import { compareText } from "../../inventory/gap.ts";
import type { DocumentTool, ReportedVulnerability } from "../documents/document.ts";
import type { Digest } from "../images/digest.ts";
import type { PackageRef } from "../packages/package-url.ts";
import { type VulnerabilitySeverity, vulnerabilitySeverities, worstSeverity } from "./severity.ts";
import {
  type AppliedVex,
  appliedVex,
  flawsOf,
  type Standing,
  type StatedVex,
  standingOf,
  type VexImage,
  type VexIndex,
  vexIndex,
} from "./vex.ts";
import { type AliasGroups, aliasGroups } from "./vulnerability-id.ts";

/** A document about the image, of those that say what is wrong with it. */
export interface ImageReport {
  readonly document: string;
  readonly tool: DocumentTool;
  /** When the scanner looked, else when the document came. RFC 3339. */
  readonly at: string;
  readonly joinedBy: Digest;
  /** Of an attestation: who signed it, or that nobody is known to have. What one says supersedes nothing of another's. */
  readonly attestedBy?: string;
  /** Keys of the packages that it looked at; absent where it looked at the image. */
  readonly lookedAt?: ReadonlySet<string>;
  readonly vulnerabilities: readonly ReportedVulnerability[];
}

export interface Witness {
  readonly document: string;
  /** With the word `attested` after it, where the report came in an attestation. */
  readonly tool: string;
  readonly toolVersion?: string;
  readonly databaseDate?: string;
  readonly at: string;
  readonly joinedBy: Digest;
  /** As this scanner calls it. */
  readonly id: string;
  readonly severity: VulnerabilitySeverity;
  readonly score?: number;
  readonly fixedVersion?: string;
  readonly path?: string;
}

export interface ImageFinding {
  /** The CVE; another id where there is none. */
  readonly vulnerability: string;
  /** All ids of the flaw, that one first. */
  readonly ids: readonly string[];
  readonly package: PackageRef;
  /** The worst that a witness says. */
  readonly severity: VulnerabilitySeverity;
  readonly score?: number;
  /** Each once; empty where no witness names one. */
  readonly fixedVersions: readonly string[];
  readonly title?: string;
  readonly url?: string;
  /** At least one, by the names of the tools. */
  readonly witnesses: readonly Witness[];
  /** Scanners that looked at the image and do not report it. */
  readonly silent: readonly string[];
  /** What the witnesses differ in. */
  readonly differIn: readonly ("severity" | "fixedVersion" | "presence")[];
  readonly vex: readonly AppliedVex[];
  readonly standing: Standing;
}

export interface ImageEvidence {
  readonly image: VexImage;
  readonly reports: readonly ImageReport[];
  readonly statements: readonly StatedVex[];
}

/** @returns the findings, worst first. No report at all gives none, which says nothing: ask first whether there is one. */
export function imageFindings({ image, reports, statements }: ImageEvidence): readonly ImageFinding[] {
  const current = newestOfEachTool(reports);
  const groups = aliasGroups([...current.flatMap(({ vulnerabilities }) => vulnerabilities), ...flawsOf(statements)]);
  const index = vexIndex(statements);
  const named = current.flatMap((report) => report.vulnerabilities.map((vulnerability) => ({ report, vulnerability })));
  const byFinding = Map.groupBy(named, ({ vulnerability: { id, package: ref } }) => `${groups.canonical(id)} ${ref.key}`);
  return [...byFinding.values()].map((group) => findingOf(group, { groups, index, current, image })).sort(worstFirst);
}

/** @returns how the scanner is called as a witness. */
export function witnessName({ tool, attestedBy }: Pick<ImageReport, "tool" | "attestedBy">): string {
  return attestedBy === undefined ? tool.name : `${tool.name}, attested`;
}

/** The same for reports of which one supersedes the other. */
function witnessKey(report: ImageReport): string {
  return `${witnessName(report)} ${report.attestedBy ?? ""}`;
}

/** @returns the newest report of each scanner: what it said before is superseded, by the same mouth. */
export function newestOfEachTool(reports: readonly ImageReport[]): readonly ImageReport[] {
  const newest = new Map<string, ImageReport>();
  for (const report of reports) {
    const before = newest.get(witnessKey(report));
    if (before === undefined || compareText(`${before.at} ${before.document}`, `${report.at} ${report.document}`) < 0)
      newest.set(witnessKey(report), report);
  }
  return [...newest.values()];
}

interface Said {
  readonly report: ImageReport;
  readonly vulnerability: ReportedVulnerability;
}
interface Surroundings {
  readonly groups: AliasGroups;
  readonly index: VexIndex;
  readonly current: readonly ImageReport[];
  readonly image: VexImage;
}

function findingOf(group: readonly Said[], { groups, index, current, image }: Surroundings): ImageFinding {
  const [first] = group;
  if (first === undefined) throw new Error("A group has a member.");
  const { id, package: ref } = first.vulnerability;
  const ids = groups.ids(id);
  const witnesses = witnessesOf(group);
  const scores = group.flatMap(({ vulnerability: { score } }) => score ?? []);
  const fixedVersions = [...new Set(witnesses.flatMap(({ fixedVersion }) => fixedVersion ?? []))].sort(compareText);
  const silent = silentOf(current, group);
  const vex = appliedVex(index, { ids, package: packageWithMost(group), image });
  const words = (field: "title" | "url") => group.map(({ vulnerability }) => vulnerability[field]).find(Boolean);
  const [title, url] = [words("title"), words("url")];
  return {
    vulnerability: ids[0] ?? id,
    ids,
    package: ref,
    severity: worstSeverity(witnesses.map(({ severity }) => severity)),
    ...(scores.length > 0 && { score: Math.max(...scores) }),
    fixedVersions,
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    witnesses,
    silent,
    differIn: differences(witnesses, fixedVersions, silent),
    vex,
    standing: standingOf(vex),
  };
}

/** Whoever looked at the image, or at the package, and does not report it, each once. */
function silentOf(current: readonly ImageReport[], group: readonly Said[]): readonly string[] {
  const said = new Set(group.map(({ report }) => witnessKey(report)));
  const keys = new Set(group.map(({ vulnerability }) => vulnerability.package.key));
  const looked = ({ lookedAt }: ImageReport) => lookedAt === undefined || [...keys].some((key) => lookedAt.has(key));
  const silent = current.filter((report) => !said.has(witnessKey(report)) && looked(report));
  return [...new Set(silent.map(witnessName))].sort(compareText);
}

/** Witnesses that know the package's qualifiers let more statements be told apart. */
function packageWithMost(group: readonly Said[]): PackageRef {
  const refs = group.map(({ vulnerability }) => vulnerability.package);
  return refs.reduce((one, other) => ((other.purl?.length ?? 0) > (one.purl?.length ?? 0) ? other : one));
}

/** One a scanner: the same flaw at several paths, or under several ids, is one statement of it. */
function witnessesOf(group: readonly Said[]): readonly Witness[] {
  const byTool = Map.groupBy(group, ({ report }) => witnessKey(report));
  return [...byTool]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([, said]) => {
      const worst = said.toSorted((one, other) => order(one) - order(other))[0];
      return worst === undefined ? [] : [witnessOf(worst, said)];
    });
}

const order = ({ vulnerability }: Said) => vulnerabilitySeverities.indexOf(vulnerability.severity);

function witnessOf({ report, vulnerability }: Said, said: readonly Said[]): Witness {
  const { tool, document, at, joinedBy } = report;
  const fixedVersion = vulnerability.fixedVersion ?? said.map((one) => one.vulnerability.fixedVersion).find(Boolean);
  return {
    ...{ document, tool: witnessName(report), at, joinedBy, id: vulnerability.id, severity: vulnerability.severity },
    ...(tool.version !== undefined && { toolVersion: tool.version }),
    ...(tool.databaseDate !== undefined && { databaseDate: tool.databaseDate }),
    ...(vulnerability.score !== undefined && { score: vulnerability.score }),
    ...(fixedVersion !== undefined && { fixedVersion }),
    ...(vulnerability.path !== undefined && { path: vulnerability.path }),
  };
}

function differences(witnesses: readonly Witness[], fixed: readonly string[], silent: readonly string[]) {
  const severities = new Set(witnesses.map(({ severity }) => severity).filter((severity) => severity !== "unknown"));
  const oneHasNoFix = fixed.length > 0 && witnesses.some(({ fixedVersion }) => fixedVersion === undefined);
  return [
    ...(severities.size > 1 ? (["severity"] as const) : []),
    ...(fixed.length > 1 || oneHasNoFix ? (["fixedVersion"] as const) : []),
    ...(silent.length > 0 ? (["presence"] as const) : []),
  ];
}

function worstFirst(one: ImageFinding, other: ImageFinding): number {
  return (
    vulnerabilitySeverities.indexOf(one.severity) - vulnerabilitySeverities.indexOf(other.severity) ||
    (other.score ?? -1) - (one.score ?? -1) ||
    compareText(one.vulnerability, other.vulnerability) ||
    compareText(one.package.key, other.package.key)
  );
}
