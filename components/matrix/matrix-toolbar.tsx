"use client";
import type { RefObject } from "react";
import { DefaultsBox, KindChoice } from "../access/rights-filters.tsx";
import { Checkbox } from "../ui/field.tsx";
import { NarrowingField } from "../ui/narrowing-field.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { CapabilityField } from "./capability-field.tsx";
import type { MatrixFilter, Pivot } from "./matrix-query.ts";

interface ToolbarProps {
  readonly pivot: Pivot;
  readonly onTurn: (pivot: Pivot) => void;
  readonly filter: MatrixFilter;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly hiddenDefaults: number;
  readonly onChange: (change: Partial<MatrixFilter>) => void;
}

/** What narrows the matrix; all of it lives in the address. */
export function MatrixToolbar({ pivot, onTurn, filter, field, hiddenDefaults, onChange }: ToolbarProps) {
  const about = pivot === "namespaces" ? "namespaces" : "subjects";
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented
        label="Rows of the matrix"
        value={pivot}
        onChange={onTurn}
        options={[
          { value: "subjects", label: "Subjects" },
          { value: "resources", label: "Resources" },
          { value: "namespaces", label: "Namespaces" },
        ]}
      />
      <SearchField
        className="w-48 narrow:w-full"
        ref={field}
        label={`Filter ${about} by name`}
        placeholder={`Filter ${about}`}
        value={filter.q}
        onText={(text) => onChange({ q: text })}
      />
      {pivot === "namespaces" ? (
        <CapabilityField chosen={filter.can} onChange={(can) => onChange({ can })} />
      ) : (
        <NarrowingField
          label="Only resources with this in their name or group"
          placeholder="any resource"
          value={filter.resource}
          longest={200}
          onValue={(resource) => onChange({ resource })}
        />
      )}
      <KindChoice kind={filter.kind} onKind={(kind) => onChange({ kind })} />
      {pivot === "namespaces" ? null : (
        <NarrowingField
          label="Only what holds in this namespace"
          placeholder="any namespace"
          value={filter.namespace}
          onValue={(namespace) => onChange({ namespace })}
        />
      )}
      <Checkbox checked={filter.risky} onCheckedChange={(checked) => onChange({ risky: checked === true })}>
        Only dangerous rights
      </Checkbox>
      <DefaultsBox shown={filter.defaults} hidden={hiddenDefaults} onShown={(defaults) => onChange({ defaults })} />
    </div>
  );
}
