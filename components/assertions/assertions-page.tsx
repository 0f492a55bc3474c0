"use client";
import { useQuery } from "@tanstack/react-query";
import { ListChecks, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import { useClusters } from "#client/url-state.ts";
import type { AssertionSetView, CheckedAssertion } from "#contracts/assertions.ts";
import { AccessTabs } from "../access/access-tabs.tsx";
import { counted } from "../access/subject-words.ts";
import { PageBody } from "../shell/page-body.tsx";
import { Button } from "../ui/button.tsx";
import { Answer } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { countsOf, type Shown, shownVerdicts, titleOf, worstOf } from "./assertion-words.ts";
import { SetPanel } from "./set-panel.tsx";

const SetDialog = dynamic(() => import("./set-dialog.tsx").then((m) => m.SetDialog), { ssr: false });

const labels: Readonly<Record<Shown, string>> = { all: "All", broken: "Broken", unknown: "Not assessed", holds: "Hold" };
const pushed = { history: "push" } as const;

/** `/access/assertions`: what must be true of who can do what, and whether it is. */
export function AssertionsPage() {
  const [shown, setShown] = useQueryState("verdict", parseAsStringLiteral(shownVerdicts).withDefault("all").withOptions(pushed));
  const [making, setMaking] = useQueryState("new", parseAsBoolean.withDefault(false).withOptions(pushed));
  const [[cluster]] = useClusters();
  const may = useMay("finding:act");
  const sets = useQuery(api.assertions.list.queryOptions({ input: {} }));
  const checked = useQuery(api.assertions.checked.queryOptions({ input: cluster === undefined ? {} : { cluster } }));
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const failed = sets.error ?? checked.error;
  const add = may ? (
    <Button tone="primary" onClick={() => void setMaking(true)} aria-haspopup="dialog">
      <Plus aria-hidden />
      New assertions
    </Button>
  ) : undefined;
  const ready = sets.data !== undefined && checked.data !== undefined;
  return (
    <>
      <AccessTabs />
      <PageBody>
        <div ref={root}>
          {ready ? (
            <Found
              sets={sets.data.items}
              items={checked.data.items}
              shown={shown}
              onShown={(next) => void setShown(next)}
              add={add}
            />
          ) : failed === null ? (
            <Loading />
          ) : (
            <>
              <h1 className="sr-only">Assertions</h1>
              <ErrorState error={problemOf(failed)} retry={() => void Promise.all([sets.refetch(), checked.refetch()])} />
            </>
          )}
        </div>
      </PageBody>
      {making && may ? <SetDialog onClose={() => void setMaking(false)} /> : null}
    </>
  );
}

function Loading() {
  return (
    <div aria-busy="true">
      <h1 className="mb-5">
        <span className="sr-only">Assertions</span>
        <Skeleton className="h-9 w-1/2" />
      </h1>
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={6} columns={3} />
      </div>
    </div>
  );
}

interface FoundProps {
  readonly sets: readonly AssertionSetView[];
  readonly items: readonly CheckedAssertion[];
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
  readonly add: React.ReactNode;
}

function Found({ sets, items, shown, onShown, add }: FoundProps) {
  if (sets.length === 0)
    return (
      <>
        <h1 className="sr-only">Assertions</h1>
        <EmptyState icon={<ListChecks aria-hidden />} title="No assertions yet" action={add}>
          Write down what must be true, such as “only the platform’s administrators can delete nodes”. Every scan checks it, and a
          broken assertion is a finding that names who breaks it.
        </EmptyState>
      </>
    );
  const counts = countsOf(items);
  const kept = items.filter((item) => shown === "all" || worstOf(item) === shown);
  const blind = new Set(
    items.flatMap(({ clusters }) => clusters.flatMap(({ cluster, verdict }) => (verdict === "unknown" ? [cluster.name] : []))),
  );
  return (
    <>
      <Answer title={titleOf(counts)} actions={add}>
        Each is held against the newest scan of every cluster that it is for. A broken one is a finding after the next scan.
      </Answer>
      {blind.size === 0 ? null : (
        <PartialBanner title="Not everything was seen" className="mb-4">
          {counted(blind.size, "cluster")} could not be assessed in full: <bdi>{[...blind].sort().join(", ")}</bdi>. An assertion
          about them may be broken and not show it.
        </PartialBanner>
      )}
      <div className="mb-3">
        <Segmented
          label="Verdict"
          value={shown}
          onChange={onShown}
          options={shownVerdicts.map((value) => ({ value, label: `${labels[value]} ${counts[value]}` }))}
        />
      </div>
      <div className="grid gap-4">
        {sets.map((set) => (
          <SetPanel key={set.id} set={set} items={kept.filter((item) => item.set.id === set.id)} />
        ))}
      </div>
    </>
  );
}
