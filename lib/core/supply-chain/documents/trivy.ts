/** Trivy's own JSON, of an image. */

import { packageOf } from "../packages/package-url.ts";
import { flagAt, listAt, present, textAt } from "../provenance/read-json.ts";
import { readSeverity } from "../vulnerabilities/severity.ts";
import { aliasesOf, readVulnerabilityId } from "../vulnerabilities/vulnerability-id.ts";
import type { Component, ExposedSecret, ReportedVulnerability, SecurityDocument } from "./document.ts";
import { addressAt, highest, nameAt, recordAt, scoreAt, subjectOf, timeAt, unreadNotes, wordsAt } from "./parts.ts";

const packageClasses = ["os-pkgs", "lang-pkgs"];

export function readTrivy(json: unknown): SecurityDocument {
  const results = listAt(json, "Results");
  const ofPackages = results.filter((result) => packageClasses.includes(textAt(result, "Class") ?? ""));
  const looked = ofPackages.length > 0 || results.some((result) => listAt(result, "Vulnerabilities").length > 0);
  const told = results.flatMap((result) => listAt(result, "Vulnerabilities"));
  const vulnerabilities = told.flatMap(vulnerabilityOf);
  const components = results.flatMap((result) => listAt(result, "Packages").flatMap(componentOf));
  const secrets = results.filter((result) => textAt(result, "Class") === "secret").flatMap(secretsOf);
  const system = [nameAt(json, "Metadata", "OS", "Family"), nameAt(json, "Metadata", "OS", "Name")].filter(Boolean).join(" ");
  return {
    format: "trivy",
    formatVersion: "2",
    subject: subjectOf(
      nameAt(json, "ArtifactName"),
      textAt(json, "Metadata", "ImageID"),
      ...listAt(json, "Metadata", "RepoDigests").map((one) => textAt([one], 0)),
      ...listAt(json, "Metadata", "RepoTags").map((one) => textAt([one], 0)),
    ),
    tool: { name: "Trivy", ...present({ version: nameAt(json, "Trivy", "Version") }) },
    ...present({ madeAt: timeAt(json, "CreatedAt") }),
    ...(components.length > 0 && { components }),
    ...(looked && { vulnerabilities }),
    ...(secrets.length > 0 && { secrets }),
    ...(system !== "" && {
      operatingSystem: { name: system, ...present({ ended: flagAt(json, "Metadata", "OS", "EOSL") }) },
    }),
    notes: looked
      ? unreadNotes(told.length, vulnerabilities.length)
      : ["It names no packages, so that nobody can tell whether it looked for vulnerabilities."],
  };
}

function vulnerabilityOf(one: unknown): readonly ReportedVulnerability[] {
  const id = readVulnerabilityId(textAt(one, "VulnerabilityID"));
  const name = nameAt(one, "PkgName");
  if (id === undefined || name === undefined) return [];
  const scores = [...recordAt(one, "CVSS").values()].flatMap((cvss) => [scoreAt(cvss, "V40Score"), scoreAt(cvss, "V3Score")]);
  return [
    {
      id,
      aliases: aliasesOf(id, []),
      package: packageOf(textAt(one, "PkgIdentifier", "PURL"), name, nameAt(one, "InstalledVersion")),
      severity: readSeverity(textAt(one, "Severity")),
      ...present({
        fixedVersion: nameAt(one, "FixedVersion"),
        score: highest(scores),
        title: wordsAt(one, "Title"),
        url: addressAt(one, "PrimaryURL"),
        path: nameAt(one, "PkgPath"),
      }),
    },
  ];
}

function componentOf(one: unknown): readonly Component[] {
  const name = nameAt(one, "Name");
  if (name === undefined) return [];
  const licences = listAt(one, "Licenses").flatMap((licence) => wordsAt([licence], 0) ?? []);
  return [{ ...packageOf(textAt(one, "Identifier", "PURL"), name, nameAt(one, "Version")), licences }];
}

function secretsOf(result: unknown): readonly ExposedSecret[] {
  const path = nameAt(result, "Target") ?? "";
  return listAt(result, "Secrets").flatMap((secret) => {
    const rule = wordsAt(secret, "RuleID");
    const severity = readSeverity(textAt(secret, "Severity"));
    return rule === undefined ? [] : [{ rule, path, severity, ...present({ title: wordsAt(secret, "Title") }) }];
  });
}
