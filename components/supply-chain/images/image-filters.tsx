"use client";
import { X } from "lucide-react";
import { useRef } from "react";
import { useFilterKey } from "#client/shortcuts.ts";
import type { ImageList, LinkState } from "#contracts/supply-chain.ts";
import { toggled } from "../../findings/facet-values.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { Select } from "../../ui/field.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { StateGlyph } from "../state-glyph.tsx";
import { driftNames, type ImageSort, pinningNames, sortNames, stateNames } from "../supply-url.ts";
import { type ImageFilter, isFiltered, type SetImageFilter, withoutFilters } from "./image-query.ts";
import { driftWords, imageWord, pinningWords } from "./image-words.ts";

interface FiltersProps {
  readonly list: ImageList;
  readonly filter: ImageFilter;
  readonly setFilter: SetImageFilter;
}

const sortWords: Readonly<Record<ImageSort, string>> = {
  attention: "What to look at first",
  vulnerabilities: "Most vulnerable first",
  name: "By name",
  pods: "Most containers first",
  built: "Oldest first",
};

/** What narrows the images: the states with their counts, then registry, pinning, tag and text. */
export function ImageFilters({ list, filter, setFilter }: FiltersProps) {
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  return (
    <>
      <StateFilter counts={list.counts} chosen={filter.state} onState={(state) => void setFilter({ state })} />
      <search className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          ref={field}
          className="w-72 narrow:w-full"
          label="Filter by image, digest or workload"
          placeholder="Image, digest or workload"
          value={filter.q}
          onText={(q) => void setFilter({ q })}
        />
        <One
          label="Registry"
          any="Any registry"
          value={filter.registry}
          options={registryOptions(list, filter)}
          onValue={(registry) => void setFilter({ registry })}
        />
        <One
          label="Pinning"
          any="However it is named"
          value={filter.pinning}
          options={pinningNames.map((value) => ({ value, label: pinningWords[value] }))}
          onValue={(pinning) => void setFilter({ pinning })}
        />
        <One
          label="Tag"
          any="Whatever its tag means"
          value={filter.drift}
          options={driftNames.map((value) => ({ value, label: driftWords[value] }))}
          onValue={(drift) => void setFilter({ drift })}
        />
        <Select
          size="large"
          aria-label="Order"
          value={filter.sort}
          onChange={(event) => void setFilter({ sort: event.target.value as ImageSort })}
        >
          {sortNames.map((value) => (
            <option key={value} value={value}>
              {sortWords[value]}
            </option>
          ))}
        </Select>
        {filter.namespace.map((name) => (
          <Chosen
            key={name}
            label={`namespace ${name}`}
            onRemove={() => void setFilter({ namespace: filter.namespace.filter((other) => other !== name) })}
          />
        ))}
        {filter.signer === "" ? null : <Chosen label="one signer" onRemove={() => void setFilter({ signer: "" })} />}
        {isFiltered(filter) ? (
          <Button tone="quiet" onClick={() => void setFilter(withoutFilters())}>
            Clear the filters
          </Button>
        ) : null}
      </search>
    </>
  );
}

function registryOptions({ registries }: ImageList, { registry }: ImageFilter) {
  const names = new Set([...registry, ...registries.map(({ name }) => name)]);
  return [...names].map((value) => ({ value, label: visibleText(value) }));
}

interface StateFilterProps {
  readonly counts: ImageList["counts"];
  readonly chosen: readonly LinkState[];
  readonly onState: (state: LinkState[]) => void;
}

/** Each state that some image has, with its count; pressed, it narrows the list. */
function StateFilter({ counts, chosen, onState }: StateFilterProps) {
  const shown = stateNames.filter((state) => (counts[state] ?? 0) > 0 || chosen.includes(state));
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Images by the state of their signature" className="mb-3 flex flex-wrap gap-2">
      {shown.map((state) => (
        <li key={state}>
          <button
            type="button"
            aria-pressed={chosen.includes(state)}
            onClick={() => onState(toggled(chosen, state))}
            className={cn(
              "inline-flex h-7 items-center gap-1.5 rounded-control border border-line-strong bg-panel px-2.5 hover:bg-sunk",
              "aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text",
            )}
          >
            <StateGlyph mark={state} />
            <b className="font-label">{(counts[state] ?? 0).toLocaleString("en")}</b>
            {imageWord(state)}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface OneProps<V extends string> {
  readonly label: string;
  readonly any: string;
  readonly value: readonly V[];
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onValue: (value: V[]) => void;
}

function One<V extends string>({ label, any, value, options, onValue }: OneProps<V>) {
  return (
    <Select
      size="large"
      aria-label={label}
      className="max-w-56"
      value={value[0] ?? ""}
      onChange={(event) => onValue(event.target.value === "" ? [] : [event.target.value as V])}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}

function Chosen({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button onClick={onRemove} aria-label={`Show more than ${label}`}>
      {visibleText(label)}
      <X aria-hidden />
    </Button>
  );
}
