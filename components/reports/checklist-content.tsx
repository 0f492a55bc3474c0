import { ChecklistItem } from "../posture/checklist-item.tsx";
import { scoreSentence } from "../posture/checklist-words.ts";
import { ScoreStrip } from "../posture/score-strip.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { Section } from "./section.tsx";

/** The checklist with its evidence, as it stood when the link was made. */
function ChecklistContent({ content }: ContentProps<"checklist">) {
  return (
    <div className="grid gap-6">
      <ScoreStrip score={content.score} rules={content.rules} />
      {content.sections.map(({ id, title, items }) => (
        <Section key={id} title={title}>
          <ul className="rounded-panel border border-line bg-panel print:border-line-strong">
            {items.map((item) => (
              <ChecklistItem key={item.id} item={item} />
            ))}
          </ul>
        </Section>
      ))}
      <p className="text-12 text-ink-3">{content.source}.</p>
    </div>
  );
}

export const checklistFace: ReportFace<"checklist"> = {
  name: "Security checklist",
  lede: ({ cluster, score }) => `${visibleText(cluster)}: ${scoreSentence(score)}`,
  Content: ChecklistContent,
};
