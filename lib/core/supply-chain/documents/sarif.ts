/**
 * SARIF 2.1.0 of scanners of images. It names no image in a way that all agree on: the person says the digest. It does not say
 * what was looked for either: where no vulnerability is in it, only the tool's name tells.
 */
import { packageOf } from "../packages/package-url.ts";
import { listAt, present, textAt, valueAt } from "../provenance/read-json.ts";
import { readSeverity, severityOfScore, type VulnerabilitySeverity } from "../vulnerabilities/severity.ts";
import { vulnerabilityIdIn } from "../vulnerabilities/vulnerability-id.ts";
import type { ReportedVulnerability, SecurityDocument } from "./document.ts";
import { addressAt, nameAt, subjectOf, wordsAt } from "./parts.ts";

export function readSarif(json: unknown): SecurityDocument {
  const runs = listAt(json, "runs");
  const read = runs.map(vulnerabilitiesOf);
  const vulnerabilities = read.flatMap((run) => run.vulnerabilities);
  const skipped = read.reduce((sum, { skipped: count }) => sum + count, 0);
  const name = nameAt(runs[0], "tool", "driver", "name");
  const said = runs.flatMap((run) => [
    textAt(run, "properties", "imageName"),
    textAt(run, "properties", "imageID"),
    ...listAt(run, "properties", "repoDigests").map((one) => textAt([one], 0)),
  ]);
  const looked = vulnerabilities.length > 0 || (skipped === 0 && scanners.test(name ?? ""));
  return {
    format: "sarif",
    formatVersion: "2.1.0",
    subject: subjectOf(...said),
    ...(name !== undefined && { tool: { name, ...present({ version: nameAt(runs[0], "tool", "driver", "version") }) } }),
    ...(looked && { vulnerabilities }),
    notes: [
      ...(skipped === 0 ? [] : [`${skipped} of its results name no vulnerability of a package and were not read.`]),
      ...(looked ? [] : ["It names no vulnerability, so that nobody can tell whether it looked for any."]),
    ],
  };
}

/** Trivy also looks for secrets alone, and then writes the same. */
const scanners = /^grype$/i;

interface ReadRun {
  readonly vulnerabilities: readonly ReportedVulnerability[];
  readonly skipped: number;
}

function vulnerabilitiesOf(run: unknown): ReadRun {
  const rules = listAt(run, "tool", "driver", "rules");
  const byId = new Map(rules.map((rule) => [textAt(rule, "id") ?? "", rule]));
  const results = listAt(run, "results");
  const vulnerabilities = results.flatMap((result) => {
    const index = valueAt(result, "ruleIndex");
    const rule = byId.get(textAt(result, "ruleId") ?? "") ?? (typeof index === "number" ? rules[index] : undefined);
    return vulnerabilityOf(result, rule);
  });
  return { vulnerabilities, skipped: results.length - vulnerabilities.length };
}

function vulnerabilityOf(result: unknown, rule: unknown): readonly ReportedVulnerability[] {
  const id = vulnerabilityIdIn(textAt(result, "ruleId")?.replace(/^((?:CVE-\d+-\d+|GHSA(?:-\w{4}){3})).*$/i, "$1"));
  const named = packageIn(textAt(result, "message", "text") ?? "");
  const [purl, ...more] = listAt(rule, "properties", "purls").map((one) => textAt([one], 0));
  if (id === undefined || (named === undefined && purl === undefined)) return [];
  const score = Number(textAt(rule, "properties", "security-severity") ?? Number.NaN);
  const known = score >= 0 && score <= 10 ? score : undefined;
  return [
    {
      id,
      aliases: [],
      package: packageOf(more.length === 0 ? purl : undefined, named?.name ?? "", named?.version),
      severity: severityIn(named?.severity, known),
      ...present({
        score: known,
        fixedVersion: named?.fixed,
        title: wordsAt(rule, "shortDescription", "text"),
        url: addressAt(rule, "helpUri"),
        path: nameAt(result, "locations", 0, "physicalLocation", "artifactLocation", "uri"),
      }),
    },
  ];
}

function severityIn(word: string | undefined, score: number | undefined): VulnerabilitySeverity {
  const said = readSeverity(word);
  return said === "unknown" ? severityOfScore(score) : said;
}

interface NamedPackage {
  readonly name: string;
  readonly version?: string;
  readonly severity?: string;
  readonly fixed?: string;
}

const trivyForm = /^Package: (\S+)\nInstalled Version: (\S*)\nVulnerability \S+\nSeverity: (\w+)\nFixed Version: ?(.*)$/m;
const grypeForm = /^A (\w+) vulnerability in \S+ package: ([^,\s]+), version (\S+) was found/;

/** Trivy and Grype write the package into the message; nothing in the format has a place for it. */
function packageIn(message: string): NamedPackage | undefined {
  const trivy = trivyForm.exec(message);
  if (trivy !== null) {
    const [, name = "", version, severity, fixed] = trivy;
    return { name, ...present({ version, severity, fixed: fixed === "" ? undefined : fixed }) };
  }
  const grype = grypeForm.exec(message);
  if (grype === null) return undefined;
  const [, severity, name = "", version] = grype;
  return { name, ...present({ version, severity }) };
}
