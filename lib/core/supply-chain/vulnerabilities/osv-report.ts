/**
 * What advisories of OSV say of the packages of a bill of materials. Each package is looked at or left out with a reason: one
 * that was left out is not clean, and a flaw may be known of it all the same.
 */
import { compareText } from "../../inventory/gap.ts";
import type { ReportedVulnerability } from "../documents/document.ts";
import type { PackageRef } from "../packages/package-url.ts";
import { evaluateOsv, isUnreadVersion, keyOfPackage, type OsvAdvisory, type OsvKey } from "./osv.ts";

/** Why a package was left out. */
export const osvGaps = ["noDump", "ecosystem", "version"] as const;
export type OsvGap = (typeof osvGaps)[number];

export interface OsvLeftOut {
  /** Of its package URL; `other` for a package without one. */
  readonly type: string;
  /** `noDump`: no dump of its ecosystem is loaded; `ecosystem`: its versions are not compared; `version`: its version cannot be read. */
  readonly gap: OsvGap;
  readonly packages: number;
}

export interface OsvReport {
  readonly vulnerabilities: readonly ReportedVulnerability[];
  /** Keys of packages of which every advisory was compared. */
  readonly looked: readonly string[];
  /** By type and reason, the most packages first. */
  readonly left: readonly OsvLeftOut[];
}

export interface OsvKnowledge {
  /** Types of packages of which a whole ecosystem was loaded. */
  readonly whole: ReadonlySet<string>;
  /** @returns the advisories that may be about packages of the key. */
  readonly advisories: (key: OsvKey) => readonly OsvAdvisory[];
}

/**
 * Whose ranges of versions are compared, or whose advisories list every version. Distributions are not among them: advisories
 * name their source packages, so that nothing about a package's own name says nothing.
 */
const compared = new Set(["npm", "golang", "cargo", "pypi", "maven", "nuget", "gem", "composer", "hex", "pub"]);

export function osvReport(packages: readonly PackageRef[], known: OsvKnowledge): OsvReport {
  const looks = packages.map((ref) => ({ ref, ...lookAt(ref, known) }));
  const gaps = looks.flatMap(({ ref, gap }) => (gap === undefined ? [] : [{ type: ref.type ?? "other", gap }]));
  const left = [...Map.groupBy(gaps, ({ type, gap }) => `${type} ${gap}`).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ ...first, packages: rest.length + 1 }],
  );
  return {
    vulnerabilities: looks.flatMap(({ found }) => found),
    looked: looks.flatMap(({ ref, gap }) => (gap === undefined ? [ref.key] : [])),
    left: left.sort((one, other) => other.packages - one.packages || compareText(one.type, other.type)),
  };
}

interface Look {
  readonly found: readonly ReportedVulnerability[];
  readonly gap?: OsvGap;
}

function lookAt(ref: PackageRef, { whole, advisories }: OsvKnowledge): Look {
  const key = keyOfPackage(ref);
  if (key === undefined) return { found: [], gap: "ecosystem" };
  const about = newestOfEach(advisories(key)).map((advisory) => ({ advisory, verdict: evaluateOsv(advisory, ref) }));
  const found = about.flatMap(({ advisory, verdict }) =>
    verdict?.kind === "affected" ? [reported(advisory, ref, verdict.fixedVersion)] : [],
  );
  if (!compared.has(key.type)) return { found, gap: "ecosystem" };
  if (!whole.has(key.type)) return { found, gap: "noDump" };
  if (ref.version === undefined) return { found, gap: "version" };
  const open = about.some(({ verdict }) => verdict?.kind === "notEvaluated");
  return open ? { found, gap: about.some(({ verdict }) => isUnreadVersion(verdict)) ? "version" : "ecosystem" } : { found };
}

/** Several files may hold an advisory: the one that was changed last counts, one that takes it back, too. */
function newestOfEach(advisories: readonly OsvAdvisory[]): readonly OsvAdvisory[] {
  const newest = new Map<string, OsvAdvisory>();
  for (const one of advisories) {
    const before = newest.get(one.id);
    if (before === undefined || (before.modifiedAt ?? "") <= (one.modifiedAt ?? "")) newest.set(one.id, one);
  }
  return [...newest.values()];
}

function reported(advisory: OsvAdvisory, ref: PackageRef, fixedVersion: string | undefined): ReportedVulnerability {
  const { id, aliases, severity, summary } = advisory;
  return {
    ...{ id, aliases, package: ref, severity, url: `https://osv.dev/vulnerability/${encodeURIComponent(id)}` },
    ...(fixedVersion !== undefined && { fixedVersion }),
    ...(summary !== undefined && { title: summary }),
  };
}

const words: Readonly<Record<OsvGap, string>> = {
  noDump: "no dump of their ecosystem is loaded",
  ecosystem: "versions of their ecosystem are not compared",
  version: "their versions cannot be read",
};

/** @returns sentences about what was left out; none where nothing was. */
export function leftOutNotes(left: readonly OsvLeftOut[]): readonly string[] {
  return left.map(({ type, gap, packages }) => `Not evaluated: ${packages} of type ${type}; ${words[gap]}.`);
}
