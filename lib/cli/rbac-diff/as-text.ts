/** A difference for a person at a terminal. */
import { formatObject } from "#core/findings/message.ts";
import { whatToDoFirst } from "#core/findings/order.ts";
import type { Finding } from "#core/findings/verdict.ts";
import { formatGap } from "#core/inventory/gap-words.ts";
import { formatSubject } from "#core/rbac/subject.ts";
import { formatAccessName } from "#core/simulate/planned.ts";
import { clean } from "#core/text/clean.ts";
import { table } from "../terminal/table.ts";
import { type DiffReport, isGain, risksAfter, unseenOf } from "./report.ts";
import { causeWords, changeWord, fateWords, rightsWords, scopeWords } from "./words.ts";

/** @returns lines: how much changes, what was not seen, the objects, who gains and loses what, and the risks. */
export function* asText(report: DiffReport): Generator<string> {
  const { places, difference, risks } = report;
  const changes = difference.subjects.flatMap((subject) => subject.changes);
  const gained = difference.subjects.filter((subject) => subject.changes.some(isGain)).length;
  const lost = difference.subjects.filter((subject) => subject.changes.some((change) => !isGain(change))).length;
  yield clean(`Compared  ${places.before} → ${places.after}`).concat("\n");
  yield `Subjects  ${gained} gain · ${lost} lose${changes.length === 0 ? ": no effective permission changes" : ""}\n`;
  const unsure = risksAfter(report).filter(({ certain }) => !certain).length;
  yield `Risks     ${risks.new.length} new${unsure === 0 ? "" : ` · ${unsure} may be new`} · ${risks.fixed.length} gone\n`;
  for (const [index, gap] of unseenOf(report).entries())
    yield clean(`${index === 0 ? "Not seen  " : "          "}${formatGap(gap)}`).concat("\n");
  yield* objectLines(report);
  if (difference.subjects.length > 0) yield "\n";
  yield* subjectLines(report);
  yield* riskLines(report);
}

function* objectLines({ objects, others }: DiffReport): Generator<string> {
  const ignored = Object.entries(others).map(([kind, count]) => `${count} ${kind}`);
  if (ignored.length > 0) yield clean(`Passed by ${ignored.join(", ")}: no business of RBAC`).concat("\n");
  if (objects.length === 0) return;
  yield "\n";
  const rows = objects.map(({ planned, fate, matters }) => {
    const none =
      matters || fate === "unchanged" || fate === "absent" || fate === "refused" ? "" : ", and changes nobody's permissions";
    return [formatAccessName(planned), `${fateWords[fate]}${none}`];
  });
  yield* table(["OBJECT", "WHAT BECOMES OF IT"], rows);
}

function* subjectLines({ difference }: DiffReport): Generator<string> {
  const rows = difference.subjects.flatMap(({ subject, presence, changes }) => {
    if (changes.length === 0) return [[formatSubject(subject), presence, "", "no right", ""]];
    return changes.map((change) => {
      const mark = change.dangers.length > 0 ? `[${change.dangers.join(", ")}] ` : "";
      return [
        formatSubject(subject),
        changeWord(change),
        scopeWords(change),
        mark + rightsWords(change),
        causeWords(change.causes),
      ];
    });
  });
  if (rows.length > 0) yield* table(["SUBJECT", "CHANGE", "WHERE", "WHAT", "BECAUSE"], rows);
}

function* riskLines(report: DiffReport): Generator<string> {
  const rows = (findings: readonly Finding[], change: string) =>
    whatToDoFirst(findings).map(({ finding }) => [
      change,
      finding.severity,
      finding.checkId,
      formatObject(finding.at),
      finding.title,
    ]);
  const after = risksAfter(report);
  const seen = (wanted: boolean) => after.flatMap(({ finding, certain }) => (certain === wanted ? [finding] : []));
  const all = [...rows(seen(true), "new"), ...rows(seen(false), "may be new"), ...rows(report.risks.fixed, "gone")];
  if (all.length === 0) return;
  yield "\n";
  yield* table(["RISK", "SEVERITY", "CHECK", "OBJECT", "WHAT"], all);
}
