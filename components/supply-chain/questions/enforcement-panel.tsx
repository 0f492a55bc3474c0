"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { EnforcementView } from "#contracts/supply-questions.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { VerdictGlyph, type VerdictName } from "../../ui/glyphs.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { EmptyState, SkeletonRows } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { ConstraintTable } from "./constraint-table.tsx";
import {
  answerWords,
  containersSentence,
  healthWords,
  notEvaluatedWords,
  ratifyWords,
  ruleWords,
  skippedWords,
} from "./enforcement-words.ts";

/** The engines that judge images at admission, and what they did about what runs. */
export function EnforcementPanel({ scanId }: { scanId: string }) {
  const query = useQuery(api.supplyQuestions.enforcement.queryOptions({ input: { id: scanId } }));
  return (
    <Panel title="Engines that judge images at admission">
      <QueryView query={query} skeleton={<SkeletonRows rows={3} columns={5} />}>
        {(found) => <Found found={found} />}
      </QueryView>
    </Panel>
  );
}

function Found({ found }: { found: EnforcementView }) {
  const { engines, complete, containers } = found;
  const constraints = engines.flatMap((engine) => engine.constraints ?? []);
  const told = engines.flatMap(({ notEvaluated = [], ratify }) => [
    ...(ratify === undefined ? [] : [ratifyWords(ratify)]),
    ...(notEvaluated.length === 0 ? [] : [notEvaluatedWords(notEvaluated)]),
  ]);
  return (
    <>
      {engines.length === 0 ? (
        <EmptyState title={complete ? "Nothing in the cluster judges images" : "No engine was seen"}>
          {complete
            ? "Neither a webhook of an engine that is known nor a policy about images is there."
            : "Webhooks or policies could not be read: an engine may be there all the same."}
        </EmptyState>
      ) : (
        <EngineTable engines={engines} />
      )}
      {constraints.length === 0 ? null : <ConstraintTable constraints={constraints} />}
      <PanelFooter>
        {containersSentence(containers)} {visibleText(told.join(" "))}{" "}
        {complete ? null : <span className="text-unseen">Webhooks or policies could not all be read.</span>}
      </PanelFooter>
    </>
  );
}

type Engine = EnforcementView["engines"][number];

const answerGlyphs: Readonly<Record<Engine["answer"], VerdictName>> = {
  ...{ must: "pass", needNot: "fail", itself: "pass" },
  ...{ notAsked: "fail", unknown: "notAssessed" },
};
const healthGlyphs: Readonly<Record<Engine["health"], VerdictName>> = {
  ...{ answers: "pass", silent: "fail", unknown: "notAssessed", itself: "pass" },
};

function EngineTable({ engines }: { engines: readonly Engine[] }) {
  return (
    <Table caption="Engines with their rules, whether they must answer and do, and the namespaces that they are not asked about">
      <thead>
        <tr>
          <th scope="col">Engine</th>
          <th scope="col">Rules about images</th>
          <th scope="col">When it is silent</th>
          <th scope="col">Behind its webhooks</th>
          <th scope="col">Namespaces not asked about</th>
        </tr>
      </thead>
      <tbody>
        {engines.map((engine) => (
          <tr key={engine.name}>
            <td data-label="Engine" className="font-label">
              {engine.name}
            </td>
            <td data-label="Rules about images">{ruleWords(engine)}</td>
            <td data-label="When it is silent">
              <Marked verdict={answerGlyphs[engine.answer]} text={answerWords(engine)} />
            </td>
            <td data-label="Behind its webhooks">
              <Marked verdict={healthGlyphs[engine.health]} text={healthWords[engine.health]} />
            </td>
            <td data-label="Namespaces not asked about" className="whitespace-normal [overflow-wrap:anywhere]">
              {visibleText(skippedWords(engine))}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Marked({ verdict, text }: { verdict: VerdictName; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <VerdictGlyph verdict={verdict} />
      {text}
    </span>
  );
}
