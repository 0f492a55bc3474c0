"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { Input } from "../ui/field.tsx";

interface FieldProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** @returns `create:pods/exec` of what was typed, `create pods/exec` too; undefined where it names no verb and resource. */
function capabilityOf(text: string): string | undefined {
  const [, verb, resource] = /^\s*([^\s:,~]+)[\s:]+([^\s:,~]+)\s*$/.exec(text) ?? [];
  return verb === undefined || resource === undefined ? undefined : `${verb}:${resource}`;
}

/** Asks for further rights as columns: a verb and a resource, and Enter. */
export function CapabilityField({ chosen, onChange }: FieldProps) {
  const [text, setText] = useState("");
  const capability = capabilityOf(text);
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (capability === undefined) return;
        onChange([...new Set([...chosen, capability])]);
        setText("");
      }}
    >
      <span className="w-44">
        <Input
          mono
          aria-label="A column for a verb and a resource"
          placeholder="get configmaps"
          value={text}
          maxLength={200}
          spellCheck={false}
          aria-invalid={text.trim() !== "" && text.includes(" ") && capability === undefined ? true : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      {chosen.map((one) => (
        <button
          key={one}
          type="button"
          aria-label={`Remove the column ${one}`}
          onClick={() => onChange(chosen.filter((other) => other !== one))}
          className="inline-flex h-6 items-center gap-1 rounded-control border border-line-strong px-1.5 font-mono text-12 hover:bg-sunk"
        >
          {one}
          <X aria-hidden className="size-3" />
        </button>
      ))}
    </form>
  );
}
