"use client";
import { useQuery } from "@tanstack/react-query";
import type { UserScope } from "#contracts/common.ts";
import { fleetOptions } from "../shell/scope.ts";

/** A scope in words: all clusters, or each by name with its namespaces. */
export function ScopeWords({ scope }: { scope: UserScope }) {
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  if (scope.clusters === "all") return <>all clusters</>;
  if (scope.clusters.length === 0) return <>no cluster</>;
  return (
    <>
      {scope.clusters.map((entry, index) => (
        <span key={entry.id}>
          {index > 0 ? ", " : ""}
          <code>{clusters.find((cluster) => cluster.id === entry.id)?.name ?? entry.id}</code>
          {entry.namespaces === undefined ? "" : ` (only ${entry.namespaces.join(", ")})`}
        </span>
      ))}
    </>
  );
}
