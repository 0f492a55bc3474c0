/** CycloneDX 1.4 to 1.7 in JSON: what an image holds, what is wrong with it, and what its author says of that. */
import { err, ok, type Result } from "../../result.ts";
import { type PackageRef, packageOf, readPurl } from "../packages/package-url.ts";
import { listAt, present, textAt, valueAt } from "../provenance/read-json.ts";
import { readSeverity, severityOfScore, type VulnerabilitySeverity, worstSeverity } from "../vulnerabilities/severity.ts";
import { aliasesOf, readVulnerabilityId } from "../vulnerabilities/vulnerability-id.ts";
import type { Component, DocumentTool, ReportedVulnerability, SecurityDocument, VexStatement, VexStatus } from "./document.ts";
import { addressAt, highest, nameAt, scoreAt, subjectOf, timeAt, wordsAt } from "./parts.ts";
import { productOf } from "./vex-product.ts";

const versions = ["1.4", "1.5", "1.6", "1.7"];

export function readCycloneDx(json: unknown): Result<SecurityDocument, string> {
  const version = textAt(json, "specVersion") ?? "";
  if (!versions.includes(version)) return err(`It is CycloneDX ${nameAt(json, "specVersion") ?? ""}; 1.4 to 1.7 are read.`);
  const about = ["metadata", "component"] as const;
  const byRef = new Map<string, PackageRef>();
  const components = flattened(listAt(json, "components")).flatMap((one) => componentOf(one, byRef));
  const told = listAt(json, "vulnerabilities").flatMap((one) => vulnerabilityOf(one, byRef));
  const author = nameAt(json, "metadata", "manufacturer", "name") ?? nameAt(json, "metadata", "supplier", "name");
  const statements = told.flatMap(({ statement }) => (statement ? [{ ...statement, ...present({ author }) }] : []));
  const unread = told.reduce((sum, { unknownRefs }) => sum + unknownRefs, 0);
  const tool = toolOf(json);
  const listed = valueAt(json, "vulnerabilities");
  // Trivy writes an empty list where it was not asked to look for any.
  const looked = Array.isArray(listed) && (listed.length > 0 || tool?.name === "Grype");
  return ok({
    format: "cyclonedx",
    formatVersion: version,
    subject: subjectOf(...subjectTexts(json, about)),
    ...present({ tool, madeAt: timeAt(json, "metadata", "timestamp") }),
    ...(Array.isArray(valueAt(json, "components")) && { components }),
    ...(looked && { vulnerabilities: told.flatMap(({ reported }) => reported) }),
    ...(statements.length > 0 && { statements }),
    notes: [
      ...(unread === 0 ? [] : [`${unread} of the places that its vulnerabilities name are not in it and are no package URLs.`]),
      ...(Array.isArray(listed) && !looked ? [nobodyCanTell] : []),
    ],
  });
}

const nobodyCanTell = "Its list of vulnerabilities is empty, so that nobody can tell whether it looked for any.";

/** Syft writes the manifest's digest as the version, Trivy writes everything as properties. */
function subjectTexts(json: unknown, about: readonly string[]): readonly (string | undefined)[] {
  const properties = listAt(json, ...about, "properties")
    .filter((one) => /:(?:ImageID|RepoDigest|RepoTag)$/.test(textAt(one, "name") ?? ""))
    .map((one) => textAt(one, "value"));
  const purl = readPurl(textAt(json, ...about, "purl") ?? "");
  const oci = purl?.type === "oci" ? [purl.version, purl.qualifiers.repository_url] : [];
  return [textAt(json, ...about, "name"), textAt(json, ...about, "version"), ...oci, ...properties].filter(
    (text) => text !== undefined && (text.includes("/") || text.includes(":")),
  );
}

/** Tools stand in a list in 1.4, and since 1.5 in an object of components. */
function toolOf(json: unknown): DocumentTool | undefined {
  const [first] = [...listAt(json, "metadata", "tools", "components"), ...listAt(json, "metadata", "tools")];
  const name = nameAt(first, "name");
  return name === undefined ? undefined : { name: known(name), ...present({ version: nameAt(first, "version") }) };
}

/** Tools write their names in several ways; witnesses are told apart by them. */
function known(name: string): string {
  return ["Trivy", "Grype", "Syft"].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

function flattened(list: readonly unknown[]): readonly unknown[] {
  return list.flatMap((one) => [one, ...flattened(listAt(one, "components"))]);
}

function componentOf(one: unknown, byRef: Map<string, PackageRef>): readonly Component[] {
  const own = nameAt(one, "name");
  if (own === undefined) return [];
  const group = nameAt(one, "group");
  const ref = packageOf(textAt(one, "purl"), group ? `${group}/${own}` : own, nameAt(one, "version"));
  const bomRef = textAt(one, "bom-ref");
  if (bomRef !== undefined) byRef.set(bomRef, ref);
  if (textAt(one, "type") === "file") return [];
  const licences = listAt(one, "licenses").flatMap(
    (each) => wordsAt(each, "expression") ?? wordsAt(each, "license", "id") ?? wordsAt(each, "license", "name") ?? [],
  );
  return [{ ...ref, licences }];
}

interface Told {
  readonly reported: readonly ReportedVulnerability[];
  readonly statement?: VexStatement;
  /** Places that lead nowhere. */
  readonly unknownRefs: number;
}

function vulnerabilityOf(one: unknown, byRef: ReadonlyMap<string, PackageRef>): readonly Told[] {
  const id = readVulnerabilityId(textAt(one, "id"));
  if (id === undefined) return [];
  const refs = listAt(one, "affects").map((each) => textAt(each, "ref") ?? "");
  const packages = refs.flatMap((ref) => byRef.get(ref) ?? packageOfLink(ref) ?? []);
  const aliases = aliasesOf(
    id,
    listAt(one, "references").map((each) => textAt(each, "id")),
  );
  const facts = { id, aliases, ...ratingOf(one), ...wordsOf(one) };
  const status = statusOf(textAt(one, "analysis", "state"));
  const products = [
    ...packages.map((ref) => ({ digests: [], packages: [ref] })),
    ...refs.filter((ref) => !byRef.has(ref)).flatMap((ref) => (isImage(ref) ? [productOf(linkTarget(ref), [])] : [])),
  ];
  return [
    {
      reported: packages.map((ref) => ({ ...facts, package: ref })),
      unknownRefs: refs.filter((ref) => !byRef.has(ref) && readPurl(linkTarget(ref)) === undefined).length,
      ...(status && { statement: { ids: [id, ...aliases], status, products, ...sayings(one) } }),
    },
  ];
}

function ratingOf(one: unknown): { readonly severity: VulnerabilitySeverity; readonly score?: number } {
  const ratings = listAt(one, "ratings");
  const score = highest(ratings.map((rating) => scoreAt(rating, "score")));
  const said = worstSeverity(ratings.map((rating) => readSeverity(textAt(rating, "severity"))));
  return { severity: said === "unknown" ? severityOfScore(score) : said, ...present({ score }) };
}

function wordsOf(one: unknown) {
  const fixed = /\bversion\s+(\d[\w.:+~-]*)/i.exec(textAt(one, "recommendation") ?? "")?.[1];
  return present({
    title: wordsAt(one, "description"),
    url: addressAt(one, "source", "url") ?? addressAt(one, "advisories", 0, "url"),
    fixedVersion: fixed?.replace(/[.;,]+$/, ""),
  });
}

function sayings(one: unknown) {
  return present({
    justification: nameAt(one, "analysis", "justification"),
    text: wordsAt(one, "analysis", "detail"),
    at: timeAt(one, "analysis", "lastUpdated") ?? timeAt(one, "updated"),
  });
}

const states: Readonly<Record<string, VexStatus>> = {
  resolved: "fixed",
  resolved_with_pedigree: "fixed",
  exploitable: "affected",
  in_triage: "under_investigation",
  false_positive: "not_affected",
  not_affected: "not_affected",
};

function statusOf(state: string | undefined): VexStatus | undefined {
  return state !== undefined && Object.hasOwn(states, state) ? states[state] : undefined;
}

/** A BOM-Link leads into another bill of materials; many tools write the package URL as its end. */
function linkTarget(ref: string): string {
  const end = ref.startsWith("urn:cdx:") ? ref.slice(ref.indexOf("#") + 1) : ref;
  try {
    return end.startsWith("pkg%3A") ? decodeURIComponent(end) : end;
  } catch {
    return end;
  }
}

function isImage(ref: string): boolean {
  return readPurl(linkTarget(ref))?.type === "oci";
}

function packageOfLink(ref: string): PackageRef | undefined {
  const purl = linkTarget(ref);
  const read = readPurl(purl);
  return read === undefined || read.type === "oci" ? undefined : packageOf(purl, read.name, read.version);
}
