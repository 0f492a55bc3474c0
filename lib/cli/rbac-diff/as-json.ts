/** A difference for programs. */
import { formatRight } from "#core/rbac/difference/right-words.ts";
import { json } from "#core/text/clean.ts";
import { type DiffReport, type Presentation, unseenOf } from "./report.ts";

/** @returns one JSON document; each right has a sentence beside its lists. */
export function* asJson(report: DiffReport, { failOn, exitCode }: Presentation): Generator<string> {
  const { places, difference, risks, objects, others } = report;
  const gaps = unseenOf(report);
  yield json(
    {
      ...places,
      failOn,
      failed: exitCode === 1,
      complete: gaps.length === 0,
      objects: objects.map(({ planned: { item: _item, ...planned }, fate, matters }) => ({ ...planned, fate, matters })),
      others,
      subjects: difference.subjects.map(({ subject, presence, changes }) => ({
        ...subject,
        presence,
        changes: changes.map((change) => ({ ...change, sentences: change.rights.map(formatRight) })),
      })),
      risks: { new: risks.new, gone: risks.fixed, notComparable: risks.notComparable },
      gaps,
    },
    2,
  );
}
