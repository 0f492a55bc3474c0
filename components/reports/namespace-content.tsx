import type { ContentOf } from "#contracts/reports.ts";
import { subjectKey, subjectLabel } from "../access/subject-words.ts";
import { administrationWords, administratorsWords, levelWords, sharedNodesWords } from "../namespaces/namespace-words.ts";
import { bindingLabel, endLabel, endWords } from "../paths/path-words.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { HopList } from "./hop-list.tsx";
import { NotSeen } from "./not-seen.tsx";
import { counted } from "./report-words.ts";
import { Section } from "./section.tsx";
import { ReportSubject } from "./subject-name.tsx";

type Content = ContentOf<"namespace">;

const frame = "rounded-panel border border-line bg-panel print:border-line-strong";
const line = "border-line border-b px-4 py-2 last:border-b-0";
const glyphs = { reached: "fail", none: "pass", notAssessed: "notAssessed" } as const;

/** One namespace: what its administrators reach, who they are, who comes from outside, and by which path. */
function NamespaceContent({ content }: ContentProps<"namespace">) {
  const { enforced, sharedNodes, complete, gaps, beyond, mightyAccounts } = content;
  return (
    <div className="grid gap-6">
      <p className="text-ink-2">
        Pod Security: {levelWords(enforced)}. {sharedNodesWords(sharedNodes)}
      </p>
      <Section title="What its administrator reaches beyond it">
        <ul className={frame}>
          {beyond.map(({ sink, verdict, path }) => (
            <li key={sink} className={line}>
              <p className="flex items-center gap-2">
                <VerdictGlyph verdict={glyphs[verdict]} />
                <span className="font-label">{endLabel(sink)}</span>
                <span className="text-ink-2">{beyondWords(sink, verdict, path.length)}</span>
              </p>
              {verdict === "reached" ? (
                <div className="mt-2 pl-5.5">
                  <HopList path={path} label={`Path to ${endLabel(sink)}, hop by hop`} />
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
      <Local content={content} />
      <Outside content={content} />
      {mightyAccounts.length === 0 ? null : (
        <Section title="Its service accounts that reach beyond it">
          <ul className={frame}>
            {mightyAccounts.map(({ subject, ends }) => (
              <li key={subjectKey(subject)} className={line}>
                <ReportSubject subject={subject} />
                <span className="ml-2 text-ink-2">reaches {ends.map(endLabel).join(", ")}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {complete ? null : <NotSeen gaps={gaps}>What is shown is proven. There may be more administrators.</NotSeen>}
    </div>
  );
}

function beyondWords(sink: Content["beyond"][number]["sink"], verdict: keyof typeof glyphs, hops: number): string {
  if (verdict === "reached") return `in ${counted(hops, "hop")}`;
  return verdict === "none" ? `does not reach ${endWords(sink)}` : "not assessed: not everything was seen";
}

function Local({ content: { local } }: { content: Content }) {
  return (
    <Section title="Administers it locally">
      <ul className={frame}>
        {local.map(({ subject, level, bindings }) => (
          <li key={subjectKey(subject)} className={`${line} break-inside-avoid`}>
            <ReportSubject subject={subject} />
            <span className="ml-2 text-ink-2">{administrationWords(level)}</span>
            <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">by {bindings.map(bindingLabel).join(", ")}</span>
          </li>
        ))}
        {local.length === 0 ? (
          <li className={`${line} text-ink-2`}>No RoleBinding here gives anybody the right to run workloads.</li>
        ) : null}
      </ul>
    </Section>
  );
}

function Outside({ content: { outside } }: { content: Content }) {
  const more = outside.total - outside.ofKubernetes - outside.subjects.length;
  return (
    <Section title="Comes from outside">
      <ul className={frame}>
        {outside.subjects.map(({ subject, path }) => (
          <li key={subjectKey(subject)} className={line}>
            <ReportSubject subject={subject} />
            <div className="mt-1 pl-5.5">
              <HopList path={path} label={`How ${subjectLabel(subject)} comes to administer it`} />
            </div>
          </li>
        ))}
        {outside.subjects.length === 0 ? (
          <li className={`${line} text-ink-2`}>Nobody that was seen but what Kubernetes itself made.</li>
        ) : null}
      </ul>
      <p className="mt-1 text-12 text-ink-3">
        {more > 0 ? `${counted(more, "more subject")} by longer paths. ` : ""}
        {counted(outside.ofKubernetes, "subject")} of Kubernetes itself {outside.ofKubernetes === 1 ? "is" : "are"} left out.
      </p>
    </Section>
  );
}

export const namespaceFace: ReportFace<"namespace"> = {
  name: "Administration of a namespace",
  lede: (content) => `${visibleText(content.namespace)} ${administratorsWords(content)}`,
  Content: NamespaceContent,
};
