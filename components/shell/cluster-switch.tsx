"use client";
import { useQuery } from "@tanstack/react-query";
import { Box, Boxes, ChevronsUpDown } from "lucide-react";
import { cn } from "../ui/cn.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { describeCluster } from "./describe-cluster.ts";
import { fleetOptions, useScope } from "./scope.ts";

/** All clusters or one: keeps the page, changes what it is about. */
export function ClusterSwitch({ rail }: { rail: boolean }) {
  const { cluster, clusterId } = useScope();
  const fleet = useQuery(fleetOptions()).data;
  const Icon = clusterId === undefined ? Boxes : Box;
  const name = cluster?.name ?? (clusterId === undefined ? "All clusters" : "One cluster");
  const registered = fleet === undefined ? "…" : `${fleet.clusters.length} registered`;
  return (
    <LazyMenu
      menuProps={{}}
      load={() => import("./cluster-menu.tsx").then((m) => m.ClusterMenu)}
      trigger={
        <button
          type="button"
          aria-label={rail ? `Choose a cluster; now ${name}` : undefined}
          className={cn(
            "mx-3 mt-3 mb-2 flex flex-none items-center gap-2 rounded-control border border-line-strong hover:bg-sunk",
            rail ? "size-8 justify-center" : "h-10 px-3 pr-2",
          )}
        >
          <Icon aria-hidden className="size-4 flex-none stroke-[1.5]" />
          {rail ? null : (
            <>
              <span className="sr-only">Choose a cluster; now</span>
              <span className="min-w-0 flex-1 leading-4">
                <b className="block truncate font-label">{name}</b>
                <small className="block truncate text-12 text-ink-3 leading-[14px]">
                  {cluster === undefined ? registered : describeCluster(cluster)}
                </small>
              </span>
              <ChevronsUpDown aria-hidden className="size-4 flex-none stroke-[1.5] text-ink-3" />
            </>
          )}
        </button>
      }
    />
  );
}
