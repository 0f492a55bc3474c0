"use client";
import { useQuery } from "@tanstack/react-query";
import type { UserScope } from "#contracts/common.ts";
import { fleetOptions } from "../shell/scope.ts";
import { Checkbox, Input } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";

type Listed = Exclude<UserScope["clusters"], "all">;

function withNamespaces(listed: Listed, id: string, text: string): Listed {
  const namespaces = text.split(/[\s,]+/).filter((name) => name !== "");
  return listed.map((entry) => (entry.id === id ? { id, ...(namespaces.length === 0 ? {} : { namespaces }) } : entry));
}

/** Which clusters a person may see, and optionally only some namespaces of them. */
export function ScopeField({ scope, onChange }: { scope: UserScope; onChange: (scope: UserScope) => void }) {
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  const listed = scope.clusters === "all" ? [] : scope.clusters;
  const toggle = (id: string, on: boolean) =>
    onChange({ clusters: on ? [...listed, { id }] : listed.filter((entry) => entry.id !== id) });
  return (
    <fieldset>
      <legend className="mb-1 font-label">Scope</legend>
      <Segmented
        label="Scope"
        value={scope.clusters === "all" ? "all" : "some"}
        onChange={(value) => onChange({ clusters: value === "all" ? "all" : [] })}
        options={[
          { value: "all", label: "All clusters" },
          { value: "some", label: "Some clusters" },
        ]}
      />
      {scope.clusters === "all" ? null : (
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
                    onBlur={(event) => onChange({ clusters: withNamespaces(listed, cluster.id, event.target.value) })}
                  />
                )}
              </li>
            );
          })}
          {clusters.length === 0 ? <li className="py-2 text-ink-3">No cluster is registered yet.</li> : null}
        </ul>
      )}
    </fieldset>
  );
}
