"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import { problemOf } from "#client/problem.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import type { DryRun } from "#contracts/supply-chain/dry-run.ts";
import { counted } from "../../access/subject-words.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { GapList } from "../../scans/gap-list.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Select } from "../../ui/field.tsx";
import { Link } from "../../ui/link.tsx";
import { LoadMore, moreOf } from "../../ui/load-more.tsx";
import { Answer, Panel, PanelFooter } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { EmptyState, ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { type DryRunFilter, type SetDryRunFilter, triedOf, useDryRun, useDryRunFilter, verdictNames } from "./dry-run-query.ts";
import { DryRunReasons, verdictWords } from "./dry-run-reasons.tsx";
import { DryRunTable } from "./dry-run-table.tsx";

/** What would be refused if policies were enforced today: by reason, then pod by pod. */
export function DryRunView() {
  const [filter, setFilter] = useDryRunFilter();
  const query = useDryRun(filter);
  const first = query.data?.pages[0];
  if (first === undefined && query.isError)
    return <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  if (first === undefined) return <Waiting />;
  const places = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Head run={first} filter={filter} />
      <Terms filter={filter} setFilter={setFilter} run={first} />
      {first.policies.length === 0 ? (
        <Nothing />
      ) : (
        <div className="grid gap-4" aria-busy={query.isPlaceholderData}>
          <DryRunReasons run={first} chosen={filter.reason} onReason={(reason) => void setFilter({ reason })} />
          <Panel title="What runs" aside={`${counted(first.total, "container")}`}>
            <Filters filter={filter} setFilter={setFilter} />
            {places.length === 0 ? (
              <EmptyState title="No container is left by these filters" className="!py-8" />
            ) : (
              <DryRunTable places={places} />
            )}
            <Footer run={first} />
          </Panel>
          <LoadMore more={moreOf(query)}>Show more</LoadMore>
        </div>
      )}
    </>
  );
}

function Head({ run, filter }: { run: DryRun; filter: DryRunFilter }) {
  const { verdicts } = run;
  const files = {
    csv: exportAddress("policy-dry-run", triedOf(filter), "csv"),
    json: exportAddress("policy-dry-run", triedOf(filter), "json"),
  };
  const actions =
    run.policies.length === 0 ? undefined : (
      <ExportButton
        files={files}
        inside="Every container that runs in your scope, with its verdict and why."
        outside="Nothing is verified anew: it rests on what was looked at last."
      />
    );
  return (
    <>
      <Answer title={run.sentence} actions={actions}>
        {run.policies.length === 0
          ? "A dry run holds policies against what runs. Nothing is changed in any cluster."
          : `${counted(verdicts.allowed.pods, "pod")} allowed, ${counted(verdicts.notNamed.pods, "pod")} of images that no policy names. Nothing is verified anew, and nothing is changed in any cluster.`}
      </Answer>
      {run.gaps.length === 0 ? null : (
        <PartialBanner title="Not everything that runs was seen" className="mb-4">
          <GapList gaps={run.gaps} most={4} />
        </PartialBanner>
      )}
    </>
  );
}

function Nothing() {
  return (
    <EmptyState
      title="There is no policy to try"
      action={
        <Button asChild tone="primary">
          <Link href="/supply-chain/policies">Open the policies</Link>
        </Button>
      }
    >
      Write one, or take over those of a cluster; a draft can be tried before anything rests on it.
    </EmptyState>
  );
}

interface TermsProps {
  readonly filter: DryRunFilter;
  readonly setFilter: SetDryRunFilter;
  readonly run: DryRun;
}

/** What is tried, on which clusters. */
function Terms({ filter, setFilter, run }: TermsProps) {
  const policies = useQuery(api.signingPolicies.list.queryOptions({ input: {} }));
  const fleet = useQuery(api.clusters.list.queryOptions({ input: {} }));
  const clusters = fleet.data?.items ?? run.clusters;
  return (
    <fieldset className="mb-4 flex flex-wrap items-center gap-2">
      <legend className="sr-only">What is tried</legend>
      <Select
        size="large"
        aria-label="Policy"
        className="max-w-72"
        value={filter.policy[0] ?? ""}
        onChange={(event) => void setFilter({ policy: event.target.value === "" ? [] : [event.target.value], reason: null })}
      >
        <option value="">All policies that are no drafts</option>
        {policies.data?.items.map(({ id, name, draft }) => (
          <option key={id} value={id}>
            {visibleText(name)}
            {draft ? " (draft)" : ""}
          </option>
        ))}
      </Select>
      <Select
        size="large"
        aria-label="Cluster"
        className="max-w-56"
        value={filter.cluster[0] ?? ""}
        onChange={(event) => void setFilter({ cluster: event.target.value === "" ? [] : [event.target.value] })}
      >
        <option value="">All clusters</option>
        {clusters.map(({ id, name }) => (
          <option key={id} value={id}>
            {visibleText(name)}
          </option>
        ))}
      </Select>
      <Choice
        label="An image that no policy names"
        value={filter.unmatched}
        options={{ allow: "What no policy names is let in", refuse: "What no policy names is refused" }}
        onChange={(unmatched) => void setFilter({ unmatched })}
      />
      {filter.namespace.map((namespace) => (
        <Button
          key={namespace}
          onClick={() => void setFilter({ namespace: filter.namespace.filter((one) => one !== namespace) })}
          aria-label={`Show more than namespace ${namespace}`}
        >
          namespace {visibleText(namespace)} ×
        </Button>
      ))}
    </fieldset>
  );
}

function Filters({ filter, setFilter }: Omit<TermsProps, "run">) {
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  return (
    <search className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <SearchField
        ref={field}
        className="w-72 narrow:w-full"
        label="Filter by cluster, workload or image"
        placeholder="Cluster, workload or image"
        value={filter.q}
        onText={(q) => void setFilter({ q })}
      />
      <Select
        size="large"
        aria-label="Verdict"
        value={filter.verdict ?? ""}
        onChange={(event) => void setFilter({ verdict: verdictNames.find((one) => one === event.target.value) ?? null })}
      >
        <option value="">Every verdict</option>
        {verdictNames.map((verdict) => (
          <option key={verdict} value={verdict}>
            {verdictWords[verdict]}
          </option>
        ))}
      </Select>
      {filter.reason === null ? null : (
        <Button tone="quiet" onClick={() => void setFilter({ reason: null })}>
          Every reason
        </Button>
      )}
    </search>
  );
}

function Footer({ run: { clusters } }: { run: DryRun }) {
  const taken = clusters.flatMap(({ takenAt }) => takenAt ?? []).sort();
  const unscanned = clusters.filter(({ scanId }) => scanId === undefined);
  return (
    <PanelFooter>
      What runs is that of the newest scan of {counted(clusters.length, "cluster")}
      {taken[0] === undefined ? "" : ", the oldest of "}
      {taken[0] === undefined ? null : <Time at={taken[0]} />}.
      {unscanned.length === 0 ? "" : ` ${counted(unscanned.length, "cluster")} without a scan that says what runs.`}
    </PanelFooter>
  );
}

function Waiting() {
  return (
    <div aria-busy="true">
      <h1 className="sr-only">Dry run</h1>
      <Skeleton className="mb-3 h-9 w-4/5" />
      <Skeleton className="mb-5 h-4 w-2/5" />
      <Skeleton className="mb-4 h-8 w-3/5" />
      <Skeleton className="mb-4 h-40 rounded-panel" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={10} columns={5} />
      </div>
    </div>
  );
}
