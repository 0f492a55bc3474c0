import type { Authentication } from "#contracts/access/authentication.ts";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { SubjectIcon } from "../subject.tsx";
import { counted, subjectKey, subjectLabel } from "../subject-words.ts";
import { nameOfClass } from "./method-words.ts";

type Class = Authentication["classes"][number];

/** Whom bindings name, by what they are, with the reason why that is thought. */
export function ClassesPanel({ classes }: { classes: readonly Class[] }) {
  const found = classes.filter(({ subjects }) => subjects > 0);
  const total = found.reduce((sum, { subjects }) => sum + subjects, 0);
  return (
    <Panel title="Who is named by bindings" aside={counted(total, "subject")}>
      <ul>
        {found.map((one) => (
          <ClassLine key={one.class} found={one} />
        ))}
      </ul>
      <PanelFooter>Kubernetes has no list of users and groups: names tell, and who is in a group is not known.</PanelFooter>
    </Panel>
  );
}

function ClassLine({ found }: { found: Class }) {
  return (
    <li className="border-line border-b px-4 py-2.5 last:border-b-0">
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-label">{nameOfClass(found.class)}</span>
        <span className="tabular-nums">{found.subjects.toLocaleString("en")}</span>
      </p>
      {found.reasons.map(({ reason, subjects, examples }) => (
        <div key={reason} className="mt-1 text-12 text-ink-2">
          <p>
            {reason}{" "}
            {found.reasons.length > 1 ? <span className="text-ink-3 tabular-nums">{subjects.toLocaleString("en")}</span> : null}
          </p>
          <ul className="mt-0.5 flex flex-wrap gap-x-3">
            {examples.map((subject) => (
              <li key={subjectKey(subject)} className="flex min-w-0 items-center gap-1">
                <SubjectIcon kind={subject.kind} />
                <code className="min-w-0 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(subject)}</code>
              </li>
            ))}
            {subjects > examples.length ? (
              <li className="text-ink-3">and {(subjects - examples.length).toLocaleString("en")} more</li>
            ) : null}
          </ul>
        </div>
      ))}
    </li>
  );
}
