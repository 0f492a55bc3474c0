/** How answers may be printed. */
import type { SinkId } from "#core/rbac/paths/paths.ts";

export const assessFormats = ["table", "json", "sarif", "junit", "csv"] as const;
export const assertFormats = ["table", "json", "junit", "sarif"] as const;
export const questionFormats = ["table", "json"] as const;
export const diffFormats = ["table", "json", "sarif", "junit"] as const;
export const fileFormats = ["csv", "json"] as const;
export const matrixFormats = ["table", "csv", "json"] as const;
export const upgradeFormats = ["table", "json", "sarif"] as const;
export const manifestFormats = ["yaml", "json"] as const;
/** Where escalation paths end; repeated here so that help does not load the engine. */
export const pathEnds = [
  "cluster-admin",
  "masters",
  "node-root",
  "all-secrets",
  "cloud-identity",
] as const satisfies readonly SinkId[];
export type AssessFormat = (typeof assessFormats)[number];
export type AssertFormat = (typeof assertFormats)[number];
export type QuestionFormat = (typeof questionFormats)[number];
export type FileFormat = (typeof fileFormats)[number];
export type MatrixFormat = (typeof matrixFormats)[number];
export type ManifestFormat = (typeof manifestFormats)[number];
export type DiffFormat = (typeof diffFormats)[number];
export type UpgradeFormat = (typeof upgradeFormats)[number];
