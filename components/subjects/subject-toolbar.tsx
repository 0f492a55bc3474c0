"use client";
import { Search } from "lucide-react";
import { type RefObject, useId } from "react";
import type { SubjectKind } from "../access/subject-words.ts";
import { Checkbox, Input, Select } from "../ui/field.tsx";
import type { SubjectFilter } from "./subject-query.ts";

interface ToolbarProps {
  readonly filter: SubjectFilter;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly hiddenDefaults: number;
  readonly onChange: (change: Partial<SubjectFilter>) => void;
}

/** What narrows the list; all of it lives in the address. */
export function SubjectToolbar({ filter, field, hiddenDefaults, onChange }: ToolbarProps) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="relative w-56 narrow:w-full">
        <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2 size-3.5 stroke-[1.5] text-ink-3" />
        <Input
          ref={field}
          type="search"
          aria-label="Find subjects and roles by name"
          placeholder="Find subjects and roles"
          value={filter.q}
          maxLength={200}
          onChange={(event) => onChange({ q: event.target.value })}
          className="pl-7"
        />
      </span>
      <Choice
        id={`${id}-kind`}
        label="Kind of subject"
        value={filter.kind ?? ""}
        onChange={(value) => onChange({ kind: (value || null) as SubjectKind | null })}
        options={{ "": "Every kind", ServiceAccount: "Service accounts", User: "Users", Group: "Groups" }}
      />
      <Choice
        id={`${id}-use`}
        label="Use by workloads"
        value={filter.use ?? ""}
        onChange={(value) => onChange({ use: (value || null) as SubjectFilter["use"] })}
        options={{ "": "Used or not", used: "Used by workloads", unused: "Used by none" }}
      />
      <span className="w-40 narrow:w-full">
        <Input
          mono
          aria-label="Only who lives or holds something in this namespace"
          placeholder="any namespace"
          value={filter.namespace}
          maxLength={253}
          spellCheck={false}
          onChange={(event) => onChange({ namespace: event.target.value.trim() })}
        />
      </span>
      <Checkbox checked={filter.risky} onCheckedChange={(checked) => onChange({ risky: checked === true })}>
        Only dangerous rights
      </Checkbox>
      <Checkbox
        checked={filter.defaults === "show"}
        onCheckedChange={(checked) => onChange({ defaults: checked === true ? "show" : "hide" })}
      >
        Kubernetes’ own{hiddenDefaults > 0 ? ` (${hiddenDefaults.toLocaleString("en")})` : ""}
      </Checkbox>
    </div>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: Readonly<Record<string, string>>;
}

function Choice({ id, label, value, onChange, options }: ChoiceProps) {
  return (
    <span className="inline-flex">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Select size="large" id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {Object.entries(options).map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </Select>
    </span>
  );
}
