import { Search } from "lucide-react";
import { type RefObject, useId } from "react";
import type { Paths } from "#contracts/access/paths.ts";
import { Checkbox, Input, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { endIds, endLabel } from "./path-words.ts";
import type { PathsFilter } from "./paths-query.ts";

interface ToolbarProps {
  readonly filter: PathsFilter;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly paths: Paths | undefined;
  readonly onChange: (change: Partial<PathsFilter>) => void;
}

/** Which end, and what narrows the list; all of it lives in the address. */
export function PathsToolbar({ filter, field, paths, onChange }: ToolbarProps) {
  const id = useId();
  const hidden = paths?.hiddenDefaults ?? 0;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Choice
        id={`${id}-to`}
        label="Where paths end"
        value={filter.to}
        onChange={(to) => onChange({ to: to as PathsFilter["to"] })}
      >
        {endIds.map((sink) => (
          <option key={sink} value={sink}>
            To {endLabel(sink)}
          </option>
        ))}
      </Choice>
      <span className="relative w-56 narrow:w-full">
        <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2 size-3.5 stroke-[1.5] text-ink-3" />
        <Input
          ref={field}
          type="search"
          aria-label="Filter subjects by name"
          placeholder="Filter subjects"
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
        onChange={(kind) => onChange({ kind: (kind || null) as PathsFilter["kind"] })}
      >
        <option value="">Every kind</option>
        <option value="ServiceAccount">Service accounts</option>
        <option value="User">Users</option>
        <option value="Group">Groups</option>
      </Choice>
      <Choice
        id={`${id}-class`}
        label="What the subject is"
        value={filter.class ?? ""}
        onChange={(next) => onChange({ class: (next || null) as PathsFilter["class"] })}
      >
        <option value="">Human or robot</option>
        <option value="human">Human</option>
        <option value="robot">Robot</option>
        <option value="node">Node</option>
        <option value="system">System</option>
        <option value="unknown">Unknown</option>
      </Choice>
      <Segmented
        label="Show"
        value={filter.show}
        onChange={(show) => onChange({ show })}
        options={[
          { value: "reached", label: "Reached" },
          { value: "notAssessed", label: "Not assessed" },
        ]}
      />
      <Checkbox
        checked={filter.defaults === "show"}
        onCheckedChange={(checked) => onChange({ defaults: checked === true ? "show" : "hide" })}
      >
        Kubernetes’ own{hidden > 0 ? ` (${hidden.toLocaleString("en")})` : ""}
      </Checkbox>
    </div>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: React.ReactNode;
}

function Choice({ id, label, value, onChange, children }: ChoiceProps) {
  return (
    <span className="inline-flex">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Select size="large" id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </Select>
    </span>
  );
}
