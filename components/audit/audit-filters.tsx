"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { api } from "#client/api.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import { type AuditAction, auditActions } from "#contracts/audit-actions.ts";
import { fleetOptions } from "../shell/scope.ts";
import { Button } from "../ui/button.tsx";
import { Input, Select } from "../ui/field.tsx";
import { type AuditFilters, useAuditFilters } from "./audit-url.ts";

const areas = Object.entries(Object.groupBy(Object.keys(auditActions) as AuditAction[], (action) => action.split(".")[0] ?? ""));

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it holds
    <label className="grid min-w-0 gap-0.5">
      <span className="text-12 text-ink-3">{label}</span>
      {children}
    </label>
  );
}

function isFiltered(filters: AuditFilters): boolean {
  return Object.values(filters).some((value) => value !== null && value !== "");
}

/** What of the audit log is shown. */
export function AuditFilterBar() {
  const [filters, setFilters] = useAuditFilters();
  const actors = useQuery(api.audit.actors.queryOptions()).data?.items ?? [];
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  const text = useRef<HTMLInputElement>(null);
  useFilterKey(text);
  return (
    <search className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2 narrow:grid narrow:grid-cols-2">
      <Labelled label="Text">
        <Input
          ref={text}
          type="search"
          placeholder="a name, a value, an id"
          className="!h-7 w-56 narrow:w-full"
          value={filters.q}
          onChange={(event) => void setFilters({ q: event.target.value || null })}
        />
      </Labelled>
      <Labelled label="Who">
        <Select
          value={filters.actor ?? ""}
          onChange={(event) => void setFilters({ actor: event.target.value || null })}
          className="max-w-44 narrow:max-w-none"
        >
          <option value="">Everybody</option>
          {actors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Labelled>
      <Labelled label="What">
        <Select
          value={filters.action ?? ""}
          onChange={(event) => void setFilters({ action: (event.target.value || null) as AuditAction | null })}
          className="max-w-56 narrow:max-w-none"
        >
          <option value="">Everything</option>
          {areas.map(([area, actions = []]) => (
            <optgroup key={area} label={area}>
              {actions.map((action) => (
                <option key={action} value={action}>
                  {auditActions[action].says}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Labelled>
      <Labelled label="Cluster">
        <Select
          value={filters.cluster ?? ""}
          onChange={(event) => void setFilters({ cluster: event.target.value || null })}
          className="max-w-44 narrow:max-w-none"
        >
          <option value="">Any</option>
          {clusters.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Labelled>
      <Labelled label="From">
        <Input
          type="date"
          className="!h-7"
          value={filters.from ?? ""}
          onChange={(event) => void setFilters({ from: event.target.value || null })}
        />
      </Labelled>
      <Labelled label="To, included">
        <Input
          type="date"
          className="!h-7"
          value={filters.to ?? ""}
          onChange={(event) => void setFilters({ to: event.target.value || null })}
        />
      </Labelled>
      {isFiltered(filters) ? (
        <Button tone="quiet" onClick={() => void setFilters(null)}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
