"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { SourceKeyView } from "#contracts/supply-chain/source-key.ts";
import type { SourceView } from "#contracts/supply-chain/sources.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { notify } from "../../ui/toast.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { Analysis } from "./analysis.tsx";
import { Scorecards } from "./scorecards.tsx";
import { headline, missingWords } from "./source-words.ts";

/** What is known of the code of the commit that a trail leads to: analyses by tool, and Scorecard's result. */
export function CodeAnalysis({ source }: { source: SourceKeyView | undefined }) {
  if (source === undefined)
    return (
      <Panel title="Code analysis" className="mt-4">
        <Unseen>Not looked: nothing names a commit of the source in full, so no report can be joined with it.</Unseen>
      </Panel>
    );
  return <OfCommit source={source} />;
}

function OfCommit({ source }: { source: SourceKeyView }) {
  const query = useQuery(api.sources.get.queryOptions({ input: source }));
  return (
    <Panel title="Code analysis" aside={<code>{source.commit.slice(0, 12)}</code>} className="mt-4">
      <QueryView query={query} skeleton={<SkeletonRows rows={3} columns={3} />}>
        {(known) => <Known known={known} />}
      </QueryView>
      <Upload source={source} />
    </Panel>
  );
}

function Known({ known }: { known: SourceView }) {
  const { analyses, forgeAnalyses, otherCommits } = known;
  const missing = missingWords(known);
  const why = [forgeAnalyses.reason, forgeAnalyses.remedy].filter(Boolean).join(" ");
  return (
    <>
      {analyses.length === 0 ? (
        <Unseen>
          {headline(known)} <span className="text-ink-3">{visibleText(why)}</span>
        </Unseen>
      ) : (
        <>
          <p className="px-4 py-3">
            {headline(known)} {missing === undefined ? null : <span className="text-unseen">{missing}</span>}{" "}
            <span className="text-12 text-ink-3">{visibleText(why)}</span>
          </p>
          <ul aria-label="Analyses of this commit" className="divide-y divide-line border-line border-t">
            {analyses.map((one) => (
              <Analysis key={one.id} analysis={one} />
            ))}
          </ul>
        </>
      )}
      <Scorecards known={known} />
      {otherCommits.length === 0 ? null : (
        <PanelFooter>
          Reports about other commits of this repository say nothing of this one:{" "}
          {otherCommits.map(({ commit, tools, at }, place) => (
            <span key={commit} className="[overflow-wrap:anywhere]">
              {place === 0 ? "" : "; "}
              <code>{visibleText(commit.slice(0, 12))}</code> by {visibleText(tools.join(", "))}, <Time at={at} format="day" />
            </span>
          ))}
        </PanelFooter>
      )}
    </>
  );
}

function Unseen({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 px-4 py-3 text-unseen">
      <VerdictGlyph verdict="notAssessed" className="mt-1" />
      <span className="min-w-0 max-w-[92ch] [overflow-wrap:anywhere]">{children}</span>
    </p>
  );
}

/** Bytes of a file, as a request of the API takes them. */
const longestReport = 11_000_000;

function Upload({ source }: { source: SourceKeyView }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const [tooLarge, setTooLarge] = useState(false);
  const send = useMutation({
    mutationFn: async (file: File) => api.sources.addReport.call({ ...source, report: await parsed(file) }),
    onSuccess: () => {
      notify("The report is kept with this commit.");
      return cache.invalidateQueries({ queryKey: api.sources.key() });
    },
  });
  if (!may) return null;
  return (
    <div className="grid gap-2 border-line border-t px-4 py-3">
      {tooLarge ? (
        <p role="alert" className="text-critical">
          The file is larger than 11 MB. Split it by its tools, and upload each.
        </p>
      ) : null}
      {send.error === null || tooLarge ? null : <ProblemLine error={send.error} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 max-w-[80ch] flex-1 basis-72 text-12 text-ink-3">
          SARIF 2.1.0 of static, dependency or dynamic analysis, or the JSON of OpenSSF Scorecard, up to 11 MB. A newer report of
          a tool takes the place of its last one. What names another commit is refused.
        </p>
        <FileButton
          accept=".sarif,.json"
          label="Report about the commit: SARIF, or the JSON of OpenSSF Scorecard"
          busy={send.isPending}
          onFiles={([file]) => {
            if (file === undefined) return;
            setTooLarge(file.size > longestReport);
            if (file.size <= longestReport) send.mutate(file);
          }}
        >
          Upload a report
        </FileButton>
      </div>
    </div>
  );
}

/** @returns what is in the file; a text that is no JSON as it is, so that the server says what is wrong with it. */
async function parsed(file: File): Promise<unknown> {
  const text = await file.text();
  try {
    return JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  } catch {
    return "no JSON";
  }
}
