"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { FindingFacets } from "#contracts/findings.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Checkbox, Input } from "../ui/field.tsx";
import { SeverityGlyph, type SeverityName, VerdictGlyph } from "../ui/glyphs.tsx";
import { Skeleton } from "../ui/states.tsx";
import { type FacetValue, facetValues, toggled } from "./facet-values.ts";
import { type Filter, facetOptions, isFiltered, type useFilter, withoutFilters } from "./finding-query.ts";
import { clusterScoped, pillarNames, responsibleNames, severityNames, stateNames } from "./finding-url.ts";
import { isFirstLook, pillarLabels, responsibleLabels, stateLabels } from "./finding-words.ts";

type SetFilter = ReturnType<typeof useFilter>[1];

const severityLabels: Readonly<Record<SeverityName, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  information: "Information",
};
/** Longer facets show their first values, and a field that finds the rest. */
const short = 6;
const long = 12;

interface FacetProps {
  readonly title: string;
  readonly values: readonly FacetValue[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly glyph?: (value: string) => ReactNode;
  /** Values are names of Kubernetes, or ids. */
  readonly mono?: boolean;
}

function Facet({ title, values, chosen, onToggle, glyph, mono = false }: FacetProps) {
  const [all, setAll] = useState(false);
  const [text, setText] = useState("");
  if (values.length === 0) return null;
  const matching = values.filter((value) => text === "" || value.label.toLowerCase().includes(text.toLowerCase()));
  const shown = all ? matching : values.filter((value, index) => index < short || chosen.includes(value.value));
  return (
    <fieldset className="mt-4 min-w-0 border-0 first-of-type:mt-0">
      <legend className="mb-1 text-12 text-ink-3">{title}</legend>
      {all && values.length > long ? (
        <Input
          aria-label={`Find in ${title}`}
          placeholder="Find"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mb-1"
        />
      ) : null}
      <ul className={cn(all && values.length > long && "max-h-80 overflow-y-auto")}>
        {shown.map((value) => (
          <FacetLine
            key={value.value}
            value={value}
            on={chosen.includes(value.value)}
            mono={mono}
            glyph={glyph?.(value.value)}
            onToggle={onToggle}
          />
        ))}
      </ul>
      {values.length > short ? (
        <button type="button" onClick={() => setAll(!all)} className="min-h-6 text-12 text-accent-text hover:underline">
          {all ? "Show fewer" : `Show all ${values.length}`}
        </button>
      ) : null}
    </fieldset>
  );
}

interface LineProps {
  readonly value: FacetValue;
  readonly on: boolean;
  readonly mono: boolean;
  readonly glyph: ReactNode;
  readonly onToggle: (value: string) => void;
}

function FacetLine({ value, on, mono, glyph, onToggle }: LineProps) {
  const code = mono && value.value !== clusterScoped;
  return (
    <li
      className={cn(
        "flex items-center gap-2 py-px",
        on ? "font-label text-ink" : value.count === 0 ? "text-ink-3" : "text-ink-2",
      )}
    >
      <Checkbox checked={on} onCheckedChange={() => onToggle(value.value)} className="min-w-0 flex-1">
        {glyph}
        <span
          title={value.label}
          className={cn("[unicode-bidi:isolate]", code ? "truncate font-mono text-12" : "line-clamp-2 leading-[18px]")}
        >
          {value.label}
        </span>
        <span className="ml-auto pl-1 font-normal text-12 text-ink-3">
          {value.count.toLocaleString("en")}
          <span className="sr-only"> findings</span>
        </span>
      </Checkbox>
    </li>
  );
}

/** What the list can be narrowed to, each value with its count under the other filters. */
export function Facets({ filter, setFilter }: { filter: Filter; setFilter: SetFilter }) {
  const query = useQuery(facetOptions(filter));
  const found = query.data;
  if (found === undefined && !query.isError) return <FacetSkeleton />;
  return (
    <div className="pb-4">
      {isFiltered(filter) ? (
        <Button size="small" tone="quiet" className="-ml-2 mb-2" onClick={() => void setFilter(withoutFilters())}>
          Clear the filters
        </Button>
      ) : null}
      <Facet
        title="Severity"
        values={facetValues({ found: found?.severity, chosen: filter.severity, labels: severityLabels, order: severityNames })}
        chosen={filter.severity}
        glyph={(value) => <SeverityGlyph severity={value as SeverityName} />}
        onToggle={(value) => void setFilter({ severity: toggled(filter.severity, value as SeverityName) })}
      />
      {(found?.life.find(({ value }) => value === "waived")?.count ?? 0) > 0 || filter.life !== "open" ? (
        <LifeFacet found={found} filter={filter} setFilter={setFilter} />
      ) : null}
      {isFirstLook(found?.state) && filter.state.length === 0 ? null : (
        <Facet
          title="Since the scan before"
          values={facetValues({ found: found?.state, chosen: filter.state, labels: stateLabels, order: stateNames })}
          chosen={filter.state}
          glyph={(value) => (value === "notComparable" ? <VerdictGlyph verdict="notAssessed" /> : null)}
          onToggle={(value) => void setFilter({ state: toggled(filter.state, value as (typeof stateNames)[number]) })}
        />
      )}
      <Facet
        title="Pillar"
        values={facetValues({ found: found?.pillar, chosen: filter.pillar, labels: pillarLabels, order: pillarNames }).filter(
          present(filter.pillar),
        )}
        chosen={filter.pillar}
        onToggle={(value) => void setFilter({ pillar: toggled(filter.pillar, value as (typeof pillarNames)[number]) })}
      />
      <Facet
        title="Who must act"
        values={facetValues({
          found: found?.responsible,
          chosen: filter.responsible,
          labels: responsibleLabels,
          order: responsibleNames,
        })}
        chosen={filter.responsible}
        onToggle={(value) =>
          void setFilter({ responsible: toggled(filter.responsible, value as (typeof responsibleNames)[number]) })
        }
      />
      <Facet
        title="Check"
        values={facetValues({ found: found?.check, chosen: filter.check })}
        chosen={filter.check}
        onToggle={(value) => void setFilter({ check: toggled(filter.check, value) })}
      />
      <Facet
        title="Namespace"
        mono
        values={facetValues({
          found: found?.namespace,
          chosen: filter.namespace,
          labels: { [clusterScoped]: "of the whole cluster" },
        })}
        chosen={filter.namespace}
        onToggle={(value) => void setFilter({ namespace: toggled(filter.namespace, value) })}
      />
      <Facet
        title="Kind"
        values={facetValues({ found: found?.kind, chosen: filter.kind })}
        chosen={filter.kind}
        onToggle={(value) => void setFilter({ kind: toggled(filter.kind, value) })}
      />
      {(found?.cluster.length ?? 0) > 1 || filter.cluster.length > 0 ? (
        <Facet
          title="Cluster"
          mono
          values={facetValues({ found: found?.cluster, chosen: filter.cluster })}
          chosen={filter.cluster}
          onToggle={(value) => void setFilter({ cluster: toggled(filter.cluster, value) })}
        />
      ) : null}
    </div>
  );
}

/** Open and waived findings apart; at least one of the two is always shown. */
function LifeFacet({ found, filter, setFilter }: { found: FindingFacets | undefined; filter: Filter; setFilter: SetFilter }) {
  const chosen = filter.life === "all" ? ["open", "waived"] : [filter.life];
  const toggle = (value: string) => {
    const next = toggled(chosen, value);
    void setFilter({ life: next.length === 1 ? (next[0] as "open" | "waived") : "all" });
  };
  return (
    <Facet
      title="Decision"
      values={facetValues({ found: found?.life, chosen, labels: { open: "Open", waived: "Waived" }, order: ["open", "waived"] })}
      chosen={chosen}
      onToggle={toggle}
    />
  );
}

/** A pillar of which no check exists yet is not offered. */
function present(chosen: readonly string[]) {
  return (value: FacetValue) => value.count > 0 || chosen.includes(value.value);
}

function FacetSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-3">
      {[5, 4, 3, 6].map((lines, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facets stand for nothing yet
        <div key={index} className="grid gap-2">
          <Skeleton className="h-2.5 w-16" />
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines stand for nothing yet
            <Skeleton key={line} className="h-3.5 w-full" />
          ))}
        </div>
      ))}
    </div>
  );
}
