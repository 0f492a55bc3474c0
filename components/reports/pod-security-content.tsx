import { counted } from "../access/subject-words.ts";
import { LegacyPolicies } from "../posture/legacy-policies.tsx";
import { NamespaceTable } from "../posture/namespace-table.tsx";
import { admissionSentence, answerOf, trialSentence } from "../posture/pod-security-words.ts";
import { ObjectName } from "../ui/object-name.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";
import { Section } from "./section.tsx";

/** Namespaces by what they enforce and meet, then each workload that the level refuses, in the API server's words. */
function PodSecurityContent({ content }: ContentProps<"pod-security">) {
  return (
    <div className="grid gap-6">
      <p className="text-ink-2">
        {trialSentence(content)} {admissionSentence(content)}
      </p>
      {content.namespaces.length === 0 ? (
        <Empty />
      ) : (
        <div className="rounded-panel border border-line bg-panel print:border-line-strong">
          <NamespaceTable found={content} rows={content.namespaces} />
        </div>
      )}
      <LegacyPolicies policies={content.legacyPolicies} />
      {content.refused.length === 0 ? null : <RefusedList content={content} />}
      {content.gaps.length === 0 ? null : (
        <NotSeen gaps={content.gaps}>What is shown is so. There may be more namespaces, workloads or policies.</NotSeen>
      )}
    </div>
  );
}

function RefusedList({ content: { trial, refused, leftOut } }: Pick<ContentProps<"pod-security">, "content">) {
  return (
    <Section title={`What ${trial.level} would refuse`}>
      <ul className="rounded-panel border border-line bg-panel print:border-line-strong">
        {refused.map(({ kind, namespace, name, violations }) => (
          <li key={`${kind}/${namespace}/${name}`} className="break-inside-avoid border-line border-b px-4 py-2 last:border-b-0">
            <span className="flex flex-wrap items-center gap-x-2">
              <span className="text-ink-2">{kind}</span>
              <ObjectName namespace={namespace} name={name} wrap />
            </span>
            <ul className="text-12">
              {violations.map(({ check, reason, detail }) => (
                <li key={check} className="[overflow-wrap:anywhere]">
                  <span className="text-ink">{visibleText(reason)}</span>{" "}
                  <span className="text-ink-2">{visibleText(detail)}</span> <code className="text-ink-3">{check}</code>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {leftOut === 0 ? null : (
        <p className="mt-2 text-ink-2">{counted(leftOut, "more workload")} would be refused, and are not shown.</p>
      )}
    </Section>
  );
}

export const podSecurityFace: ReportFace<"pod-security"> = {
  name: "Pod Security",
  lede: (content) => answerOf(content),
  Content: PodSecurityContent,
};
