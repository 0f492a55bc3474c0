"use client";
import { Search } from "lucide-react";
import { type RefObject, useId } from "react";
import { Checkbox, Input, Select } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { CapabilityField } from "./capability-field.tsx";
import type { SubjectKind } from "./cell-address.ts";
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
  const id = useId();
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
      <span className="relative w-48 narrow:w-full">
        <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2 size-3.5 stroke-[1.5] text-ink-3" />
        <Input
          ref={field}
          type="search"
          aria-label={`Filter ${about} by name`}
          placeholder={`Filter ${about}`}
          value={filter.q}
          maxLength={200}
          onChange={(event) => onChange({ q: event.target.value })}
          className="pl-7"
        />
      </span>
      {pivot === "namespaces" ? (
        <CapabilityField chosen={filter.can} onChange={(can) => onChange({ can })} />
      ) : (
        <span className="w-40">
          <Input
            mono
            aria-label="Only resources with this in their name or group"
            placeholder="any resource"
            value={filter.resource}
            maxLength={200}
            spellCheck={false}
            onChange={(event) => onChange({ resource: event.target.value.trim() })}
          />
        </span>
      )}
      <span className="inline-flex">
        <label htmlFor={`${id}-kind`} className="sr-only">
          Kind of subject
        </label>
        <Select
          size="large"
          id={`${id}-kind`}
          value={filter.kind ?? ""}
          onChange={(event) => onChange({ kind: (event.target.value || null) as SubjectKind | null })}
        >
          <option value="">Every kind</option>
          <option value="ServiceAccount">Service accounts</option>
          <option value="User">Users</option>
          <option value="Group">Groups</option>
        </Select>
      </span>
      {pivot === "namespaces" ? null : (
        <span className="w-40">
          <Input
            mono
            aria-label="Only what holds in this namespace"
            placeholder="any namespace"
            value={filter.namespace}
            maxLength={253}
            spellCheck={false}
            onChange={(event) => onChange({ namespace: event.target.value.trim() })}
          />
        </span>
      )}
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
