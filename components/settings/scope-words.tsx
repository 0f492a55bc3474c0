"use client";
import { useQuery } from "@tanstack/react-query";
import type { UserScope } from "#contracts/common.ts";
import { labelTexts } from "#core/clusters/labels.ts";
import { fleetOptions } from "../shell/scope.ts";

/** A scope in words: all clusters, each by name, or those with labels; and where it is narrower, the namespaces. */
export function ScopeWords({ scope }: { scope: UserScope }) {
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  if ("labels" in scope)
    return (
      <>
        clusters with <code>{labelTexts(scope.labels).join(", ")}</code>
        {only(scope.namespaces)}
      </>
    );
  if (scope.clusters === "all") return <>all clusters</>;
  if (scope.clusters.length === 0) return <>no cluster</>;
  return (
    <>
      {scope.clusters.map((entry, index) => (
        <span key={entry.id}>
          {index > 0 ? ", " : ""}
          <code>{clusters.find((cluster) => cluster.id === entry.id)?.name ?? entry.id}</code>
          {only(entry.namespaces)}
        </span>
      ))}
    </>
  );
}

function only(namespaces: readonly string[] | undefined): string {
  return namespaces === undefined ? "" : ` (only ${namespaces.join(", ")})`;
}
