"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { api } from "#client/api.ts";
import type { WaiverMatchInput, WaiverPreview } from "#contracts/waivers.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { Skeleton } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { counted, severityWords } from "./waiver-words.ts";

/** @returns the options of what lists match now. */
export function previewOptions(match: WaiverMatchInput) {
  return api.waivers.preview.queryOptions({ input: { match }, placeholderData: keepPreviousData, staleTime: 30_000 });
}

/** What the waiver would hold now: how many, how bad, where, and the worst by name. */
export function PreviewOfWaiver({ match }: { match: WaiverMatchInput }) {
  const query = useQuery(previewOptions(useDeferredValue(match)));
  if (query.error !== null) return <ProblemLine error={query.error} />;
  const preview = query.data;
  return (
    <section
      aria-label="What it matches now"
      aria-live="polite"
      aria-busy={query.isFetching}
      className="rounded-control border border-line bg-sunk"
    >
      {preview === undefined ? <Skeleton className="m-3 h-5 w-2/3" /> : <Answer preview={preview} />}
    </section>
  );
}

function Answer({ preview }: { preview: WaiverPreview }) {
  const { total, counts, clusters, checks, first, waivedAlready, refused } = preview;
  return (
    <div className="px-3 py-2">
      <p className="font-label">
        {total === 0
          ? "Matches nothing in the newest scans."
          : `Matches ${counted(total, "finding")} today: ${severityWords(counts)}.`}
      </p>
      {total === 0 ? (
        <p className="text-12 text-ink-2">It would hold what later scans find.</p>
      ) : (
        <p className="text-12 text-ink-2">
          {counted(checks.length, "check")} in {counted(clusters.length, "cluster")}
          {waivedAlready > 0 ? `; ${counted(waivedAlready, "one", "of them")} waived already` : ""}. A waived finding is not a
          passed one: verdicts and coverage stay as they are.
        </p>
      )}
      {refused === undefined ? null : (
        <p role="alert" className="mt-1 text-12 text-critical">
          {refused}
        </p>
      )}
      {total === 0 ? null : (
        <details className="mt-1">
          <summary className="min-h-6 cursor-pointer text-12 text-accent-text">Show which</summary>
          <div className="grid gap-2 pt-1 text-12 sm:grid-cols-2">
            <Counts title="By cluster" items={clusters.map(({ name, count }) => ({ name, count }))} />
            <Counts title="By check" items={checks.map(({ id, count }) => ({ name: id, count }))} />
          </div>
          <ul className="mt-2 grid gap-1 text-12">
            {first.map((finding) => (
              <li key={`${finding.scanId} ${finding.fingerprint}`} className="grid grid-cols-[12px_minmax(0,1fr)] gap-2">
                <SeverityGlyph severity={finding.severity} labelled className="mt-0.5" />
                <span className="truncate [unicode-bidi:isolate]" title={visibleText(finding.title)}>
                  {visibleText(finding.title)} <code className="text-ink-3">{finding.cluster}</code>
                </span>
              </li>
            ))}
            {total > first.length ? (
              <li className="text-ink-3">and {(total - first.length).toLocaleString("en-GB")} more</li>
            ) : null}
          </ul>
        </details>
      )}
    </div>
  );
}

function Counts({ title, items }: { title: string; items: readonly { name: string; count: number }[] }) {
  return (
    <div className="min-w-0">
      <h3 className="font-normal text-12 text-ink-3">{title}</h3>
      <ul>
        {items.slice(0, 8).map(({ name, count }) => (
          <li key={name} className="flex gap-2">
            <code className="min-w-0 flex-1 truncate" title={name}>
              {name}
            </code>
            <span>{count.toLocaleString("en-GB")}</span>
          </li>
        ))}
        {items.length > 8 ? <li className="text-ink-3">and {items.length - 8} more</li> : null}
      </ul>
    </div>
  );
}
