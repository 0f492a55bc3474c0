"use client";
import { useQuery } from "@tanstack/react-query";
import { PenLine, Printer } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import { useMay } from "#client/session.ts";
import type { ChecklistItemView, ChecklistView } from "#contracts/checklist.ts";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { ShareButton } from "../reports/share-button.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { ChecklistHistoryPanel } from "./checklist-history.tsx";
import { ChecklistItem } from "./checklist-item.tsx";
import { nameOfState, scoreSentence, states } from "./checklist-words.ts";
import { ScoreStrip } from "./score-strip.tsx";

const AttestDialog = dynamic(() => import("./attest-dialog.tsx").then((m) => m.AttestDialog), { ssr: false });

const shownParser = parseAsStringLiteral(["all", ...states] as const)
  .withDefault("all")
  .withOptions({ history: "push" });

/** The official list with evidence in the place of boxes, for one cluster. */
export function ChecklistPage({ scanId }: { scanId: string }) {
  const query = useQuery(api.checklist.get.queryOptions({ input: { id: scanId } }));
  return (
    <QueryView query={query} skeleton={<ChecklistSkeleton />} page>
      {(list) => <Found list={list} />}
    </QueryView>
  );
}

function Found({ list }: { list: ChecklistView }) {
  const [shown, setShown] = useQueryState("state", shownParser);
  const [open, setOpen] = useState<ChecklistItemView>();
  const may = useMay("checklist:attest");
  const sections = list.sections
    .map(({ items, ...section }) => ({
      ...section,
      all: items,
      items: items.filter(({ state }) => shown === "all" || state === shown),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <>
      <Title list={list} />
      <ScoreStrip score={list.score} rules={list.rules} />
      <div className="mb-4 print:hidden">
        <Segmented
          label="State"
          value={shown}
          onChange={(value) => void setShown(value)}
          options={(["all", ...states] as const).map((value) => ({ value, label: value === "all" ? "All" : nameOfState(value) }))}
        />
      </div>
      <div className="grid gap-4">
        {sections.length === 0 ? (
          <Panel aria-label="Items">
            <EmptyState
              title="No item is in this state"
              action={<Button onClick={() => void setShown("all")}>Show all items</Button>}
            />
          </Panel>
        ) : null}
        {sections.map(({ id, title, items, all }) => (
          <Panel key={id} title={title} aside={sectionWords(all)} className="print:border-0">
            <ul>
              {items.map((item) => (
                <ChecklistItem
                  key={item.id}
                  item={item}
                  found={(check) => <FoundLink list={list} check={check} />}
                  action={
                    may ? (
                      <Button
                        size="small"
                        onClick={() => setOpen(item)}
                        aria-haspopup="dialog"
                        aria-label={`${actOf(item)}: ${item.text}`}
                      >
                        <PenLine aria-hidden />
                        {actOf(item)}
                      </Button>
                    ) : undefined
                  }
                />
              ))}
            </ul>
          </Panel>
        ))}
        <ChecklistHistoryPanel clusterId={list.clusterId} />
        <p className="max-w-[92ch] text-12 text-ink-3">{list.source}. The last section is Drydock's own.</p>
      </div>
      {open === undefined ? null : <AttestDialog clusterId={list.clusterId} item={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function actOf({ statement }: ChecklistItemView): string {
  return statement === undefined ? "Attest" : "Renew";
}

function sectionWords(items: readonly ChecklistItemView[]): string {
  const good = items.filter(({ state }) => state === "met" || state === "attested").length;
  return `${good} of ${counted(items.length, "item")} ${good === 1 ? "holds" : "hold"}`;
}

function FoundLink({ list, check }: { list: ChecklistView; check: ChecklistItemView["checks"][number] }) {
  return (
    <Link
      href={`/findings?cluster=${list.clusterId}&scan=${list.scanId}&check=${encodeURIComponent(check.checkId)}`}
      className="inline-flex min-h-6 flex-none items-center font-label text-accent-text hover:underline"
    >
      {counted(check.findings, "finding")}
    </Link>
  );
}

function Title({ list }: { list: ChecklistView }) {
  const input = { scan: list.scanId };
  return (
    <Answer
      title={scoreSentence(list.score)}
      actions={
        <span className="flex flex-wrap gap-2 print:hidden">
          <ShareButton
            size="large"
            view={{ kind: "checklist", scan: list.scanId }}
            title={`Security checklist of ${list.cluster}`}
          />
          <ExportButton
            size="large"
            files={{ csv: exportAddress("checklist", input, "csv"), json: exportAddress("checklist", input, "json") }}
            inside="Every item with its state and reason, the verdict of each of its checks, what people answer for, and the score."
            outside="Not in it: the findings. They are in the file of the findings' page."
          />
          <Button size="large" onClick={() => globalThis.print()}>
            <Printer aria-hidden />
            Print
          </Button>
        </span>
      }
    >
      <p>
        The Kubernetes security checklist for <code className="[unicode-bidi:isolate]">{list.cluster}</code>, as of{" "}
        <Time at={list.takenAt} />, scan {list.number}. Each item says what was looked at, by whom or by which check, and what
        nobody has looked at yet.
      </p>
    </Answer>
  );
}

/** The page before its list is known. */
export function ChecklistSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <h1 className="sr-only">Security checklist</h1>
      <Skeleton className="h-9 w-3/5" />
      <Skeleton className="h-24 w-full" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={12} columns={3} />
      </div>
    </div>
  );
}
