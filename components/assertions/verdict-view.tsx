"use client";
import Link from "next/link";
import type { AssertionVerdict } from "#contracts/assertions.ts";
import { ChainList } from "../access/holder-line.tsx";
import { SubjectIcon } from "../access/subject.tsx";
import { counted, subjectKey, subjectLabel } from "../access/subject-words.ts";
import { GapList } from "../scans/gap-list.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { type Verdict, verdictNames } from "./assertion-words.ts";

const glyphs = { holds: "pass", broken: "fail", unknown: "notAssessed" } as const;

/** The verdict by glyph and word. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return (
    <span className="inline-flex flex-none items-center gap-1.5 whitespace-nowrap text-12">
      <VerdictGlyph verdict={glyphs[verdict]} />
      {verdictNames[verdict]}
    </span>
  );
}

/** How one cluster stands to an assertion: who breaks it, each with the chains, or what was not seen. */
export function ClusterVerdict({ found }: { found: AssertionVerdict }) {
  const { cluster, scan, verdict, reason, breaches, breaking, gaps } = found;
  return (
    <section className="grid gap-3 border-line border-t px-4 py-3 pl-10 narrow:pl-4">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-normal text-13">
        <code className="font-label [unicode-bidi:isolate]">{visibleText(cluster.name)}</code>
        <VerdictBadge verdict={verdict} />
        {scan === undefined ? null : (
          <Link href={`/scans/${scan.id}`} className="text-12 text-ink-3 hover:underline">
            scan {scan.number}
          </Link>
        )}
        {breaking > 0 ? <span className="text-12 text-ink-3">{counted(breaking, "subject")}</span> : null}
      </h3>
      {reason === undefined ? null : <p className="text-13 text-ink-2">{reason}</p>}
      {verdict === "unknown" && gaps.length > 0 ? <GapList gaps={gaps} most={5} /> : null}
      {breaches.map((breach) => (
        <Breach key={subjectKey(breach.subject)} breach={breach} />
      ))}
      {breaking > breaches.length ? (
        <p className="text-12 text-ink-3">{counted(breaking - breaches.length, "more subject")}. Ask the question to see all.</p>
      ) : null}
    </section>
  );
}

function Breach({ breach: { subject, chains, nearest } }: { breach: AssertionVerdict["breaches"][number] }) {
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-2 text-13">
        <SubjectIcon kind={subject.kind} />
        <code className="font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(subject)}</code>
        <span className="text-ink-2">{chains.length > 0 ? "may, and must not" : "may not, and must"}</span>
      </p>
      {chains.length > 0 ? <ChainList chains={chains} holder={subject} asked={{ verbs: [] }} /> : null}
      {nearest === undefined ? null : (
        <p className="text-13 text-ink-2 [overflow-wrap:anywhere]">
          <bdi>{visibleText(nearest)}</bdi>
        </p>
      )}
    </div>
  );
}
