import { heldOnDayWords } from "../access/changes/change-words.ts";
import { subjectKey } from "../access/subject-words.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";
import { placesWords, utc } from "./report-words.ts";
import { ReportSubject } from "./subject-name.tsx";

/** Who held a dangerous right at a moment, by the scan that was newest then. */
function HoldersContent({ content }: ContentProps<"holders">) {
  const { items, complete, gaps, at, scannedAt } = content;
  return (
    <>
      <p className="mb-3 text-ink-2">
        Asked about {utc(at)}; answered by the newest scan then, of {utc(scannedAt)}. What changed in between is not known. By
        RBAC; what other authorizers allow is not in it.
      </p>
      <ul aria-label="Who held it" className="rounded-panel border border-line bg-panel print:border-line-strong">
        {items.map(({ subject, scope }) => (
          <li
            key={subjectKey(subject)}
            className="flex break-inside-avoid flex-wrap justify-between gap-x-4 border-line border-b px-4 py-1.5 last:border-b-0"
          >
            <ReportSubject subject={subject} />
            <span className="text-12 text-ink-2 [overflow-wrap:anywhere]">
              <bdi>{scope === "cluster" ? "in the whole cluster" : `in ${placesWords(scope)}`}</bdi>
            </span>
          </li>
        ))}
        {items.length === 0 ? <li className="px-4 py-6 text-ink-2">No rule of any binding that was seen allowed it.</li> : null}
      </ul>
      {complete ? null : <NotSeen gaps={gaps}>What is shown is proven. There may have been more holders.</NotSeen>}
    </>
  );
}

export const holdersFace: ReportFace<"holders"> = {
  name: "Holders on a day",
  lede: (content, total) => heldOnDayWords({ ...content, total }),
  Content: HoldersContent,
};
