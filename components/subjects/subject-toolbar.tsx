"use client";
import type { RefObject } from "react";
import { DefaultsBox, KindChoice } from "../access/rights-filters.tsx";
import { Choice } from "../ui/choice.tsx";
import { Checkbox } from "../ui/field.tsx";
import { NarrowingField } from "../ui/narrowing-field.tsx";
import { SearchField } from "../ui/search-field.tsx";
import type { SubjectFilter } from "./subject-query.ts";

interface ToolbarProps {
  readonly filter: SubjectFilter;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly hiddenDefaults: number;
  readonly onChange: (change: Partial<SubjectFilter>) => void;
}

const classes = {
  "": "Human or robot",
  human: "Human",
  robot: "Robot",
  cloud: "Cloud identity",
  node: "Node",
  system: "System",
  unknown: "Unknown",
} as const;

/** What narrows the list; all of it lives in the address. */
export function SubjectToolbar({ filter, field, hiddenDefaults, onChange }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchField
        className="w-56 narrow:w-full"
        ref={field}
        label="Find subjects and roles by name"
        placeholder="Find subjects and roles"
        value={filter.q}
        onText={(text) => onChange({ q: text })}
      />
      <KindChoice kind={filter.kind} onKind={(kind) => onChange({ kind })} />
      <Choice
        label="What the subject is"
        value={filter.class ?? ""}
        onChange={(next) => onChange({ class: next || null })}
        options={classes}
      />
      <Choice
        label="Named by bindings"
        value={filter.bound}
        onChange={(bound) => onChange({ bound })}
        options={{ all: "Bound or not", bound: "Named by a binding", unbound: "Named by none" }}
      />
      <Choice
        label="Use by workloads"
        value={filter.use ?? ""}
        onChange={(use) => onChange({ use: use || null })}
        options={{ "": "Used or not", used: "Used by workloads", unused: "Used by none" }}
      />
      <NarrowingField
        className="narrow:w-full"
        label="Only who lives or holds something in this namespace"
        placeholder="any namespace"
        value={filter.namespace}
        onValue={(namespace) => onChange({ namespace })}
      />
      <Checkbox checked={filter.risky} onCheckedChange={(checked) => onChange({ risky: checked === true })}>
        Only dangerous rights
      </Checkbox>
      <DefaultsBox shown={filter.defaults} hidden={hiddenDefaults} onShown={(defaults) => onChange({ defaults })} />
    </div>
  );
}
