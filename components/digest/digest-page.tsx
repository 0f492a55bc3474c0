"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createParser, parseAsStringLiteral, useQueryStates } from "nuqs";
import { api } from "#client/api.ts";
import type { Digest } from "#contracts/digest.ts";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { Input } from "../ui/field.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { clock } from "../ui/time-format.ts";
import { visibleText } from "../ui/visible-text.ts";
import { counted, dayAhead } from "../waivers/waiver-words.ts";
import { DigestClusterPanel } from "./digest-cluster.tsx";
import { digestTitle, inOrder, missingWords } from "./digest-words.ts";

const periods = ["day", "week", "date"] as const;
type Period = (typeof periods)[number];
const days: Readonly<Record<Exclude<Period, "date">, number>> = { day: 1, week: 7 };

const dateParser = createParser({
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null),
  serialize: (text: string) => text,
});

function usePeriod() {
  const [{ period, date }, set] = useQueryStates({
    period: parseAsStringLiteral(periods).withDefault("week").withOptions({ history: "push" }),
    date: dateParser.withOptions({ history: "push" }),
  });
  const now = clock();
  const chosen = date ?? dayAhead(-30, now);
  const since = period === "date" ? `${chosen}T00:00:00.000Z` : new Date(now - days[period] * 86_400_000).toISOString();
  return { period, date: chosen, since, now, set };
}

/** What changed in the fleet since a date: per cluster, honest about what cannot be compared. */
export function DigestPage() {
  const { period, date, since, now, set } = usePeriod();
  const query = useQuery(api.digest.get.queryOptions({ input: { since }, placeholderData: keepPreviousData, staleTime: 60_000 }));
  return (
    <PageBody>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <Segmented
          label="Since"
          value={period}
          onChange={(next) => void set({ period: next })}
          options={[
            { value: "day", label: "24 hours" },
            { value: "week", label: "7 days" },
            { value: "date", label: "Since a date" },
          ]}
        />
        {period === "date" ? (
          <Input
            type="date"
            aria-label="Since"
            value={date}
            max={dayAhead(0, now)}
            onChange={(event) => (event.target.value === "" ? undefined : void set({ date: event.target.value }))}
            className="w-40"
          />
        ) : null}
      </div>
      <QueryView page query={query} skeleton={<DigestSkeleton />}>
        {(digest) => <DigestContent digest={digest} />}
      </QueryView>
    </PageBody>
  );
}

function DigestSkeleton() {
  return (
    <>
      <h1 className="mb-2">
        <span className="sr-only">What changed</span>
        <Skeleton className="h-9 w-1/2" />
      </h1>
      <Skeleton className="mb-5 h-5 w-1/3" />
      {[0, 1, 2].map((index) => (
        <Panel key={index} className="mb-4">
          <SkeletonRows rows={3} columns={4} />
        </Panel>
      ))}
    </>
  );
}

function DigestContent({ digest }: { digest: Digest }) {
  const missing = missingWords(digest);
  return (
    <>
      <Answer title={digestTitle(digest)}>
        Between <Time at={digest.since} /> and <Time at={digest.until} />, each cluster’s newest look against its last one before.
      </Answer>
      {digest.clusters.length === 0 ? (
        <Panel>
          <EmptyState
            title="What changes in your clusters stands here"
            action={
              <Button asChild tone="primary">
                <Link href="/">Open the fleet</Link>
              </Button>
            }
          >
            New and fixed findings, versions, what could no longer be seen, and the decisions that were made.
          </EmptyState>
        </Panel>
      ) : null}
      {missing === "" ? null : (
        <PartialBanner className="mb-4" title="Not all of it is known">
          <p>{missing}</p>
        </PartialBanner>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {inOrder(digest.clusters).map((cluster) => (
          <DigestClusterPanel key={cluster.clusterId} cluster={cluster} />
        ))}
      </div>
      {digest.clusters.length === 0 ? null : (
        <div className="mt-4 grid items-start gap-4 xl:grid-cols-2">
          <Decisions digest={digest} />
          <Schedules digest={digest} />
        </div>
      )}
    </>
  );
}

const eventWords = { made: "made", ended: "ended", revoked: "revoked" } as const;

function Decisions({ digest: { waivers } }: { digest: Digest }) {
  return (
    <Panel title="Waivers" aside={<Link href="/findings/waivers">All waivers</Link>}>
      {waivers.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">No waiver was made and none ended.</p>
      ) : (
        <ul>
          {waivers.slice(0, 20).map(({ id, name, event, by, at }) => (
            <li
              key={`${id} ${event}`}
              className="flex min-h-10 flex-wrap items-center gap-x-4 border-line border-b px-4 py-1 last:border-b-0"
            >
              <span className="min-w-0 flex-1 truncate font-label [unicode-bidi:isolate]">{visibleText(name)}</span>
              <span className="text-12 text-ink-2">
                {eventWords[event]}
                {by === undefined ? "" : ` by ${visibleText(by)}`}
              </span>
              <Time at={at} className="text-12 text-ink-3" />
            </li>
          ))}
          {waivers.length > 20 ? <li className="px-4 py-2 text-12 text-ink-3">and {waivers.length - 20} more</li> : null}
        </ul>
      )}
    </Panel>
  );
}

function Schedules({ digest: { schedules } }: { digest: Digest }) {
  return (
    <Panel title="Scheduled scans that did not run">
      {schedules.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">Every scheduled scan that was due started.</p>
      ) : (
        <ul>
          {schedules.map(({ id, name, missed, skipped }) => (
            <li key={id} className="flex min-h-10 flex-wrap items-center gap-x-4 border-line border-b px-4 py-1 last:border-b-0">
              <span className="min-w-0 flex-1 truncate font-label [unicode-bidi:isolate]">{visibleText(name)}</span>
              <span className="text-12 text-ink-2">
                {[
                  missed > 0 ? `${counted(missed, "occurrence")} missed` : "",
                  skipped > 0 ? `${counted(skipped, "scan")} skipped` : "",
                ]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
