import type { AskedCluster } from "#contracts/access/ask.ts";
import type { AskedSubject } from "#core/rbac/ask/question.ts";
import { CodeBlock } from "../ui/copy.tsx";
import { Panel } from "../ui/panel.tsx";
import { EmptyState } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { holderOf } from "./can-view.tsx";
import { ChainList } from "./holder-line.tsx";
import type { Asked } from "./rule-lines.ts";

interface MissingProps {
  readonly found: AskedCluster;
  readonly asked: Asked;
  readonly as: AskedSubject;
}

/** What a no lacks: the rules that come nearest, and the least that would allow it. */
export function MissingView({ found: { nearest = [], grant = "" }, asked, as }: MissingProps) {
  return (
    <>
      <Panel title={nearest.length === 1 ? "The nearest rule" : "The nearest rules"}>
        {nearest.length === 0 ? (
          <EmptyState title="No rule comes near" className="py-8">
            Every role and binding that could give it was read. What this subject holds lacks more than one thing.
          </EmptyState>
        ) : (
          <ol>
            {nearest.map(({ sentence, chain }) => (
              <li key={sentence} className="grid gap-3 border-line border-b p-4 last:border-b-0">
                <p className="text-14 text-ink [overflow-wrap:anywhere]">
                  <bdi>{visibleText(sentence)}</bdi>
                </p>
                <ChainList chains={[chain]} holder={holderOf(as)} asked={asked} held={false} />
              </li>
            ))}
          </ol>
        )}
      </Panel>
      <Panel title="The smallest role that would allow it">
        <div className="p-4">
          <CodeBlock text={grant} label="Copy the role and its binding" />
        </div>
      </Panel>
    </>
  );
}
