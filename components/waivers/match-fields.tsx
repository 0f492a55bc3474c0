"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId, useState } from "react";
import { api } from "#client/api.ts";
import type { WaiverMatchInput } from "#contracts/waivers.ts";
import { fleetOptions } from "../shell/scope.ts";
import { Input } from "../ui/field.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { counted } from "./waiver-words.ts";

interface ListProps {
  readonly label: string;
  /** What an empty list means. */
  readonly empty: string;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** Only what is offered may be added. */
  readonly closed?: boolean;
}

/** A list that narrows: what is in it as chips, and a field that adds to it. */
function ListField({ label, empty, values, onChange, choices = [], closed = false }: ListProps) {
  const id = useId();
  const [text, setText] = useState("");
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  const add = (typed: string) => {
    const chosen = choices.find((choice) => choice.label === typed || choice.value === typed);
    const value = chosen?.value ?? (closed ? "" : typed.trim());
    if (chosen === undefined && value === "") return;
    setText("");
    if (!values.includes(value)) onChange([...values, value]);
  };
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-12 text-ink-3">
        {label}
      </label>
      <div className="flex flex-wrap items-center gap-1">
        {values.slice(0, 12).map((value) => (
          <span
            key={value}
            className="inline-flex max-w-full items-center gap-1 rounded-tag border border-line-strong bg-sunk pl-1.5 text-12"
          >
            <span className="truncate font-mono [unicode-bidi:isolate]" title={visibleText(labelOf(value))}>
              {visibleText(labelOf(value))}
            </span>
            <button
              type="button"
              aria-label={`Remove ${labelOf(value)}`}
              onClick={() => onChange(values.filter((other) => other !== value))}
              className="grid size-6 place-items-center text-ink-3 hover:text-ink"
            >
              <X aria-hidden className="size-3" />
            </button>
          </span>
        ))}
        {values.length > 12 ? <span className="text-12 text-ink-3">and {values.length - 12} more</span> : null}
        <Input
          id={id}
          list={`${id}-list`}
          value={text}
          placeholder={values.length === 0 ? empty : "Add"}
          onChange={(event) => {
            const typed = event.target.value;
            if (choices.some((choice) => choice.label === typed)) add(typed);
            else setText(typed);
          }}
          onBlur={() => (text === "" ? undefined : add(text))}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add(text);
          }}
          className="min-w-32 flex-1"
        />
        <datalist id={`${id}-list`}>
          {choices
            .filter((choice) => !values.includes(choice.value))
            .slice(0, 300)
            .map((choice) => (
              <option key={choice.value} value={choice.label} />
            ))}
        </datalist>
      </div>
    </div>
  );
}

interface MatchProps {
  readonly match: WaiverMatchInput;
  readonly onChange: (match: WaiverMatchInput) => void;
}

/** What a waiver is about: every list narrows it, an empty one does not. */
export function MatchFields({ match, onChange }: MatchProps) {
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  const facets = useQuery(api.findings.facets.queryOptions({ input: { life: "all" }, staleTime: 60_000 })).data;
  const listOf = (facet: readonly { value: string; label?: string | undefined }[] | undefined) =>
    (facet ?? []).map(({ value }) => ({ value, label: value === "" ? "objects of the whole cluster" : value }));
  const set = (part: Partial<WaiverMatchInput>) => onChange({ ...match, ...part });
  return (
    <div className="grid gap-3">
      {match.fingerprints.length > 0 ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <b className="font-label">Exactly {counted(match.fingerprints.length, "chosen finding")}</b>
          <button
            type="button"
            onClick={() => set({ fingerprints: [] })}
            className="min-h-6 text-12 text-accent-text hover:underline"
          >
            Go by the lists below instead
          </button>
        </p>
      ) : null}
      <ListField
        label="Clusters"
        empty="All that you see"
        closed
        values={match.clusters}
        onChange={(list) => set({ clusters: list })}
        choices={clusters.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ListField
        label="Checks"
        empty="Every check"
        values={match.checks}
        onChange={(checks) => set({ checks })}
        choices={listOf(facets?.check)}
      />
      <ListField
        label="Namespaces"
        empty="Every namespace, and what has none"
        values={match.namespaces}
        onChange={(namespaces) => set({ namespaces })}
        choices={listOf(facets?.namespace)}
      />
      <ListField
        label="Kinds"
        empty="Every kind"
        values={match.kinds}
        onChange={(kinds) => set({ kinds })}
        choices={listOf(facets?.kind)}
      />
      <ListField
        label="Names of objects, exactly"
        empty="Every object"
        values={match.names}
        onChange={(names) => set({ names })}
      />
    </div>
  );
}
