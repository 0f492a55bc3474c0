"use client";
import { History, Pencil, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "#client/session.ts";
import type { AssertionSetView, CheckedAssertion } from "#contracts/assertions.ts";
import { formatLabels } from "#core/clusters/labels.ts";
import { counted } from "../access/subject-words.ts";
import { Button } from "../ui/button.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { AssertionLine } from "./assertion-line.tsx";

const SetDialog = dynamic(() => import("./set-dialog.tsx").then((m) => m.SetDialog), { ssr: false });
const RemoveDialog = dynamic(() => import("./remove-dialog.tsx").then((m) => m.RemoveDialog), { ssr: false });

/** @returns whom a file is for. */
function targetWords({ target, clusters }: AssertionSetView): string {
  if ("labels" in target) return `clusters with ${formatLabels(target.labels)}`;
  if (target.clusters === "all") return "all clusters";
  return clusters.length === 0 ? "no cluster" : clusters.map(({ name }) => visibleText(name)).join(", ");
}

/** One file: its assertions with their verdicts, whom it is for, and who changed it last. */
export function SetPanel({ set, items }: { set: AssertionSetView; items: readonly CheckedAssertion[] }) {
  const may = useMay("finding:act") && set.mayChange;
  const mayReadLog = useMay("audit:read");
  const [asked, setAsked] = useState<"change" | "remove" | undefined>(undefined);
  return (
    <Panel
      title={<bdi>{visibleText(set.name)}</bdi>}
      aside={
        <>
          <bdi className="truncate">for {targetWords(set)}</bdi>
          {may ? (
            <>
              <Button size="small" onClick={() => setAsked("change")} aria-label={`Edit ${set.name}`} aria-haspopup="dialog">
                <Pencil aria-hidden />
                Edit
              </Button>
              <Button
                size="small"
                tone="quiet"
                onClick={() => setAsked("remove")}
                aria-label={`Remove ${set.name}`}
                aria-haspopup="dialog"
              >
                <Trash2 aria-hidden />
                Remove
              </Button>
            </>
          ) : null}
        </>
      }
    >
      {set.unreadable === undefined ? null : (
        <p role="alert" className="px-4 py-3 text-critical">
          This file cannot be read any more: {set.unreadable}
        </p>
      )}
      {items.length === 0 ? (
        <p className="px-4 py-3 text-13 text-ink-3">None of its assertions is shown here.</p>
      ) : (
        <ul>
          {items.map((item) => (
            <AssertionLine key={item.name} assertion={item} />
          ))}
        </ul>
      )}
      <PanelFooter>
        {counted(set.assertions, "assertion")}, changed by <bdi>{visibleText(set.updatedBy)}</bdi> <Time at={set.updatedAt} />
        {mayReadLog ? (
          <Link
            href={`/settings?tab=audit&q=${encodeURIComponent(set.name)}`}
            className="ml-3 inline-flex items-center gap-1 hover:underline"
          >
            <History aria-hidden className="size-3" />
            History
          </Link>
        ) : null}
      </PanelFooter>
      {asked === "change" ? <SetDialog set={set} onClose={() => setAsked(undefined)} /> : null}
      {asked === "remove" ? <RemoveDialog set={set} onClose={() => setAsked(undefined)} /> : null}
    </Panel>
  );
}
