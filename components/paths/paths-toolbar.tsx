import type { RefObject } from "react";
import type { Paths } from "#contracts/access/paths.ts";
import { DefaultsBox, KindChoice } from "../access/rights-filters.tsx";
import { Choice } from "../ui/choice.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { endIds, endLabel } from "./path-words.ts";
import type { PathsFilter } from "./paths-query.ts";

interface ToolbarProps {
  readonly filter: PathsFilter;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly paths: Paths | undefined;
  readonly onChange: (change: Partial<PathsFilter>) => void;
}

const ends = Object.fromEntries(endIds.map((sink) => [sink, `To ${endLabel(sink)}`])) as Record<PathsFilter["to"], string>;
const classes = {
  "": "Human or robot",
  human: "Human",
  robot: "Robot",
  node: "Node",
  system: "System",
  unknown: "Unknown",
} as const;

/** Which end, and what narrows the list; all of it lives in the address. */
export function PathsToolbar({ filter, field, paths, onChange }: ToolbarProps) {
  const hidden = paths?.hiddenDefaults ?? 0;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Choice label="Where paths end" value={filter.to} options={ends} onChange={(to) => onChange({ to })} />
      <SearchField
        className="w-56 narrow:w-full"
        ref={field}
        label="Filter subjects by name"
        placeholder="Filter subjects"
        value={filter.q}
        onText={(text) => onChange({ q: text })}
      />
      <KindChoice kind={filter.kind} onKind={(kind) => onChange({ kind })} />
      <Choice
        label="What the subject is"
        value={filter.class ?? ""}
        options={classes}
        onChange={(next) => onChange({ class: next || null })}
      />
      <Segmented
        label="Show"
        value={filter.show}
        onChange={(show) => onChange({ show })}
        options={[
          { value: "reached", label: "Reached" },
          { value: "notAssessed", label: "Not assessed" },
        ]}
      />
      <DefaultsBox shown={filter.defaults} hidden={hidden} onShown={(defaults) => onChange({ defaults })} />
    </div>
  );
}
