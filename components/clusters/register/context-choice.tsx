"use client";
import { problemOf } from "#client/problem.ts";
import { Badge } from "../../ui/badge.tsx";
import { cn } from "../../ui/cn.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Sentence } from "../../ui/sentence.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { type Refusal, Refusals } from "./refusals.tsx";
import { presetOf, useContexts } from "./use-contexts.ts";

interface ContextChoiceProps {
  text: string;
  chosen: string | undefined;
  onChoose: (context: string) => void;
}

interface Context {
  name: string;
  server: string;
  current: boolean;
  refused: readonly Refusal[];
}

function ContextRow({ context, checked, onChoose }: { context: Context; checked: boolean; onChoose: () => void }) {
  const refused = context.refused.length > 0;
  return (
    <li className="border-line border-b last:border-b-0">
      <label className={cn("flex min-h-10 items-center gap-3 px-3", refused ? "text-ink-3" : "cursor-pointer hover:bg-sunk")}>
        <input
          type="radio"
          name="context"
          className="accent-[var(--accent)]"
          checked={checked}
          disabled={refused}
          onChange={onChoose}
        />
        <span className="min-w-0 flex-1">
          <code className="block truncate text-ink" title={context.name}>
            {context.name}
          </code>
          {context.server === "" ? null : <span className="block truncate text-12 text-ink-3">{context.server}</span>}
        </span>
        {context.current ? <Badge>current</Badge> : null}
        {refused ? (
          <span className="inline-flex items-center gap-1.5 text-12 text-critical">
            <VerdictGlyph verdict="fail" />
            refused
          </span>
        ) : null}
      </label>
      {refused ? <Refusals className="mx-3 mt-1 mb-3" issues={context.refused} /> : null}
    </li>
  );
}

/** The contexts of a pasted kubeconfig, and what is refused of each, by name. */
export function ContextChoice({ text, chosen, onChoose }: ContextChoiceProps) {
  const query = useContexts(text);
  if (text.trim() === "") return null;
  if (query.isError) {
    const problem = problemOf(query.error);
    return (
      <div role="alert" className="grid gap-2">
        <p className="flex items-center gap-2 text-critical">
          <VerdictGlyph verdict="fail" />
          {problem.issues?.length === 1 ? "This cannot be registered." : (problem.detail ?? problem.title)}
        </p>
        {problem.issues === undefined || problem.issues.length === 0 ? (
          <p className="text-ink-2">
            <Sentence text={problem.remedy} />
          </p>
        ) : (
          <Refusals issues={problem.issues} />
        )}
      </div>
    );
  }
  if (query.data === undefined) return <Skeleton className="h-10" />;
  const usable = query.data.contexts.filter((context) => context.refused.length === 0);
  const preset = chosen ?? presetOf(query.data.contexts);
  return (
    <fieldset>
      <legend className="mb-1 font-label">Context</legend>
      <ul className="overflow-hidden rounded-control border border-line">
        {query.data.contexts.map((context) => (
          <ContextRow
            key={context.name}
            context={context}
            checked={context.name === preset}
            onChoose={() => onChoose(context.name)}
          />
        ))}
      </ul>
      {usable.length === 0 ? (
        <p className="mt-2 text-ink-2">
          None of them can be registered as it is. For EKS, GKE and AKS, <code>npx drydock register --context NAME</code> makes a
          token of its own.
        </p>
      ) : null}
    </fieldset>
  );
}
