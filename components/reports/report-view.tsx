import type { ReactNode } from "react";
import type { Report } from "#contracts/reports.ts";
import { Mark } from "../shell/brand.tsx";
import { percent } from "../ui/hatch.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { faceOf } from "./faces.ts";
import { assessedShare, clusterWords, counted, filterWords, hiddenWords, utc, utcClock, utcDay } from "./report-words.ts";

interface ReportViewProps {
  readonly report: Report;
  /** The level of the title: 2 where the report stands inside a page, as in a preview. */
  readonly level?: 1 | 2;
  /** Leads from page to page; absent in a preview. */
  readonly pager?: ReactNode;
}

/** A report, as its reader gets it: calm, printable, and with nothing in it that leads to a locked door. */
export function ReportView({ report, level = 1, pager }: ReportViewProps) {
  const Title = level === 1 ? "h1" : "h2";
  const hidden = hiddenWords(report.redaction);
  const { lede, Content } = faceOf(report.content);
  return (
    <article>
      <header className="mb-6 flex flex-wrap items-center gap-x-2 gap-y-1 border-ink border-b pb-3">
        <Mark />
        <b className="font-semibold text-14">Drydock</b>
        <span className="text-12 text-ink-2">Shared report</span>
        <span className="ml-auto text-12 text-ink-2">from {visibleText(report.from)}</span>
      </header>
      <Title className="text-balance font-semibold text-28 tracking-[-.022em] [overflow-wrap:anywhere] max-sm:text-[22px]/[28px]">
        {visibleText(report.title)}
      </Title>
      <p className="mt-1 text-pretty text-16 text-ink-2">{lede(report.content, report.total)}</p>
      <SampleNote restsOn={report.restsOn} />
      <Facts report={report} />
      {report.filters.length === 0 ? null : (
        <p className="mb-4 text-ink-2 [overflow-wrap:anywhere]">
          <b className="font-label text-ink">Not everything is in it.</b> It was narrowed to{" "}
          {report.filters.map((filter) => visibleText(filterWords(filter))).join("; ")}.
        </p>
      )}
      {hidden === undefined ? null : <p className="mb-4 text-ink-2">{hidden}</p>}
      <Content content={report.content} report={report} />
      {pager}
      {report.beyond > 0 ? (
        <p className="mt-4 text-ink-2">
          {counted(report.beyond, "entry", "entries")} more {report.beyond === 1 ? "is" : "are"} not shown: a report has 100 pages
          at most.
        </p>
      ) : null}
      {report.restsOn.length > 1 || report.restsOn.some(({ endpoint }) => endpoint !== undefined) ? (
        <RestsOn report={report} />
      ) : null}
      <footer className="mt-8 flex flex-wrap gap-x-6 gap-y-1 border-line-strong border-t pt-3 text-12 text-ink-3">
        <span>
          Frozen to {report.restsOn.length === 1 ? `scan ${report.restsOn[0]?.number}` : counted(report.restsOn.length, "scan")}:
          what it shows does not change.
        </span>
        <span>Made {utc(report.createdAt)}</span>
        {report.pages > 1 ? (
          <span>
            Page {report.page} of {report.pages}
          </span>
        ) : null}
        {report.signedInOnly ? <span>Opens for people who sign in</span> : null}
      </footer>
    </article>
  );
}

/** Nobody should take a sample for a cluster of theirs. */
function SampleNote({ restsOn }: Pick<Report, "restsOn">) {
  const samples = clusterWords(restsOn.filter(({ sample }) => sample));
  if (samples.length === 0) return null;
  return (
    <p className="mt-2 text-ink-2 [overflow-wrap:anywhere]">
      {samples.length === clusterWords(restsOn).length
        ? "This report is about the sample fleet that comes with Drydock, not about real clusters."
        : `Samples that come with Drydock, and no real clusters, are among these: ${samples.map(visibleText).join(", ")}.`}
    </p>
  );
}

function Fact({ name, value, more }: { name: string; value: ReactNode; more: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="text-12 text-ink-3">{name}</dt>
      <dd className="font-label [overflow-wrap:anywhere]">{value}</dd>
      <dd className="text-12 text-ink-2 [overflow-wrap:anywhere]">{more}</dd>
    </div>
  );
}

function Facts({ report }: { report: Report }) {
  const { restsOn, expiresAt, content } = report;
  const clusters = clusterWords(restsOn);
  const [first] = restsOn;
  const last = restsOn.at(-1);
  const share = assessedShare(restsOn);
  const times = restsOn.map(({ at }) => at).sort();
  const kind = faceOf(content).name.toLowerCase();
  const compared = content.kind === "comparison" || content.kind === "access-changes";
  const pair = compared && first !== undefined && last !== undefined && { first, last };
  return (
    <dl className="my-5 grid grid-cols-2 divide-line rounded-panel border border-line bg-panel max-sm:[&>:nth-child(-n+2)]:border-b max-sm:[&>:nth-child(odd)]:border-r sm:grid-cols-4 sm:divide-x print:border-line-strong [&>*]:border-line">
      <Fact
        name="Scope"
        value={
          clusters.length === 1 ? (
            <code className="[unicode-bidi:isolate]">{visibleText(clusters[0] ?? "")}</code>
          ) : (
            counted(clusters.length, "cluster")
          )
        }
        more={first?.provider === undefined || clusters.length > 1 ? kind : `${first.provider}, ${kind}`}
      />
      <Fact
        name="Rests on"
        value={
          pair
            ? `scans ${pair.first.number} and ${pair.last.number}`
            : restsOn.length === 1
              ? `scan ${first?.number}`
              : counted(restsOn.length, "scan")
        }
        more={spanWords(times)}
      />
      <Fact
        name="Assessed"
        value={share === undefined ? "not known" : `${restsOn.length > 1 ? "at least " : ""}${percent(share)}`}
        more={unseenWords(
          restsOn.map(({ notAssessed }) => notAssessed),
          pair !== false,
        )}
      />
      <Fact name="This link ends" value={utcDay(expiresAt)} more={utcClock(expiresAt)} />
    </dl>
  );
}

/** @param compared whether they are two looks at one cluster, of which one check is not to be counted twice */
function unseenWords(notAssessed: readonly number[], compared: boolean): string {
  const all = notAssessed.reduce((sum, n) => sum + n, 0);
  if (all === 0) return "every check that applies";
  if (!compared || new Set(notAssessed).size === 1)
    return `${counted(compared ? (notAssessed[0] ?? 0) : all, "check")} not assessed`;
  return `${notAssessed.map((n) => n.toLocaleString("en-GB")).join(", then ")} checks not assessed`;
}

/** When the scans were, from the first to the last. */
function spanWords(times: readonly string[]): string {
  const [first, last] = [times[0] ?? "", times.at(-1) ?? ""];
  if (times.length === 1) return utc(first);
  return utcDay(first) === utcDay(last) ? utcDay(first) : `${utcDay(first)} to ${utcDay(last)}`;
}

function RestsOn({ report }: { report: Report }) {
  const hasEndpoint = report.restsOn.some(({ endpoint }) => endpoint !== undefined);
  return (
    <section aria-labelledby="rests-on" className="mt-8">
      <h2 id="rests-on" className="mb-2 text-16">
        What it rests on
      </h2>
      <div className="rounded-panel border border-line bg-panel print:border-line-strong">
        <Table caption="The scans behind this report">
          <thead>
            <tr>
              <th scope="col">Cluster</th>
              <th scope="col" className="num">
                Scan
              </th>
              <th scope="col">Time</th>
              <th scope="col" className="num">
                Assessed
              </th>
              {hasEndpoint ? <th scope="col">API server</th> : null}
            </tr>
          </thead>
          <tbody>
            {report.restsOn.map((scan) => (
              <tr key={`${scan.cluster} ${scan.number}`}>
                <th scope="row">
                  <code className="text-ink [unicode-bidi:isolate]">{visibleText(scan.cluster)}</code>
                </th>
                <td data-label="Scan" className="num">
                  {scan.number}
                </td>
                <td data-label="Time">{utc(scan.at)}</td>
                <td data-label="Assessed" className="num">
                  {scan.share === undefined ? "not known" : percent(scan.share)}
                </td>
                {hasEndpoint ? (
                  <td data-label="API server" className="all !whitespace-normal">
                    <code className="[overflow-wrap:anywhere]">{scan.endpoint ?? "–"}</code>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}
