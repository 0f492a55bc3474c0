/** The order of versions by Semantic Versioning 2.0.0. Nothing else is compared: a version that is written otherwise has no place in it. */

const form =
  /^v?(0|[1-9]\d{0,17})\.(0|[1-9]\d{0,17})\.(0|[1-9]\d{0,17})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

export interface SemanticVersion {
  readonly numbers: readonly [bigint, bigint, bigint];
  /** Identifiers of the pre-release; empty for a release. */
  readonly before: readonly string[];
}

/** @returns the version, with or without a leading `v`; undefined for any other form. */
export function readSemanticVersion(text: string): SemanticVersion | undefined {
  const parts = text.length > 256 ? null : form.exec(text);
  if (parts === null) return undefined;
  const [, major = "0", minor = "0", patch = "0", before] = parts;
  return { numbers: [BigInt(major), BigInt(minor), BigInt(patch)], before: before?.split(".") ?? [] };
}

/** @returns below 0 where the first comes before the second. */
export function compareVersions(one: SemanticVersion, other: SemanticVersion): number {
  for (const [at, number] of one.numbers.entries()) {
    const beside = other.numbers[at] ?? 0n;
    if (number !== beside) return number < beside ? -1 : 1;
  }
  return comparePreReleases(one.before, other.before);
}

/** A release comes behind its pre-releases. */
function comparePreReleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return Number(one.length === 0) - Number(other.length === 0);
  for (const [at, part] of one.entries()) {
    const beside = other[at];
    if (beside === undefined) return 1;
    const order = compareIdentifiers(part, beside);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** Numbers come before words and are compared as numbers. */
function compareIdentifiers(one: string, other: string): number {
  const [first, second] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (first !== second) return first ? -1 : 1;
  if (one === other) return 0;
  if (first) return BigInt(one) < BigInt(other) ? -1 : 1;
  return one < other ? -1 : 1;
}
