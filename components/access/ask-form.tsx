"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { formatAsker, formatQuestion, parseAsker, parseQuestion, type Question } from "./question.ts";

interface FormProps {
  readonly question: Question | undefined;
  readonly resources: readonly string[];
  readonly onAsk: (text: string) => void;
}

interface Draft {
  readonly who: string;
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string;
}

function draftOf(question: Question | undefined): Draft {
  if (question === undefined) return { who: "", verb: "get", resource: "", namespace: "" };
  const what = question.subresource === undefined ? question.resource : `${question.resource}/${question.subresource}`;
  const who = question.kind === "can" ? formatAsker(question.as) : "";
  return { who, verb: question.verb, resource: what, namespace: question.namespace ?? "" };
}

/** @returns the sentence that the fields mean. */
function sentenceOf({ who, verb, resource, namespace }: Draft): string | undefined {
  const place = namespace === "" ? "" : ` in ${namespace}`;
  const reading = parseQuestion(`who can ${verb} ${resource}${place}`);
  if (!reading.ok) return undefined;
  if (who === "") return formatQuestion(reading.question);
  const as = parseAsker(who);
  return as === undefined ? undefined : formatQuestion({ ...reading.question, kind: "can", as });
}

/** The same question in fields, for those who would rather not write a sentence. */
export function AskForm({ question, resources, onAsk }: FormProps) {
  const list = useId();
  const [draft, setDraft] = useState(() => draftOf(question));
  const [refused, setRefused] = useState(false);
  const badWho = refused && draft.who !== "" && parseAsker(draft.who) === undefined;
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sentence = sentenceOf(draft);
    setRefused(sentence === undefined);
    if (sentence !== undefined) onAsk(sentence);
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-[1.4fr_1fr_1.4fr_1fr_auto] items-start gap-3 narrow:grid-cols-1">
      <Field label="Who" hint="Empty: everybody" error={badWho ? "Write sa:NAMESPACE/NAME, group:NAME or a user." : undefined}>
        {(control) => (
          <Input
            mono
            placeholder="sa:ci/deployer"
            value={draft.who}
            maxLength={253}
            onChange={(event) => change({ who: event.target.value.trim() })}
            {...control}
          />
        )}
      </Field>
      <Field label="Verb" hint="Such as get, or *" error={refused && draft.verb === "" ? "Write a verb." : undefined}>
        {(control) => (
          <Input
            mono
            value={draft.verb}
            maxLength={100}
            onChange={(event) => change({ verb: event.target.value.trim() })}
            {...control}
          />
        )}
      </Field>
      <Field
        label="Resource or URL"
        hint="plural[.group][/name]"
        error={refused && draft.resource === "" ? "Write a resource." : undefined}
      >
        {(control) => (
          <Input
            mono
            list={list}
            placeholder="secrets"
            value={draft.resource}
            maxLength={253}
            onChange={(event) => change({ resource: event.target.value.trim() })}
            {...control}
          />
        )}
      </Field>
      <datalist id={list}>
        {resources.map((resource) => (
          <option key={resource} value={resource} />
        ))}
      </datalist>
      <Field label="Namespace" hint="Empty: in at least one">
        {(control) => (
          <Input
            mono
            value={draft.namespace}
            maxLength={253}
            onChange={(event) => change({ namespace: event.target.value.trim() })}
            {...control}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" size="large" className="mt-10 narrow:mt-0">
        Ask
      </Button>
    </form>
  );
}
