"use client";
import { type FormEvent, useId, useState } from "react";
import { parseAsked } from "#core/rbac/ask/parse.ts";
import type { AskedQuestion } from "#core/rbac/ask/question.ts";
import { formatAsked, targetWords } from "#core/rbac/ask/say.ts";
import { formatSubjectWords, parseSubjectWord } from "#core/rbac/ask/subject.ts";
import { quoteWord } from "#core/rbac/ask/words.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";

interface FormProps {
  readonly question: AskedQuestion | undefined;
  readonly resources: readonly string[];
  readonly onAsk: (text: string) => void;
}

interface Draft {
  readonly who: string;
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string;
}

function draftOf(question: AskedQuestion | undefined): Draft {
  if (question === undefined) return { who: "", verb: "get", resource: "", namespace: "" };
  const { as, verbs, target, place } = question;
  return {
    who: as === undefined ? "" : formatSubjectWords(as),
    verb: verbs.join(","),
    resource: targetWords(target),
    namespace: typeof place === "object" ? place.namespace : "",
  };
}

/** @returns the sentence that the fields mean. */
function sentenceOf({ who, verb, resource, namespace }: Draft): string | undefined {
  const place = namespace === "" ? "" : ` in ${quoteWord(namespace)}`;
  const asked = parseAsked(`${who === "" ? "who can" : `can ${who}`} ${verb} ${resource}${place}`);
  return asked.ok ? formatAsked(asked.value) : undefined;
}

/** The same question in fields, for those who would rather not write a sentence. */
export function AskForm({ question, resources, onAsk }: FormProps) {
  const list = useId();
  const [draft, setDraft] = useState(() => draftOf(question));
  const [refused, setRefused] = useState(false);
  const badWho = refused && draft.who !== "" && parseSubjectWord(draft.who) === undefined;
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
