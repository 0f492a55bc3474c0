"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { UserScope } from "#contracts/common.ts";
import { formatLabels, labelTexts, parseLabels } from "#core/clusters/labels.ts";
import { fleetOptions } from "../shell/scope.ts";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { readNamespaces, scopeSentence } from "./scope-sentence.ts";

type ByLabel = Extract<UserScope, { labels: unknown }>;
type Listed = Exclude<Exclude<UserScope, ByLabel>["clusters"], "all">;
type Mode = "all" | "some" | "labels";

interface ScopeFieldProps {
  scope: UserScope;
  onChange: (scope: UserScope) => void;
  /** What the server says is wrong with it. */
  error?: string | undefined;
}

const beginnings: Record<Mode, UserScope> = { all: { clusters: "all" }, some: { clusters: [] }, labels: { labels: {} } };

function modeOf(scope: UserScope): Mode {
  if ("labels" in scope) return "labels";
  return scope.clusters === "all" ? "all" : "some";
}

/** Which clusters a person may see, and optionally only some namespaces of them; with what that means today. */
export function ScopeField({ scope, onChange, error }: ScopeFieldProps) {
  const fleet = useQuery(fleetOptions()).data;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-label">Scope</legend>
      <Segmented
        label="Scope"
        value={modeOf(scope)}
        onChange={(mode) => mode !== modeOf(scope) && onChange(beginnings[mode])}
        options={[
          { value: "all", label: "All clusters" },
          { value: "some", label: "Some clusters" },
          { value: "labels", label: "By label" },
        ]}
      />
      {"labels" in scope ? (
        <LabelScope scope={scope} known={fleet?.clusters ?? []} onChange={onChange} />
      ) : scope.clusters === "all" ? null : (
        <ListedScope listed={scope.clusters} onChange={onChange} />
      )}
      <p aria-live="polite" className="mt-2 text-12 text-ink-2 [overflow-wrap:anywhere]">
        {fleet === undefined ? "" : scopeSentence(scope, fleet.clusters)}
      </p>
      {error === undefined ? null : <p className="mt-1 text-12 text-critical">{error}</p>}
    </fieldset>
  );
}

function ListedScope({ listed, onChange }: { listed: Listed; onChange: (scope: UserScope) => void }) {
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  const toggle = (id: string, on: boolean) =>
    onChange({ clusters: on ? [...listed, { id }] : listed.filter((entry) => entry.id !== id) });
  const narrow = (id: string, namespaces: string[] | undefined) =>
    onChange({ clusters: listed.map((entry) => (entry.id === id ? { id, ...(namespaces && { namespaces }) } : entry)) });
  return (
    <ul className="mt-2 max-h-56 overflow-auto rounded-control border border-line px-3 py-1">
      {clusters.map((cluster) => {
        const entry = listed.find((one) => one.id === cluster.id);
        return (
          <li key={cluster.id} className="flex min-h-8 flex-wrap items-center gap-x-3">
            <Checkbox
              checked={entry !== undefined}
              onCheckedChange={(checked) => toggle(cluster.id, checked === true)}
              className="min-w-0 flex-1 basis-40"
            >
              <code className="truncate" title={cluster.name}>
                {cluster.name}
              </code>
            </Checkbox>
            {entry === undefined ? null : (
              <Input
                mono
                aria-label={`Namespaces of ${cluster.name}`}
                placeholder="all namespaces"
                className="!h-7 !w-48"
                defaultValue={entry.namespaces?.join(", ")}
                onBlur={(event) => narrow(cluster.id, readNamespaces(event.target.value))}
              />
            )}
          </li>
        );
      })}
      {clusters.length === 0 ? <li className="py-2 text-ink-3">No cluster is registered yet.</li> : null}
    </ul>
  );
}

interface LabelScopeProps {
  scope: ByLabel;
  known: readonly { labels: Record<string, string> }[];
  onChange: (scope: UserScope) => void;
}

function LabelScope({ scope, known, onChange }: LabelScopeProps) {
  const [text, setText] = useState(() => formatLabels(scope.labels));
  const read = parseLabels(text);
  const write = (next: string) => {
    setText(next);
    const parsed = parseLabels(next);
    onChange({ ...scope, labels: "labels" in parsed ? { ...parsed.labels } : {} });
  };
  const used = [...new Set(known.flatMap(({ labels }) => labelTexts(labels)))].sort();
  const offered = used.filter((one) => !labelTexts(scope.labels).includes(one)).slice(0, 12);
  return (
    <div className="mt-2 grid gap-3">
      <Field
        label="Clusters that carry all of these labels"
        hint="key=value, with commas between them"
        error={"problem" in read ? read.problem : undefined}
      >
        {(control) => (
          <Input
            {...control}
            mono
            required
            autoComplete="off"
            spellCheck={false}
            placeholder="env=production, team=payments"
            value={text}
            onChange={(event) => write(event.target.value)}
          />
        )}
      </Field>
      {offered.length === 0 ? null : (
        <fieldset className="flex flex-wrap gap-1" aria-label="Labels in use">
          {offered.map((one) => (
            <button
              key={one}
              type="button"
              title={`Add ${one}`}
              onClick={() => write(text.trim() === "" ? one : `${text.replace(/[\s,]+$/, "")}, ${one}`)}
              className="min-h-6 max-w-[28ch] truncate rounded-tag border border-line-strong px-1.5 text-12 text-ink-2 hover:bg-sunk"
            >
              <code>+ {one}</code>
            </button>
          ))}
        </fieldset>
      )}
      <Field label="Namespaces" hint="Only these of each cluster; empty for all of them.">
        {(control) => (
          <Input
            {...control}
            mono
            autoComplete="off"
            spellCheck={false}
            placeholder="all namespaces"
            defaultValue={scope.namespaces?.join(", ")}
            onBlur={(event) => {
              const namespaces = readNamespaces(event.target.value);
              onChange({ labels: scope.labels, ...(namespaces && { namespaces }) });
            }}
          />
        )}
      </Field>
    </div>
  );
}
