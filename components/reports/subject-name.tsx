import { SubjectIcon } from "../access/subject.tsx";
import { type SubjectName, subjectLabel } from "../access/subject-words.ts";

/** A subject on paper: a shape for its kind, and all of its name. */
export function ReportSubject({ subject }: { subject: SubjectName }) {
  return (
    <span className="inline-flex min-w-0 max-w-full items-start gap-2 align-bottom">
      <SubjectIcon kind={subject.kind} className="mt-0.5" />
      <code className="min-w-0 font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(subject)}</code>
    </span>
  );
}
