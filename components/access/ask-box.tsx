"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useDeferredValue, useId, useState } from "react";
import { api } from "#client/api.ts";
import { Kbd } from "../ui/badge.tsx";
import { cn } from "../ui/cn.ts";
import { type Completion, completionsOf, wordsWanted } from "./completions.ts";

interface AskBoxProps {
  /** The question that is answered now. */
  readonly asked: string;
  /** The scan that is asked; absent: the newest of every cluster. */
  readonly scanId: string | undefined;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onAsk: (text: string) => void;
}

/** @returns what the clusters know that could come next; what is typed meanwhile does not wait for it. */
function useWords(text: string, scanId: string | undefined): readonly string[] {
  const wanted = wordsWanted(useDeferredValue(text));
  const input = { what: wanted?.what ?? "resource", q: wanted?.q ?? "", ...(scanId === undefined ? {} : { scan: scanId }) };
  const words = api.access.words.queryOptions({
    input,
    enabled: wanted !== undefined,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const found = useQuery(words).data?.words ?? [];
  return wanted === undefined ? [] : found.filter((word) => word.toLowerCase().includes(wanted.q.toLowerCase()));
}

/** One field for a question: completes verbs, resources, subjects and namespaces while it is typed, and asks with Enter. */
export function AskBox({ asked, scanId, field, onAsk }: AskBoxProps) {
  const id = useId();
  const [text, setText] = useState(asked);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const words = useWords(open ? text : "", scanId);
  const found = open ? completionsOf(text, words) : [];
  const chosen = found[at];
  const type = (next: string) => {
    setText(next);
    setOpen(true);
    setAt(-1);
  };
  const ask = () => {
    setOpen(false);
    if (text.trim() !== "") onAsk(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") return chosen === undefined ? ask() : type(chosen.text);
    if (event.key === "Escape" && found.length > 0) {
      event.stopPropagation();
      return setOpen(false);
    }
    if (event.key === "Tab" && chosen !== undefined) {
      event.preventDefault();
      return type(chosen.text);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(true);
    setAt((now) => ((now + (event.key === "ArrowDown" ? 2 : found.length + 1)) % (found.length + 1)) - 1);
  };
  return (
    <search className="relative block">
      <div className="flex h-12 items-center gap-3 rounded-panel border border-line-strong bg-panel px-4 focus-within:border-accent focus-within:shadow-[inset_0_0_0_1px_var(--accent)]">
        <Search aria-hidden className="size-4 flex-none stroke-[1.5] text-ink-3" />
        <input
          ref={field}
          role="combobox"
          aria-label="Ask who can do what"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${at}`}
          placeholder="who can get secrets in payments"
          value={text}
          maxLength={600}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
          className="min-w-0 flex-1 bg-transparent font-mono text-16 outline-none focus-visible:shadow-none narrow:text-14"
        />
        <button type="button" onClick={ask} aria-label="Ask" className="flex min-h-6 items-center">
          <Kbd>↵</Kbd>
        </button>
      </div>
      <Completions id={id} found={found} at={at} onTake={(completion) => type(completion.text)} />
    </search>
  );
}

interface CompletionsProps {
  readonly id: string;
  readonly found: readonly Completion[];
  readonly at: number;
  readonly onTake: (completion: Completion) => void;
}

function Completions({ id, found, at, onTake }: CompletionsProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label="What could come next"
      tabIndex={-1}
      hidden={found.length === 0}
      className="absolute inset-x-0 top-[52px] z-20 rounded-panel border border-line-strong bg-panel p-1"
    >
      {found.map((completion, index) => (
        <div
          key={completion.word}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(completion);
          }}
          className={cn(
            "flex min-h-7 cursor-pointer items-center gap-3 rounded-control px-3",
            index === at ? "bg-raise" : "hover:bg-sunk",
          )}
        >
          <code className="min-w-0 flex-1 truncate text-ink">{completion.word}</code>
          <span className="text-12 text-ink-3">{completion.what}</span>
        </div>
      ))}
    </div>
  );
}
