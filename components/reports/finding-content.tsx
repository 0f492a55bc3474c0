import { Prose } from "../findings/prose.tsx";
import { GapList } from "../scans/gap-list.tsx";
import { nameOfSeverity, VerdictGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { FindingRows } from "./finding-rows.tsx";
import { Section } from "./section.tsx";

function FindingContent({ content }: ContentProps<"finding">) {
  const { finding, why, fix, refs, evidence, gaps } = content;
  return (
    <div className="grid gap-6">
      <FindingRows items={[finding]} label="Finding" />
      {evidence === undefined ? null : (
        <Section title="Evidence">
          <pre className="code whitespace-pre-wrap [overflow-wrap:anywhere]">
            {evidence.split("\n").map(visibleText).join("\n")}
          </pre>
        </Section>
      )}
      {why === "" ? null : (
        <Section title="Why it matters">
          <Prose text={why} codeLabel="Example" />
        </Section>
      )}
      {fix === "" ? null : (
        <Section title="How to fix">
          <Prose text={fix} codeLabel="How to fix" />
        </Section>
      )}
      {gaps.length === 0 ? null : (
        <Section title={<Unseen />}>
          <GapList gaps={gaps} most={6} />
        </Section>
      )}
      {refs.length === 0 ? null : (
        <Section title="To read on">
          <ul className="grid gap-1 text-12 text-ink-2">
            {refs.map((ref) => (
              <li key={ref} className="[overflow-wrap:anywhere]">
                {ref}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Unseen() {
  return (
    <span className="flex items-center gap-1.5">
      <VerdictGlyph verdict="notAssessed" />
      This check did not see everything: there may be more
    </span>
  );
}

export const findingFace: ReportFace<"finding"> = {
  name: "Finding",
  lede: ({ finding }) => `${finding.checkTitle}: ${nameOfSeverity(finding.severity).toLowerCase()}.`,
  Content: FindingContent,
};
