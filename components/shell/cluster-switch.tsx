"use client";
import { useQuery } from "@tanstack/react-query";
import { Box, Boxes, Check, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Cluster } from "#contracts/clusters.ts";
import { cn } from "../ui/cn.ts";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import { placeOf } from "./navigation.ts";
import { fleetOptions, useScope } from "./scope.ts";

function hrefFor(pathname: string, clusterId: string | undefined): string {
  const place = placeOf(pathname);
  if (place?.scoped) return clusterId === undefined ? place.path : `${place.path}?cluster=${clusterId}`;
  return clusterId === undefined ? "/" : `/clusters/${clusterId}`;
}

/** @returns the cluster in a few words: `EKS 1.34 · 16 nodes`. */
export function describeCluster(cluster: Cluster): string {
  const version = cluster.version?.replace(/^v/, "");
  const kind = [cluster.provider, version].filter(Boolean).join(" ");
  const nodes = cluster.nodes === undefined ? "" : `${cluster.nodes} node${cluster.nodes === 1 ? "" : "s"}`;
  return [kind, nodes].filter((part) => part !== "").join(" · ") || "not scanned yet";
}

function Urgency({ cluster }: { cluster: Cluster }) {
  const counts = cluster.lastScan?.counts;
  if (counts === undefined) return <VerdictGlyph verdict="notAssessed" labelled />;
  if (counts.critical > 0) return <SeverityGlyph severity="critical" labelled />;
  if (counts.high > 0) return <SeverityGlyph severity="high" labelled />;
  return null;
}

/** All clusters or one: keeps the page, changes what it is about. */
export function ClusterSwitch({ rail }: { rail: boolean }) {
  const { cluster, clusterId } = useScope();
  const pathname = usePathname();
  const fleet = useQuery(fleetOptions()).data;
  const clusters = fleet?.clusters ?? [];
  const Icon = clusterId === undefined ? Boxes : Box;
  const name = cluster?.name ?? (clusterId === undefined ? "All clusters" : "One cluster");
  return (
    <Menu>
      <MenuTrigger asChild>
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
                  {cluster !== undefined ? describeCluster(cluster) : fleet === undefined ? "…" : `${clusters.length} registered`}
                </small>
              </span>
              <ChevronsUpDown aria-hidden className="size-4 flex-none stroke-[1.5] text-ink-3" />
            </>
          )}
        </button>
      </MenuTrigger>
      <MenuContent align="start" className="max-h-[min(480px,70vh)] w-72 overflow-auto">
        <MenuItem asChild>
          <Link href={hrefFor(pathname, undefined)}>
            <Boxes aria-hidden />
            <span className="flex-1">All clusters</span>
            {clusterId === undefined ? <Check aria-label="chosen" /> : null}
          </Link>
        </MenuItem>
        {clusters.length > 0 ? <MenuSeparator /> : null}
        {clusters.map((one) => (
          <MenuItem key={one.id} asChild textValue={one.name}>
            <Link href={hrefFor(pathname, one.id)} title={one.name}>
              <Box aria-hidden />
              <code className="min-w-0 flex-1 truncate">{one.name}</code>
              <Urgency cluster={one} />
              {one.id === clusterId ? <Check aria-label="chosen" /> : null}
            </Link>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
