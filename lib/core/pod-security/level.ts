/** Levels and versions of Pod Security, as labels spell them and as the API server understands what is misspelt. */
export const levels = ["privileged", "baseline", "restricted"] as const;
export type Level = (typeof levels)[number];

/** `latest`, or the minor of `v1.x`. */
export type PolicyVersion = "latest" | number;

export interface LevelVersion {
  readonly level: Level;
  readonly version: PolicyVersion;
}

/** @returns the level, or undefined where the text is none: spelling and case count. */
export function parseLevel(text: string): Level | undefined {
  return levels.find((level) => level === text);
}

/** @returns the version, or undefined where the text is neither `latest` nor `v1.x`. */
export function parseVersion(text: string): PolicyVersion | undefined {
  if (text === "latest") return "latest";
  const minor = Number(/^v1\.(0|[1-9][0-9]*)$/.exec(text)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** @returns below zero where the first level is less strict, zero where both are one, above zero else. */
export function compareLevels(a: Level, b: Level): number {
  return levels.indexOf(a) - levels.indexOf(b);
}

/** @returns the minor whose controls count on a cluster: none knows a newer one than its own. */
export function effectiveMinor(version: PolicyVersion, clusterMinor: number): number {
  return version === "latest" ? clusterMinor : Math.min(version, clusterMinor);
}

/** @returns `baseline (v1.22)`, `restricted (latest)`. */
export function formatLevelVersion({ level, version }: LevelVersion): string {
  return `${level} (${version === "latest" ? version : `v1.${version}`})`;
}
