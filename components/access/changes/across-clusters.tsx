"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { useFilterKey } from "#client/shortcuts.ts";
import type { AccessDrift } from "#contracts/access/changes.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { ShareButton } from "../../reports/share-button.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { Link } from "../../ui/link.tsx";
import { LoadMore, moreOf } from "../../ui/load-more.tsx";
import { ObjectName } from "../../ui/object-name.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, PartialBanner } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { SubjectIcon } from "../subject.tsx";
import { counted, subjectKey } from "../subject-words.ts";
import { driftWords, listed } from "./change-words.ts";
import { driftFiles, driftView } from "./changes-files.ts";
import { driftParsers } from "./changes-url.ts";
import { NotYet } from "./not-yet.tsx";

/** Roles of one name that give something else elsewhere, and bindings that one cluster alone has, by the newest scans. */
export function AcrossClusters() {
  const [filter, setFilter] = useQueryStates(driftParsers);
  const { what, q, defaults } = filter;
  const field = useRef<HTMLInputElement>(null);
  useFilterKey(field);
  const query = useInfiniteQuery({
    ...api.accessChanges.drift.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ what, defaults, limit: 50 },
        ...(q === "" ? {} : { q }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page: AccessDrift) => page.next,
    }),
    placeholderData: keepPreviousData,
  });
  const first = query.data?.pages[0];
  if (first === undefined) return <NotYet name="Drift between clusters" query={query} />;
  const pages = query.data?.pages ?? [];
  const unseen = first.clusters.filter(({ complete }) => !complete);
  return (
    <>
      <Answer
        title={driftWords(first)}
        actions={
          <>
            <ExportButton
              size="large"
              files={driftFiles(filter)}
              inside={
                what === "roles"
                  ? "Every role of this filter in each cluster that has it, with what it gives beyond the first one and less than it; clusters of which not everything was seen."
                  : "Every binding of this filter that one cluster alone has, with its role and subjects; clusters of which not everything was seen."
              }
              outside={
                what === "roles"
                  ? "Not in it: bindings. Choose them, and export again."
                  : "Not in it: roles. Choose them, and export again."
              }
            />
            <ShareButton size="large" view={driftView(filter)} title="Drift between clusters" />
          </>
        }
      >
        By the newest scans of {counted(first.clusters.length, "cluster")}. Roles are compared by what they give, not by how it is
        written.
      </Answer>
      {unseen.length === 0 ? null : (
        <PartialBanner title="Not everything can be compared" className="mb-4">
          Not all roles and bindings of <bdi>{listed(unseen.map(({ cluster }) => cluster))}</bdi> were seen: a binding that is
          missing there is not told as missing.
        </PartialBanner>
      )}
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label="What"
          value={what}
          onChange={(next) => void setFilter({ what: next })}
          options={[
            { value: "roles", label: `Roles ${first.counts.roles.toLocaleString("en")}` },
            { value: "bindings", label: `Bindings ${first.counts.bindings.toLocaleString("en")}` },
          ]}
        />
        <SearchField
          className="w-56 narrow:w-full"
          ref={field}
          label="Filter by name"
          placeholder="Filter by name"
          value={q}
          onText={(text) => void setFilter({ q: text })}
        />
        <Checkbox
          checked={defaults === "show"}
          onCheckedChange={(checked) => void setFilter({ defaults: checked === true ? "show" : "hide" })}
        >
          Kubernetes’ own, by version
        </Checkbox>
      </div>
      {what === "roles" ? <Roles roles={pages.flatMap((page) => page.roles)} clusters={first.clusters.length} /> : null}
      {what === "bindings" ? (
        <Bindings bindings={pages.flatMap((page) => page.bindings)} clusters={first.clusters.length} />
      ) : null}
      <LoadMore more={moreOf(query)} />
    </>
  );
}

function Nothing({ clusters, children }: { clusters: number; children: string }) {
  return (
    <EmptyState
      title={clusters < 2 ? "A comparison needs two clusters" : "No difference to show"}
      className="rounded-panel border border-line bg-panel"
    >
      {clusters < 2 ? "Register another one, or upload a snapshot of it." : children}
    </EmptyState>
  );
}

function ClusterNames({ clusters }: { clusters: AccessDrift["roles"][number]["variants"][number]["clusters"] }) {
  return (
    <span className="[overflow-wrap:anywhere]">
      {clusters.map(({ cluster, clusterId, scanId }, index) => (
        <span key={scanId}>
          {index > 0 ? ", " : ""}
          <Link href={`/access/matrix?cluster=${clusterId}&scan=${scanId}`} className="hover:underline">
            <code className="[unicode-bidi:isolate]">{visibleText(cluster)}</code>
          </Link>
        </span>
      ))}
    </span>
  );
}

function Roles({ roles, clusters }: { roles: AccessDrift["roles"]; clusters: number }) {
  if (roles.length === 0) return <Nothing clusters={clusters}>Every role of one name gives the same wherever it is.</Nothing>;
  return (
    <Panel aria-label="Roles that differ">
      <ul>
        {roles.map(({ kind, namespace, name, variants }) => (
          <li key={`${kind} ${namespace ?? ""}/${name}`} className="border-line border-b last:border-b-0">
            <h2 className="flex min-h-9 items-center gap-2 bg-sunk px-4 py-1 font-normal text-13 [li:first-child>&]:rounded-t-panel">
              <span className="text-12 text-ink-3">{kind}</span>
              <ObjectName namespace={namespace} name={name} wrap className="font-label" />
            </h2>
            <ul>
              {variants.map((variant, index) => (
                <Variant key={variant.clusters[0]?.scanId ?? index} variant={variant} first={index === 0} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Variant({ variant, first }: { variant: AccessDrift["roles"][number]["variants"][number]; first: boolean }) {
  const lines = [
    ...variant.more.map((words) => ({ sign: "+", what: "more", words })),
    ...variant.less.map((words) => ({ sign: "−", what: "less", words })),
  ];
  return (
    <li className="grid gap-x-4 gap-y-1 border-line border-t px-4 py-2 wide:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <div className="min-w-0 text-12">
        <ClusterNames clusters={variant.clusters} />
        {variant.isDefault ? <Badge className="ml-2">Kubernetes’ own</Badge> : null}
      </div>
      {first ? (
        <p className="text-12 text-ink-3">the others are compared with this one</p>
      ) : (
        <ul className="min-w-0">
          {lines.map(({ sign, what, words }) => (
            <li key={`${what} ${words}`} className="grid grid-cols-[14px_minmax(0,1fr)] text-12 [overflow-wrap:anywhere]">
              <span aria-hidden>{sign}</span>
              <span>
                <span className="sr-only">{what}: </span>
                <code className="text-ink">{visibleText(words)}</code>
              </span>
            </li>
          ))}
          {variant.beyond > 0 ? <li className="text-12 text-ink-3">and {variant.beyond.toLocaleString("en")} more</li> : null}
        </ul>
      )}
    </li>
  );
}

function Bindings({ bindings, clusters }: { bindings: AccessDrift["bindings"]; clusters: number }) {
  if (bindings.length === 0) return <Nothing clusters={clusters}>No binding is known to be in one cluster alone.</Nothing>;
  return (
    <Panel aria-label="Bindings that one cluster alone has">
      <ul>
        {bindings.map(({ kind, namespace, name, role, subjects, moreSubjects, ...cluster }) => (
          <li
            key={`${cluster.scanId} ${kind} ${namespace ?? ""}/${name}`}
            className="grid gap-x-4 gap-y-0.5 border-line border-b px-4 py-2 text-12 last:border-b-0 wide:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1fr)]"
          >
            <span className="min-w-0">
              <span className="text-ink-3">{kind} </span>
              <ObjectName namespace={namespace} name={name} wrap className="font-label" />
              <span className="block text-ink-3 [overflow-wrap:anywhere]">
                gives <bdi>{visibleText(role)}</bdi>
              </span>
            </span>
            <ul className="min-w-0">
              {subjects.map((subject) => (
                <li key={subjectKey(subject)} className="flex items-center gap-1.5">
                  <SubjectIcon kind={subject.kind} />
                  <ObjectName namespace={subject.namespace} name={subject.name} wrap />
                </li>
              ))}
              {moreSubjects > 0 ? <li className="text-ink-3">and {moreSubjects} more</li> : null}
              {subjects.length === 0 ? <li className="text-ink-3">names nobody</li> : null}
            </ul>
            <span className="min-w-0">
              only in <ClusterNames clusters={[cluster]} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
