"use client";
import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { api } from "#client/api.ts";
import { useSession } from "#client/session.ts";
import type { Cluster } from "#contracts/clusters.ts";
import type { Schedule, ScheduleTarget } from "#contracts/schedules.ts";
import { formatLabels, parseLabels } from "#core/clusters/labels.ts";
import { isTargeted } from "#core/schedule/target.ts";
import { LabelTags } from "../clusters/labels.tsx";
import { isLive } from "../clusters/scan-button.tsx";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { SkeletonRows } from "../ui/states.tsx";

/** What stands in the fields. */
export interface Aim {
  readonly kind: "all" | "some" | "labels";
  readonly chosen: readonly string[];
  readonly labels: string;
}

/** @returns the fields of a target; for a new schedule all clusters, or the chosen one. */
export function readTarget(target: Schedule["target"] | undefined, cluster: string | undefined): Aim {
  const empty = { chosen: [], labels: "" };
  if (target === undefined)
    return cluster === undefined ? { ...empty, kind: "all" } : { ...empty, kind: "some", chosen: [cluster] };
  if ("labels" in target) return { ...empty, kind: "labels", labels: formatLabels(target.labels) };
  return target.clusters === "all" ? { ...empty, kind: "all" } : { ...empty, kind: "some", chosen: target.clusters };
}

/** @returns the target that the fields say, or what is missing. */
export function targetOf({ kind, chosen, labels }: Aim): { target: ScheduleTarget } | { problem: string } {
  if (kind === "all") return { target: { clusters: "all" } };
  if (kind === "some")
    return chosen.length === 0 ? { problem: "Choose one cluster or more." } : { target: { clusters: [...chosen] } };
  const read = parseLabels(labels);
  if ("problem" in read) return read;
  if (Object.keys(read.labels).length === 0) return { problem: "Name one label or more, such as env=production." };
  return { target: { labels: { ...read.labels } } };
}

/** @returns whether the reader sees all clusters; who does not names theirs, as all and labels may mean any cluster one day. */
export function useSeesAll(): boolean {
  const scope = useSession()?.user.scope;
  return scope === undefined || ("clusters" in scope && scope.clusters === "all");
}

interface TargetFieldsProps {
  aim: Aim;
  /** All and labels may be chosen. */
  whole: boolean;
  /** Also clusters without a connection, which are not scanned by the clock. */
  every?: boolean;
  onAim: (aim: Aim) => void;
  error: string | undefined;
}

/** Which clusters something is for: those that a schedule scans, or every one. */
export function TargetFields({ aim, whole, every = false, onAim, error }: TargetFieldsProps) {
  const query = useQuery(api.clusters.list.queryOptions({}));
  const clusters = query.data?.items.filter((cluster) => every || isLive(cluster)) ?? [];
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-label">Clusters</legend>
      {whole ? (
        <div>
          <Segmented
            label="Clusters"
            value={aim.kind}
            onChange={(kind) => onAim({ ...aim, kind })}
            options={[
              { value: "all", label: "All" },
              { value: "labels", label: "By label" },
              { value: "some", label: "By name" },
            ]}
          />
        </div>
      ) : null}
      {aim.kind === "some" ? (
        query.data === undefined ? (
          <SkeletonRows rows={4} columns={2} />
        ) : (
          <Choice clusters={clusters} aim={aim} onAim={onAim} error={error} />
        )
      ) : aim.kind === "labels" ? (
        <ByLabel clusters={clusters} aim={aim} onAim={onAim} error={error} />
      ) : (
        <p className="text-ink-2">
          Every cluster{every ? "" : " with a connection"}, also those that are registered later: {clusters.length} now.
        </p>
      )}
    </fieldset>
  );
}

type ChoiceProps = Omit<TargetFieldsProps, "whole" | "every"> & { clusters: readonly Cluster[] };
/** From so many clusters on, a field narrows the list. */
const filterFrom = 8;

function Choice({ clusters, aim, onAim, error }: ChoiceProps) {
  const [text, setText] = useState("");
  if (clusters.length === 0) return <p className="text-ink-2">No cluster that could be chosen is registered.</p>;
  const shown = clusters.filter((cluster) => cluster.name.toLowerCase().includes(text.trim().toLowerCase()));
  const toggle = (id: string, on: boolean) =>
    onAim({ ...aim, chosen: on ? [...aim.chosen, id] : aim.chosen.filter((one) => one !== id) });
  return (
    <div className="grid gap-1">
      {clusters.length < filterFrom ? null : (
        <Input
          type="search"
          aria-label="Narrow the clusters"
          placeholder="Narrow the list"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <ul aria-label="Clusters by name" className="max-h-44 overflow-auto rounded-control border border-line px-3 py-1">
        {shown.map(({ id, name, labels }) => (
          <li key={id}>
            <Checkbox checked={aim.chosen.includes(id)} onCheckedChange={(checked) => toggle(id, checked === true)}>
              <code className="[overflow-wrap:anywhere]">{name}</code>
              <div className="narrow:hidden">
                <LabelTags labels={labels} most={2} />
              </div>
            </Checkbox>
          </li>
        ))}
        {shown.length === 0 ? <li className="py-1 text-ink-3">No name fits.</li> : null}
      </ul>
      <p className={error === undefined ? "text-12 text-ink-3" : "text-12 text-critical"}>
        {error ?? `${aim.chosen.length} of ${clusters.length} chosen`}
      </p>
    </div>
  );
}

function ByLabel({ clusters, aim, onAim, error }: ChoiceProps) {
  const read = targetOf(aim);
  const meant = "target" in read ? clusters.filter((cluster) => isTargeted(read.target, cluster)) : undefined;
  return (
    <Field label={<span className="sr-only">Labels</span>} hint="A cluster that carries all of them is meant." error={error}>
      {(control) => (
        <>
          <Input
            {...control}
            mono
            spellCheck={false}
            autoComplete="off"
            placeholder="env=production, team=payments"
            value={aim.labels}
            onChange={(event) => onAim({ ...aim, labels: event.target.value })}
          />
          {meant === undefined ? null : (
            <p className="text-12 text-ink-3">
              {meant.length === 0 ? "No cluster carries them now." : `${meant.length} now: `}
              {meant.map(({ id, name }, index) => (
                <Fragment key={id}>
                  {index === 0 ? "" : ", "}
                  <code className="inline-block">{name}</code>
                </Fragment>
              ))}
            </p>
          )}
        </>
      )}
    </Field>
  );
}
