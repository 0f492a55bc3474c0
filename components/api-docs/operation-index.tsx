"use client";
import { useRef, useState } from "react";
import { useFilterKey } from "#client/shortcuts.ts";
import { Input } from "../ui/field.tsx";
import { operationAddress, schemasSection, sectionAddress } from "./addresses.ts";
import { MethodTag } from "./method-tag.tsx";

export interface IndexEntry {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
}

function found(entries: readonly IndexEntry[], text: string): readonly IndexEntry[] {
  const words = text.toLowerCase().split(/\s+/);
  return entries.filter((entry) => {
    const all = Object.values(entry).join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Every route by its area; typing leaves those that match. */
export function OperationIndex({ entries }: { entries: readonly IndexEntry[] }) {
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const shown = found(entries, text);
  const areas = Object.entries(Object.groupBy(shown, ({ tag }) => tag));
  return (
    <nav aria-label="Routes of the API" className="grid gap-3">
      <Input
        ref={field}
        type="search"
        aria-label="Search the routes"
        placeholder="Search the routes"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <a href={sectionAddress(schemasSection)} className="flex min-h-6 items-center text-12 text-ink-2 hover:text-ink">
        Schemas of requests and answers
      </a>
      <p role="status" className="text-12 text-ink-3">
        {shown.length} of {entries.length} routes
      </p>
      {areas.map(([tag, inArea = []]) => (
        <div key={tag}>
          <a href={sectionAddress(tag)} className="flex min-h-6 items-center font-label text-12 text-ink-3 hover:text-ink">
            {tag}
          </a>
          <ul>
            {inArea.map(({ id, method, path, summary }) => (
              <li key={id}>
                <a
                  href={operationAddress({ tag, id })}
                  title={summary}
                  className="flex min-h-6 items-baseline gap-2 text-12 hover:bg-sunk"
                >
                  <MethodTag method={method} className="w-12 !text-[11px]" />
                  <code className="min-w-0 [overflow-wrap:anywhere]">{path}</code>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
