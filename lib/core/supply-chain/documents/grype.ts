/** Grype's JSON. */
import { packageOf } from "../packages/package-url.ts";
import { listAt, present, textAt } from "../provenance/read-json.ts";
import { readSeverity } from "../vulnerabilities/severity.ts";
import { aliasesOf, readVulnerabilityId } from "../vulnerabilities/vulnerability-id.ts";
import type { ReportedVulnerability, SecurityDocument } from "./document.ts";
import { addressAt, highest, nameAt, scoreAt, subjectOf, timeAt, unreadNotes, wordsAt } from "./parts.ts";

export function readGrype(json: unknown): SecurityDocument {
  const target = ["source", "target"] as const;
  const matches = listAt(json, "matches");
  const vulnerabilities = matches.flatMap(vulnerabilityOf);
  const ignored = listAt(json, "ignoredMatches").length;
  const system = [nameAt(json, "distro", "name"), nameAt(json, "distro", "version")].filter(Boolean).join(" ");
  const texts = (...path: string[]) => listAt(json, ...path).map((one) => textAt([one], 0));
  return {
    format: "grype",
    subject: subjectOf(
      textAt(json, ...target, "userInput"),
      textAt(json, ...target, "manifestDigest"),
      textAt(json, ...target, "imageID"),
      ...texts(...target, "repoDigests"),
      ...texts(...target, "tags"),
    ),
    tool: {
      name: "Grype",
      ...present({
        version: nameAt(json, "descriptor", "version"),
        databaseDate: timeAt(json, "descriptor", "db", "built") ?? timeAt(json, "descriptor", "db", "status", "built"),
      }),
    },
    ...present({ madeAt: timeAt(json, "descriptor", "timestamp") }),
    vulnerabilities,
    ...(system !== "" && { operatingSystem: { name: system } }),
    notes: [
      ...(ignored === 0 ? [] : [`Its rules ignored ${ignored} more, which are not read.`]),
      ...unreadNotes(matches.length, vulnerabilities.length),
    ],
  };
}

function vulnerabilityOf(match: unknown): readonly ReportedVulnerability[] {
  const id = readVulnerabilityId(textAt(match, "vulnerability", "id"));
  const name = nameAt(match, "artifact", "name");
  if (id === undefined || name === undefined) return [];
  const related = listAt(match, "relatedVulnerabilities");
  const cvss = [...listAt(match, "vulnerability", "cvss"), ...related.flatMap((one) => listAt(one, "cvss"))];
  const fixes = listAt(match, "vulnerability", "fix", "versions").flatMap((one) => nameAt([one], 0) ?? []);
  return [
    {
      id,
      aliases: aliasesOf(
        id,
        related.map((one) => textAt(one, "id")),
      ),
      package: packageOf(textAt(match, "artifact", "purl"), name, nameAt(match, "artifact", "version")),
      severity: readSeverity(textAt(match, "vulnerability", "severity")),
      ...(fixes.length > 0 && { fixedVersion: fixes.join(", ") }),
      ...present({
        score: highest(cvss.map((one) => scoreAt(one, "metrics", "baseScore"))),
        title: wordsAt(match, "vulnerability", "description") ?? wordsAt(related[0], "description"),
        url: addressAt(match, "vulnerability", "dataSource"),
        path: nameAt(match, "artifact", "locations", 0, "path"),
      }),
    },
  ];
}
