"use client";
import { useQuery } from "@tanstack/react-query";
import { Box, Boxes, Check } from "lucide-react";
import { usePathname } from "next/navigation";
import type { Cluster } from "#contracts/clusters.ts";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import type { OpenMenuProps } from "../ui/lazy-menu.tsx";
import { Link } from "../ui/link.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import { placeOf } from "./navigation.ts";
import { fleetOptions, useScope } from "./scope.ts";

function hrefFor(pathname: string, clusterId: string | undefined): string {
  const place = placeOf(pathname);
  if (place?.scoped) return clusterId === undefined ? place.path : `${place.path}?cluster=${clusterId}`;
  return clusterId === undefined ? "/" : `/clusters/${clusterId}`;
}

function Urgency({ cluster }: { cluster: Cluster }) {
  const counts = cluster.lastScan?.counts;
  if (counts === undefined) return <VerdictGlyph verdict="notAssessed" labelled />;
  if (counts.critical > 0) return <SeverityGlyph severity="critical" labelled />;
  if (counts.high > 0) return <SeverityGlyph severity="high" labelled />;
  return null;
}

/** All clusters or one; typing a name goes to it. */
export function ClusterMenu({ trigger }: OpenMenuProps) {
  const { clusterId } = useScope();
  const pathname = usePathname();
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
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
