import { subjectLabel } from "../access/subject-words.ts";
import { bindingLabel, cutWords, endLabel, endWords, reachWords } from "../paths/path-words.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { HopList } from "./hop-list.tsx";
import { NotFollowed } from "./not-followed.tsx";
import { NotSeen } from "./not-seen.tsx";
import { ReportSubject } from "./subject-name.tsx";

/** One subject's shortest path to an end, and what ends it. */
function PathContent({ content, report }: ContentProps<"path">) {
  const { subject, path, class: subjectClass, known, complete, gaps, notFollowed } = content;
  const { verdict, path: hops, cut } = path;
  return (
    <>
      <p className="mb-3 text-ink-2">
        <ReportSubject subject={subject} />
        <span className="ml-2">
          {subjectClass === "unknown" ? "a human or a robot: its name does not tell" : `a ${subjectClass}, by its name`}
          {known ? "" : "; no binding names it"}.
        </span>
      </p>
      <div className="rounded-panel border border-line bg-panel px-4 py-3 print:border-line-strong">
        {verdict === "reached" && hops.length > 0 ? (
          <HopList path={hops} label={`Path to ${endLabel(path.sink)}, hop by hop`} />
        ) : (
          <p className="text-ink-2">
            {verdict === "notAssessed"
              ? "No path was seen, and not everything was. What was not seen is named below: a path may go through it."
              : verdict === "none"
                ? `Every right that could lead on was followed to its end: there is no path to ${endWords(path.sink)}.`
                : "It is that end itself."}
          </p>
        )}
      </div>
      {report.redaction.pseudonyms && hops.length > 0 ? (
        <p className="mt-2 text-12 text-ink-3">What a hop rests on beside rights is left out where subjects have other names.</p>
      ) : null}
      {verdict === "reached" && hops.length > 0 ? (
        <div className="mt-4">
          <p>{cutWords(path)}</p>
          <ul className="mt-1 grid gap-0.5 text-12 text-ink-2">
            {cut?.bindings.map((binding) => (
              <li key={bindingLabel(binding)}>
                <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{bindingLabel(binding)}</code>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <NotFollowed list={notFollowed} />
      {complete ? null : <NotSeen gaps={gaps}>What is shown is proven. There may be shorter and other paths.</NotSeen>}
    </>
  );
}

export const pathFace: ReportFace<"path"> = {
  name: "Escalation path",
  lede: ({ subject, path }) => `${subjectLabel(subject)} ${reachWords(path)}`,
  Content: PathContent,
};
