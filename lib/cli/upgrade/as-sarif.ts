/** The findings as SARIF 2.1.0, each at its line. */
import { hash } from "node:crypto";
import { sep } from "node:path";
import type { ReportingDescriptor, Result } from "sarif";
import { clean, json } from "#core/text/clean.ts";
import type { ApiVerdict } from "#core/upgrade/judge-api.ts";
import type { ManifestFinding } from "#core/upgrade/manifests/judge.ts";
import { formatMinor } from "#core/upgrade/minor.ts";
import { notification } from "#server/export/sarif/notifications.ts";
import { logOfRun } from "../sarif/one-run.ts";
import type { UpgradeReport } from "./report.ts";

const levels = { blocker: "error", warning: "warning", info: "note" } as const;
const texts: Readonly<Record<ApiVerdict, readonly [name: string, short: string, full: string]>> = {
  blocker: ["ApiNotServed", "API that the target does not serve", "The target refuses this manifest."],
  warning: ["ApiDeprecated", "Deprecated API", "The target serves it, and a later minor will not."],
  info: ["ApiToKnow", "API to know about", "Deprecated for good, or served only where it is turned on."],
};
const verdicts = Object.keys(texts) as ApiVerdict[];
const rules = verdicts.map((verdict): ReportingDescriptor => {
  const [name, short, full] = texts[verdict];
  return {
    id: `upgrade/${verdict}`,
    name,
    shortDescription: { text: short },
    fullDescription: { text: full },
    defaultConfiguration: { level: levels[verdict] },
    properties: { tags: ["kubernetes", "upgrade"] },
  };
});

/** @returns the log: what was not assessed stands among the notifications. */
export function* asSarif(report: UpgradeReport, exitCode: number): Generator<string> {
  const { aim, findings, notAssessed } = report;
  const notifications = notAssessed.map(({ file, line, reason, message }) =>
    notification(`manifest/${reason}`, `Not assessed: ${[file, line].filter((one) => one !== undefined).join(":")} ${message}`),
  );
  const log = logOfRun({
    rules,
    automationId: `drydock-upgrade/${formatMinor(aim.target)}/`,
    exitCode,
    notifications,
    results: findings.map(resultOf),
  });
  yield json(log, 2);
}

function resultOf(finding: ManifestFinding): Result {
  const { apiVersion, kind, namespace, name, file = "stdin", line, verdict, evidence } = finding;
  const object = `${kind} ${namespace === null ? "" : `${namespace}/`}${name ?? ""}`;
  return {
    ruleId: `upgrade/${verdict}`,
    ruleIndex: verdicts.indexOf(verdict),
    level: levels[verdict],
    message: { text: clean(`${object} is written for ${apiVersion}. ${evidence}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.toWellFormed().split(sep).map(encodeURIComponent).join("/") },
          region: { startLine: line },
        },
        logicalLocations: [{ ...(name === null ? {} : { name: clean(name) }), kind: "resource" }],
      },
    ],
    partialFingerprints: { "drydock/v1": hash("sha256", JSON.stringify([file, apiVersion, object])).slice(0, 32) },
  };
}
