import type { ContentOf } from "#contracts/reports.ts";
import { visibleText } from "../ui/visible-text.ts";
import { StepBox } from "../upgrades/step-box.tsx";
import { progressWords } from "../upgrades/upgrade-words.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { utc } from "./report-words.ts";
import { Section } from "./section.tsx";

type Content = ContentOf<"run-book">;
type Item = Content["sections"][number]["items"][number];

const frame = "rounded-panel border border-line bg-panel print:border-line-strong";

/** The order of an upgrade, with the ticks of when the link was made. */
function RunBookContent({ content }: ContentProps<"run-book">) {
  const { opening, variables, sections, refs } = content;
  return (
    <div className="grid gap-6">
      <div className="grid gap-1 text-ink-2">
        {opening.map((sentence) => (
          <p key={sentence} className="[overflow-wrap:anywhere]">
            {visibleText(sentence)}
          </p>
        ))}
      </div>
      {variables.length === 0 ? null : (
        <Section title="Set these first">
          <Commands lines={variables} />
        </Section>
      )}
      {sections.map(({ title, text, items }) => (
        <Section key={title} title={title}>
          {text === undefined ? null : <p className="mb-2 text-ink-2">{visibleText(text)}</p>}
          <ol className={frame}>
            {items.map((item) => (
              <Step key={item.id} item={item} />
            ))}
          </ol>
        </Section>
      ))}
      <Section title="To read on">
        <ul className="grid gap-1 text-12 text-ink-2">
          {refs.map((ref) => (
            <li key={ref} className="[overflow-wrap:anywhere]">
              {ref}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Step({ item }: { item: Item }) {
  const { title, tick, text, commands, waitsFor, check } = item;
  return (
    <li className="break-inside-avoid border-line border-b px-4 py-3 last:border-b-0">
      <h3 className="flex items-start gap-2 text-14">
        <span className="grid h-5 items-center">
          <StepBox done={tick !== undefined} />
        </span>
        <span className="min-w-0 [overflow-wrap:anywhere]">{visibleText(title)}</span>
      </h3>
      <div className="mt-1 grid gap-2 pl-5.5">
        {tick === undefined ? null : (
          <p className="text-12 text-ink-3">
            Ticked by {visibleText(tick.by)} on {utc(tick.at)}
          </p>
        )}
        {text.map((sentence) => (
          <p key={sentence} className="text-ink-2 [overflow-wrap:anywhere]">
            {visibleText(sentence)}
          </p>
        ))}
        {commands.length === 0 ? null : <Commands lines={commands} />}
        {waitsFor === undefined ? null : (
          <p>
            <b className="font-label">Wait for</b> {visibleText(waitsFor)}
          </p>
        )}
        {check === undefined ? null : <Commands lines={check} />}
      </div>
    </li>
  );
}

function Commands({ lines }: { lines: readonly string[] }) {
  return <pre className="code whitespace-pre-wrap [overflow-wrap:anywhere]">{lines.map(visibleText).join("\n")}</pre>;
}

export const runBookFace: ReportFace<"run-book"> = {
  name: "Run book of an upgrade",
  lede: ({ cluster, from, target, progress }) => `${visibleText(cluster)} from ${from} to ${target}. ${progressWords(progress)}`,
  Content: RunBookContent,
};
