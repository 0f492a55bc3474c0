"use client";
import type { CodeAnalysisView } from "#contracts/supply-chain/sources.ts";
import { SeverityGlyph } from "../../ui/glyphs.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { RemoveReport } from "./remove-report.tsx";
import { countWords, endWords, gravityOf, kindWords, originWords, placeOf } from "./source-words.ts";

/** What one tool reported about the commit, with its results where they are opened. */
export function Analysis({ analysis }: { analysis: CodeAnalysisView }) {
  const { id, tool, version, origin, at, ended, problems, results, omitted } = analysis;
  const name = visibleText(tool);
  return (
    <li className="grid gap-1 px-4 py-2">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
        <span className="min-w-0 flex-1 basis-64">
          <span className="block [overflow-wrap:anywhere]">
            <span className="[unicode-bidi:isolate]">
              {name}
              {version === undefined ? "" : ` ${visibleText(version)}`}
            </span>
            <span className="text-ink-3">, {kindWords(analysis)}: </span>
            {countWords(analysis)}
          </span>
          <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
            {visibleText(originWords(analysis))}, <Time at={at} />;{" "}
            <span className={ended === "badly" ? "text-critical" : ended === "notTold" ? "text-unseen" : undefined}>
              {endWords(analysis)}
            </span>
          </span>
          {problems.map((problem, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two problems may have the same words, and none moves
            <span key={place} className="block text-12 text-critical [overflow-wrap:anywhere]">
              {visibleText(problem)}
            </span>
          ))}
        </span>
        {origin === "upload" ? <RemoveReport id={id} name={name} /> : null}
      </div>
      {results.length === 0 ? null : (
        <details>
          <summary className="min-h-6 cursor-pointer text-12">Results of {name}</summary>
          <Results name={name} results={results} />
          {omitted > 0 ? (
            <p className="py-1 text-12 text-ink-3">
              The first {results.length}, the worst first; {omitted.toLocaleString("en")} more are not shown.
            </p>
          ) : null}
        </details>
      )}
    </li>
  );
}

function Results({ name, results }: { name: string; results: CodeAnalysisView["results"] }) {
  return (
    <Table caption={`Results of ${name}`}>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Severity</th>
          <th scope="col">Place</th>
          <th scope="col">Says</th>
        </tr>
      </thead>
      <tbody>
        {results.map((result, place) => {
          const { severity, words } = gravityOf(result);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: results have no name of their own, and none moves
            <tr key={place}>
              <th scope="row" className="max-w-[260px] !whitespace-normal py-1 align-top text-12">
                <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(result.rule)}</code>
              </th>
              <td data-label="Severity" className="py-1 align-top text-12">
                <span className="inline-flex items-center gap-1.5">
                  <SeverityGlyph severity={severity} />
                  {words}
                  {result.suppressed ? <span className="text-ink-3">, suppressed</span> : null}
                </span>
              </td>
              <td data-label="Place" className="max-w-[280px] !whitespace-normal py-1 align-top text-12">
                <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(placeOf(result))}</code>
              </td>
              <td data-label="Says" className="max-w-[480px] !whitespace-normal py-1 align-top text-12 [overflow-wrap:anywhere]">
                {visibleText(result.message)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
