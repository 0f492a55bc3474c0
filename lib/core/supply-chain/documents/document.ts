/** What a document about images says, whoever wrote it: a bill of materials, a scanner's report, statements about exploitability. */
import type { Digest } from "../images/digest.ts";
import type { PackageRef } from "../packages/package-url.ts";
import type { VulnerabilitySeverity } from "../vulnerabilities/severity.ts";

export const documentFormats = [
  "cyclonedx",
  "spdx",
  "trivy",
  "grype",
  "sarif",
  "openvex",
  "csaf-vex",
  "trivy-operator",
  "clair",
  "osv",
] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** The image that a document says it is about. It is the document's word. */
export interface DocumentSubject {
  /** Of index, manifest or configuration: tools name different ones. */
  readonly digests: readonly Digest[];
  /** References, as they are written. */
  readonly names: readonly string[];
  /** The container that it was made for, where a cluster's operator made it. */
  readonly place?: DocumentPlace;
}

export interface DocumentPlace {
  readonly namespace: string;
  readonly kind: string;
  readonly workload: string;
  readonly container: string;
}

export interface DocumentTool {
  readonly name: string;
  readonly version?: string;
  /** When its database was made, as it says it. */
  readonly databaseDate?: string;
}

export interface Component extends PackageRef {
  /** SPDX expressions or names. */
  readonly licences: readonly string[];
}

export interface ReportedVulnerability {
  /** As the scanner calls it, such as `CVE-2024-3094` or `GHSA-…`. */
  readonly id: string;
  /** Other ids of the same flaw. */
  readonly aliases: readonly string[];
  readonly package: PackageRef;
  /** As the scanner writes it; several are joined with commas. Absent where it names none. */
  readonly fixedVersion?: string;
  readonly severity: VulnerabilitySeverity;
  /** CVSS, 0 to 10: the highest that the document gives. */
  readonly score?: number;
  readonly title?: string;
  /** An https address. */
  readonly url?: string;
  /** Where in the image the package is. */
  readonly path?: string;
}

export type VexStatus = "not_affected" | "affected" | "fixed" | "under_investigation";

/** What a statement is about: an image, with some of its packages; or a package, wherever it is. */
export interface VexProduct {
  readonly digests: readonly Digest[];
  /** Registry and repository, of an image that is meant in every version. */
  readonly repository?: string;
  /** None: whatever is in the image. */
  readonly packages: readonly PackageRef[];
}

export interface VexStatement {
  /** The flaw under all its ids. */
  readonly ids: readonly string[];
  readonly status: VexStatus;
  readonly products: readonly VexProduct[];
  readonly justification?: string;
  /** What its author writes about it. */
  readonly text?: string;
  readonly author?: string;
  /** RFC 3339, as it says it. */
  readonly at?: string;
}

/** A secret that a scanner saw in an image: where, by which rule. What it saw is read nowhere. */
export interface ExposedSecret {
  readonly rule: string;
  readonly title?: string;
  readonly severity: VulnerabilitySeverity;
  readonly path: string;
}

export interface LookedAt {
  readonly packages: readonly string[];
  /** None of the bill's packages was left out: only then does it say something by not naming a flaw. */
  readonly all: boolean;
}

export interface SecurityDocument {
  readonly format: DocumentFormat;
  readonly formatVersion?: string;
  readonly subject: DocumentSubject;
  readonly tool?: DocumentTool;
  /** RFC 3339, as it says it. */
  readonly madeAt?: string;
  /** Present where it lists what the image holds, though it may list nothing. */
  readonly components?: readonly Component[];
  /** Present where it says that it looked for vulnerabilities, though it may have found none. */
  readonly vulnerabilities?: readonly ReportedVulnerability[];
  readonly statements?: readonly VexStatement[];
  readonly secrets?: readonly ExposedSecret[];
  /** The operating system is past its end, by the scanner's word. */
  readonly operatingSystem?: { readonly name: string; readonly ended?: boolean };
  /** Where it looked at packages of a bill of materials, and not at the image: at which, by their keys. */
  readonly looked?: LookedAt;
  /** Sentences: what of it was not read, or does not say what one might think. */
  readonly notes: readonly string[];
}

/** @returns the subject of a document that names no image. */
export function emptySubject(): DocumentSubject {
  return { digests: [], names: [] };
}
