"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { useRef, useState } from "react";
import { useFilterKey } from "#client/shortcuts.ts";
import { parseAsked } from "#core/rbac/ask/parse.ts";
import { resourceLabel } from "../matrix/column-groups.ts";
import { matrixOptions } from "../matrix/matrix-query.ts";
import { ShareButton } from "../reports/share-button.tsx";
import { Button } from "../ui/button.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { askParser, fleetParser } from "./access-url.ts";
import { AnswerView } from "./answer-view.tsx";
import { AskBox } from "./ask-box.tsx";
import { AskForm } from "./ask-form.tsx";
import { AuthorizersPanel } from "./authorizers-panel.tsx";
import { QuestionTokens } from "./question-tokens.tsx";
import { sharedAnswer } from "./shared-answer.ts";

const everything = { q: "", resource: "", can: [], kind: null, namespace: "", risky: false, defaults: "hide" } as const;

const examples = [
  { text: "who can read secrets", why: "reads every password and token that is kept as a Secret" },
  { text: "who can exec into pods", why: "runs commands inside containers" },
  { text: "who can create clusterrolebindings", why: "gives rights to others" },
  { text: "who can impersonate users", why: "acts as somebody else" },
  { text: "who is cluster-admin", why: "may do everything, everywhere" },
  { text: "can everybody create pods", why: "whether all who can sign in may start a pod" },
] as const;

/** Ask in a sentence; the answer is a sentence, and the proof stands under it. */
export function AskPage({ scanId }: { scanId: string }) {
  const [asked, setAsked] = useQueryState("ask", askParser);
  const [fleet, setFleet] = useQueryState("fleet", fleetParser);
  const [form, setForm] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const reading = asked === "" ? undefined : parseAsked(asked);
  const question = reading?.ok ? reading.value : undefined;
  const ask = (text: string) => void setAsked(text);
  return (
    <div className="h-full overflow-y-auto px-8 pt-6 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      <AskBox key={asked} asked={asked} scanId={fleet ? undefined : scanId} field={field} onAsk={ask} />
      <div className="mt-2 mb-6 flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 narrow:basis-full">
          {question === undefined ? null : <QuestionTokens question={question} />}
        </div>
        {question === undefined || fleet ? null : <ShareButton {...sharedAnswer(scanId, question)} size="small" />}
        <Segmented
          label="Which clusters are asked"
          value={fleet ? "fleet" : "cluster"}
          onChange={(next) => void setFleet(next === "fleet")}
          options={[
            { value: "cluster", label: "This cluster" },
            { value: "fleet", label: "All clusters" },
          ]}
        />
        <Button size="small" tone="quiet" aria-expanded={form} onClick={() => setForm(!form)}>
          {form ? "Close the form" : "Use a form"}
        </Button>
      </div>
      {form ? (
        <div className="mb-6 rounded-panel border border-line bg-panel p-4">
          <Form key={asked} scanId={scanId} question={question} onAsk={ask} />
        </div>
      ) : null}
      {reading?.ok === false ? <NotUnderstood {...reading.error} /> : null}
      {question === undefined ? (
        <>
          <Examples onAsk={ask} />
          <AuthorizersPanel scanId={scanId} className="mt-6 max-w-[760px]" />
        </>
      ) : (
        <AnswerView key={`${asked} ${fleet}`} scanId={scanId} fleet={fleet} sentence={asked} question={question} />
      )}
    </div>
  );
}

/** The resources of a cluster are read only where the form is used. */
function Form({ scanId, ...rest }: { scanId: string } & Omit<Parameters<typeof AskForm>[0], "resources">) {
  const columns = useQuery(matrixOptions(scanId, everything)).data?.columns ?? [];
  return <AskForm resources={columns.map(resourceLabel)} {...rest} />;
}

function NotUnderstood({ problem, remedy }: { problem: string; remedy: string }) {
  return (
    <p role="alert" className="mb-6 flex items-start gap-2">
      <VerdictGlyph verdict="fail" labelled className="mt-1" />
      <span>
        <bdi>{problem}</bdi> <span className="text-ink-2">{remedy}</span>
      </span>
    </p>
  );
}

function Examples({ onAsk }: { onAsk: (text: string) => void }) {
  return (
    <section aria-label="Questions to begin with">
      <h1 className="mb-1 text-20 tracking-[-.015em]">Who can do what, and through which binding?</h1>
      <p className="mb-4 max-w-[72ch] text-ink-2">
        Ask about a verb and a resource, or about one subject, in your own words. Every answer comes with its proof, and says what
        could not be seen.
      </p>
      <ul className="max-w-[760px] rounded-panel border border-line bg-panel">
        {examples.map((example) => (
          <li key={example.text} className="border-line border-b last:border-b-0">
            <button
              type="button"
              onClick={() => onAsk(example.text)}
              className="grid min-h-10 w-full items-center gap-x-4 px-4 py-2 text-left hover:bg-sunk wide:grid-cols-[minmax(0,1fr)_auto]"
            >
              <code className="text-13 text-ink [overflow-wrap:anywhere]">{example.text}</code>
              <span className="text-12 text-ink-3">{example.why}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The page before its scan is known. */
export function AskSkeleton() {
  return (
    <div className="px-8 pt-6 narrow:px-4">
      <div className="h-12 rounded-panel border border-line bg-panel" />
    </div>
  );
}
