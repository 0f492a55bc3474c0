"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { SourceKeyView } from "#contracts/supply-chain/source-key.ts";
import type { SourceView } from "#contracts/supply-chain/sources.ts";
import { counted } from "../../access/subject-words.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { notify } from "../../ui/toast.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { foundWords, placeWords, scoreWords, verdictOf } from "./code-words.ts";

type Analysis = SourceView["analyses"][number];
type Scorecard = SourceView["scorecards"][number];

/** What analysed the code of the commit that an image was built from, by upload or from the forge, and who may give more. */
export function CodePanel({ source }: { source: SourceKeyView }) {
  const query = useQuery(api.sources.get.queryOptions({ input: source }));
  return (
    <Panel
      title="Code analysis"
      className="mt-4"
      aside={
        <span className="[overflow-wrap:anywhere]">
          of commit <code>{source.commit.slice(0, 12)}</code>
        </span>
      }
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={2} columns={2} />}>
        {({ analyses, scorecards }) =>
          analyses.length + scorecards.length === 0 ? (
            <p className="px-4 py-3 text-ink-3">
              Nobody reports about the code of this commit. Whether it has weaknesses is not known.
            </p>
          ) : (
            <ul aria-label="Code analysis" className="divide-y divide-line">
              {analyses.map((one) => (
                <AnalysisItem key={one.id} analysis={one} />
              ))}
              {scorecards.map((one) => (
                <ScorecardItem key={one.id ?? "service"} scorecard={one} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Upload source={source} />
    </Panel>
  );
}

function AnalysisItem({ analysis }: { analysis: Analysis }) {
  const { id, tool, version, origin, uploadedBy, at, rules, results, problems } = analysis;
  const name = `${visibleText(tool)}${version === undefined ? "" : ` ${visibleText(version)}`}`;
  return (
    <li className="px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="grid min-w-0 flex-1 basis-64 grid-cols-[16px_minmax(0,1fr)] gap-x-2">
          <span className="pt-0.5">
            <VerdictGlyph verdict={verdictOf(analysis)} />
          </span>
          <span className="min-w-0">
            <span className="block [overflow-wrap:anywhere] [unicode-bidi:isolate]">{name}</span>
            <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
              {foundWords(analysis)}. {counted(rules, "rule")}. {origin === "forge" ? "From the forge" : "Uploaded"}
              {uploadedBy === undefined ? "" : ` by ${visibleText(uploadedBy)}`} <Time at={at} />
            </span>
          </span>
        </span>
        {origin === "upload" ? <Remove id={id} name={name} /> : null}
      </div>
      {problems.length === 0 ? null : (
        <p className="mt-1 pl-6 text-12 text-unseen [overflow-wrap:anywhere]">{problems.map(visibleText).join(" ")}</p>
      )}
      {results.length === 0 ? null : <Results results={results} />}
    </li>
  );
}

function Results({ results }: Pick<Analysis, "results">) {
  return (
    <details className="mt-1 pl-6">
      <summary className="inline-flex min-h-6 items-center text-12 text-ink-2">Show {counted(results.length, "result")}</summary>
      <ul className="mt-1 grid gap-1.5 text-12 leading-4">
        {results.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: results have no name of their own, and do not move
          <li key={place} className="min-w-0 [overflow-wrap:anywhere]">
            <span className="text-ink-3">{one.suppressed ? `${one.level}, suppressed` : one.level}</span>{" "}
            <code>{visibleText(one.rule)}</code> {visibleText(one.message)}
            <Place of={one} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Place({ of }: { of: Analysis["results"][number] }) {
  const place = placeWords(of);
  return place === undefined ? null : <code className="block text-ink-3 [unicode-bidi:isolate]">{visibleText(place)}</code>;
}

function ScorecardItem({ scorecard }: { scorecard: Scorecard }) {
  const { id, version, checks, uploadedBy } = scorecard;
  return (
    <li className="px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="min-w-0 flex-1 basis-64">
          <span className="block">OpenSSF Scorecard{version === undefined ? "" : ` ${visibleText(version)}`}</span>
          <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
            {visibleText(scoreWords(scorecard))}. {id === undefined ? "By its service" : "Uploaded"}
            {uploadedBy === undefined ? "" : ` by ${visibleText(uploadedBy)}`}
          </span>
        </span>
        {id === undefined ? null : <Remove id={id} name="OpenSSF Scorecard" />}
      </div>
      {checks.length === 0 ? null : (
        <details className="mt-1">
          <summary className="inline-flex min-h-6 items-center text-12 text-ink-2">
            Show {counted(checks.length, "check")}
          </summary>
          <ul className="mt-1 grid gap-1 text-12 leading-4">
            {checks.map(({ name, score, reason }) => (
              <li key={name} className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-2 [overflow-wrap:anywhere]">
                <span className={score === undefined ? "text-unseen" : "text-ink-3"}>
                  {score === undefined ? "not told" : `${score} of 10`}
                </span>
                <span className="min-w-0">
                  {visibleText(name)}: {visibleText(reason)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Remove({ id, name }: { id: string; name: string }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: api.sources.key() });
  const remove = useMutation({ mutationFn: () => api.sources.removeReport.call({ id }), onSuccess });
  if (!may) return null;
  return (
    <>
      <Button size="small" busy={remove.isPending} aria-label={`Remove ${name}`} onClick={() => remove.mutate()}>
        <Trash2 aria-hidden />
        Remove
      </Button>
      {remove.error === null ? null : <ProblemLine error={remove.error} />}
    </>
  );
}

/** As many as an answer of the API takes. */
const most = 11_000_000;

function Upload({ source }: { source: SourceKeyView }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const [refused, setRefused] = useState<string>();
  const send = useMutation({
    mutationFn: (report: unknown) => api.sources.addReport.call({ ...source, report }),
    onSuccess: ({ analyses, scorecards }) => {
      notify("The report is kept.", { detail: `${counted(analyses.length + scorecards.length, "report")} about this commit.` });
      return cache.invalidateQueries({ queryKey: api.sources.key() });
    },
  });
  const take = async (file: File) => {
    setRefused(undefined);
    if (file.size > most) return setRefused("The file is larger than 11 MB. Split it by its runs, and upload each.");
    const report = jsonOf(await file.text());
    if (report === undefined) return setRefused("The file is not JSON. Upload SARIF 2.1.0, or the JSON that scorecard writes.");
    send.mutate(report);
  };
  if (!may) return null;
  return (
    <div className="grid gap-2 border-line border-t px-4 py-3">
      {refused === undefined ? null : (
        <p role="alert" className="text-critical">
          {refused}
        </p>
      )}
      {send.error === null ? null : <ProblemLine error={send.error} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 max-w-[80ch] flex-1 basis-72 text-12 text-ink-3">
          Static, dependency or dynamic results of this commit as SARIF 2.1.0, or the JSON of OpenSSF Scorecard. A newer report of
          a tool takes the place of its last one.
        </p>
        <FileButton
          accept=".sarif,.json"
          label="Results of code analysis: SARIF, or the JSON of Scorecard"
          busy={send.isPending}
          onFiles={([file]) => file && void take(file)}
        >
          Upload a report
        </FileButton>
      </div>
    </div>
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
