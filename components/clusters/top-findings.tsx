"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { formatFindingAddress } from "../findings/finding-url.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { allFindings } from "./words.ts";

/** What to do first in a cluster. */
export function TopFindings({ cluster }: { cluster: Cluster }) {
  const root = useRef<HTMLUListElement>(null);
  useRowKeys(root);
  const query = useQuery(api.findings.list.queryOptions({ input: { cluster: [cluster.id], limit: 6, sort: "priority" } }));
  const all = allFindings(cluster.lastScan) ?? 0;
  return (
    <Panel title="What to do first" aside={`${all.toLocaleString("en-GB")} findings in all`}>
      <QueryView query={query} skeleton={<SkeletonRows rows={6} columns={3} />}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="px-4 py-6 text-ink-2">No check found anything in what was seen.</p>
          ) : (
            <ul ref={root}>
              {page.items.map((finding) => (
                <li key={finding.fingerprint} data-row className="border-line border-b last:border-b-0">
                  <Link
                    href={`/findings?cluster=${cluster.id}&finding=${formatFindingAddress(finding)}`}
                    className="grid grid-cols-[12px_minmax(0,1fr)_auto] gap-x-3 px-4 py-2 hover:bg-sunk"
                  >
                    <SeverityGlyph severity={finding.severity} labelled className="mt-1" />
                    <span className="min-w-0">
                      <span className="line-clamp-2 font-label [overflow-wrap:anywhere]" title={finding.title}>
                        {finding.title}
                      </span>
                      <span className="block truncate text-12 text-ink-3">
                        {finding.at.kind}{" "}
                        <code>
                          {finding.at.namespace === undefined ? finding.at.name : `${finding.at.namespace}/${finding.at.name}`}
                        </code>
                      </span>
                    </span>
                    {finding.state === "unchanged" || finding.state === "firstLook" ? null : (
                      <Badge look={finding.state === "notComparable" ? "unseen" : "accent"} className="self-center">
                        {finding.state === "notComparable" ? "not comparable" : finding.state}
                      </Badge>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <PanelFooter>
        <Link href={`/findings?cluster=${cluster.id}`} className="text-accent-text hover:underline">
          Open all findings of this cluster
        </Link>
      </PanelFooter>
    </Panel>
  );
}
