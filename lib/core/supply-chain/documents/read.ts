/** Which format a document has, and what it says. */
import { err, ok, type Result } from "../../result.ts";
import { listAt, present, textAt, valueAt } from "../provenance/read-json.ts";
import { sarifPredicate } from "../verification/predicates.ts";
import { readClair } from "./clair.ts";
import { readCsaf } from "./csaf.ts";
import { readCycloneDx } from "./cyclonedx.ts";
import type { SecurityDocument } from "./document.ts";
import { readGrype } from "./grype.ts";
import { parseDocument } from "./json-shape.ts";
import { readOpenVex } from "./openvex.ts";
import { nameAt, timeAt } from "./parts.ts";
import { readSarif } from "./sarif.ts";
import { readSpdx } from "./spdx.ts";
import { readTrivy } from "./trivy.ts";
import { readOperatorReport } from "./trivy-operator.ts";

export interface DocumentLimits {
  readonly components: number;
  readonly vulnerabilities: number;
  readonly statements: number;
  /** Reports in one list of Trivy Operator's. */
  readonly documents: number;
}
export const documentLimits: DocumentLimits = {
  components: 100_000,
  vulnerabilities: 200_000,
  statements: 100_000,
  documents: 20_000,
};

/** @returns every document in the JSON (a list of Trivy Operator's reports holds several), or a sentence that says why there is none. */
export function readDocuments(json: unknown, limits = documentLimits): Result<readonly SecurityDocument[], string> {
  const read = readEach(json);
  if (!read.ok) return read;
  const over = read.value.length > limits.documents ? "reports" : read.value.map((one) => overLimit(one, limits)).find(Boolean);
  return over === undefined ? read : err(`It holds more ${over} than are read from one document.`);
}

function overLimit({ components, vulnerabilities, statements }: SecurityDocument, limits: DocumentLimits): string | undefined {
  if ((components?.length ?? 0) > limits.components) return "components";
  if ((vulnerabilities?.length ?? 0) > limits.vulnerabilities) return "vulnerabilities";
  return (statements?.length ?? 0) > limits.statements ? "statements" : undefined;
}

function readEach(json: unknown): Result<readonly SecurityDocument[], string> {
  const items = textAt(json, "kind")?.endsWith("List") ? listAt(json, "items") : undefined;
  if (items === undefined) {
    const one = readOne(json);
    return one.ok ? ok([one.value]) : one;
  }
  const reports = items.flatMap((item) => readOperatorReport(item) ?? []);
  return reports.length > 0 ? ok(reports) : err("The list holds no report of Trivy Operator.");
}

function readOne(json: unknown): Result<SecurityDocument, string> {
  const report = readOperatorReport(json);
  if (report !== undefined) return ok(report);
  if (textAt(json, "bomFormat") === "CycloneDX") return readCycloneDx(json);
  if (isSpdx3(json)) return err("It is SPDX 3, which is recognised and not read yet. Make it as SPDX 2.3 or CycloneDX.");
  if (/^SPDX-2\.[23]$/.test(textAt(json, "spdxVersion") ?? "")) return ok(readSpdx(json));
  if (textAt(json, "predicateType") !== undefined && valueAt(json, "predicate") !== undefined) return err(statement);
  if (valueAt(json, "SchemaVersion") === 2 && textAt(json, "ArtifactType") !== undefined) return ofImage(json);
  if (Array.isArray(valueAt(json, "matches")) && valueAt(json, "descriptor") !== undefined) return ok(readGrype(json));
  if (Array.isArray(valueAt(json, "runs")) && textAt(json, "version") === "2.1.0") return ok(readSarif(json));
  if (textAt(json, "@context")?.startsWith("https://openvex.dev/ns")) return ok(readOpenVex(json));
  const category = textAt(json, "document", "category");
  if (category !== undefined)
    return category === "csaf_vex" ? ok(readCsaf(json)) : err("It is CSAF, and not of the profile VEX.");
  if (textAt(json, "manifest_hash") !== undefined && valueAt(json, "package_vulnerabilities") !== undefined)
    return ok(readClair(json));
  return err(unrecognised);
}

const unrecognised =
  "Its format is not recognised. CycloneDX 1.4 to 1.7, SPDX 2.3, Trivy, Grype, SARIF 2.1.0, OpenVEX, CSAF VEX, Clair v4 and Trivy Operator's reports are read, all as JSON.";
const statement = "It is an attestation, which is not opened here. Give the document inside it by itself, as its tool wrote it.";

function ofImage(json: unknown): Result<SecurityDocument, string> {
  const type = textAt(json, "ArtifactType");
  return type === "container_image" || type === "container_archive"
    ? ok(readTrivy(json))
    : err("It is Trivy's report of something else than an image.");
}

function isSpdx3(json: unknown): boolean {
  const context = [valueAt(json, "@context")].flat();
  return context.some((one) => typeof one === "string" && one.includes("spdx.org/rdf/3."));
}

/** Predicates of attestations that are read, by their types. */
const predicates: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/cyclonedx\.org\/bom(?:\/|$)/, "bom"],
  [/^https:\/\/spdx\.dev\/Document(?:\/|$)/, "bom"],
  [/^https:\/\/openvex\.dev\/ns(?:\/|$)/, "vex"],
  [/^https:\/\/cosign\.sigstore\.dev\/attestation\/vuln\/v1$/, "scan"],
  [/^https:\/\/in-toto\.io\/attestation\/vulns\//, "scan"],
  [sarifPredicate, "sarif"],
];

/** @returns whether attestations of this type carry a document that may be read. */
export function isDocumentPredicate(type: string): boolean {
  return predicates.some(([form]) => form.test(type));
}

/** @returns whether attestations of this type carry what a scanner found in an image. */
export function isScanPredicate(type: string): boolean {
  return predicates.some(([form, kind]) => kind === "scan" && form.test(type));
}

/** @returns what the predicate of an attestation says, or why it is not read; undefined for a type that is about something else. */
export function readPredicate(
  type: string,
  predicate: unknown,
  limits = documentLimits,
): Result<SecurityDocument, string> | undefined {
  const kind = predicates.find(([form]) => form.test(type))?.[1];
  if (kind === undefined) return undefined;
  const body = kind === "scan" ? valueAt(predicate, "scanner", "result") : (valueAt(predicate, "Data") ?? predicate);
  const json = typeof body === "string" ? parseDocument(new TextEncoder().encode(body)) : ok(body);
  if (!json.ok) return json;
  const read = readOne(json.value);
  const over = read.ok ? overLimit(read.value, limits) : undefined;
  if (over !== undefined) return err(`It holds more ${over} than are read from one document.`);
  if (!read.ok || kind !== "scan") return read;
  const tool = read.value.tool ?? { name: nameAt(predicate, "scanner", "uri") ?? "A scanner" };
  const databaseDate = timeAt(predicate, "scanner", "db", "lastUpdate");
  const madeAt = timeAt(predicate, "metadata", "scanFinishedOn");
  return ok({ ...read.value, tool: { ...tool, ...present({ databaseDate }) }, ...present({ madeAt }) });
}
