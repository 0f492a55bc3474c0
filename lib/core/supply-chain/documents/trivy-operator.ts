/** The reports that Trivy Operator keeps in a cluster. What an exposed secret looks like is never read. */
import { packageOf } from "../packages/package-url.ts";
import { listAt, present, textAt, valueAt } from "../provenance/read-json.ts";
import { readSeverity } from "../vulnerabilities/severity.ts";
import { readVulnerabilityId } from "../vulnerabilities/vulnerability-id.ts";
import { readCycloneDx } from "./cyclonedx.ts";
import type { DocumentPlace, DocumentSubject, ExposedSecret, ReportedVulnerability, SecurityDocument } from "./document.ts";
import { addressAt, nameAt, scoreAt, subjectOf, timeAt, unreadNotes, wordsAt } from "./parts.ts";

export const operatorKinds = [
  "VulnerabilityReport",
  "ClusterVulnerabilityReport",
  "SbomReport",
  "ClusterSbomReport",
  "ExposedSecretReport",
] as const;

/** @returns what the report says; undefined for an object of another kind. */
export function readOperatorReport(object: unknown): SecurityDocument | undefined {
  const kind = operatorKinds.find((one) => one === textAt(object, "kind"));
  if (kind === undefined) return undefined;
  const head = operatorReportHead(object);
  if (kind === "ExposedSecretReport") return { ...head, secrets: listAt(object, "report", "secrets").flatMap(secretOf) };
  if (kind === "VulnerabilityReport" || kind === "ClusterVulnerabilityReport") {
    const told = listAt(object, "report", "vulnerabilities");
    const vulnerabilities = told.flatMap(vulnerabilityOf);
    return { ...head, vulnerabilities, notes: unreadNotes(told.length, vulnerabilities.length) };
  }
  const read = readCycloneDx(valueAt(object, "report", "components"));
  if (!read.ok) return { ...head, notes: [read.error] };
  const { components = [], notes } = read.value;
  return { ...head, components, notes };
}

/** @returns what a report is about, without what it says. */
export function operatorReportHead(object: unknown): SecurityDocument {
  const family = nameAt(object, "report", "os", "family");
  const name = nameAt(object, "report", "os", "name");
  const ended = valueAt(object, "report", "os", "eosl");
  return {
    format: "trivy-operator",
    subject: subjectOfReport(object),
    tool: {
      name: nameAt(object, "report", "scanner", "name") ?? "Trivy",
      ...present({ version: nameAt(object, "report", "scanner", "version") }),
    },
    ...present({ madeAt: timeAt(object, "report", "updateTimestamp") }),
    ...(family !== undefined && {
      operatingSystem: { name: name === undefined ? family : `${family} ${name}`, ...(ended === true && { ended }) },
    }),
    notes: [],
  };
}

/** Its digest is of the manifest, of the configuration in some versions, and missing in others. */
function subjectOfReport(object: unknown): DocumentSubject {
  const artifact = ["report", "artifact"] as const;
  const repository = nameAt(object, ...artifact, "repository");
  const server = nameAt(object, "report", "registry", "server");
  const tag = nameAt(object, ...artifact, "tag");
  const full = repository && `${server ? `${server}/` : ""}${repository}${tag ? `:${tag}` : ""}`;
  const place = placeOf(object);
  return { ...subjectOf(full, textAt(object, ...artifact, "digest")), ...(place && { place }) };
}

function placeOf(object: unknown): DocumentPlace | undefined {
  const label = (name: string) => nameAt(object, "metadata", "labels", `trivy-operator.${name}`);
  const [kind, workload, container] = [label("resource.kind"), label("resource.name"), label("container.name")];
  const namespace = label("resource.namespace") ?? nameAt(object, "metadata", "namespace");
  if (kind === undefined || workload === undefined || container === undefined || namespace === undefined) return undefined;
  return { namespace, kind, workload, container };
}

function vulnerabilityOf(one: unknown): readonly ReportedVulnerability[] {
  const id = readVulnerabilityId(textAt(one, "vulnerabilityID"));
  const name = nameAt(one, "resource");
  if (id === undefined || name === undefined) return [];
  return [
    {
      id,
      aliases: [],
      package: packageOf(textAt(one, "packagePURL"), name, nameAt(one, "installedVersion")),
      severity: readSeverity(textAt(one, "severity")),
      ...present({
        fixedVersion: nameAt(one, "fixedVersion"),
        score: scoreAt(one, "score"),
        title: wordsAt(one, "title"),
        url: addressAt(one, "primaryLink"),
        path: nameAt(one, "packagePath"),
      }),
    },
  ];
}

function secretOf(one: unknown): readonly ExposedSecret[] {
  const rule = wordsAt(one, "ruleID");
  if (rule === undefined) return [];
  const severity = readSeverity(textAt(one, "severity"));
  return [{ rule, severity, path: nameAt(one, "target") ?? "", ...present({ title: wordsAt(one, "title") }) }];
}
