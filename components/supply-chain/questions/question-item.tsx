import type { QuestionEvidence, QuestionView } from "#contracts/supply-questions.ts";
import { counted } from "../../access/subject-words.ts";
import { nameOfVerdict, VerdictGlyph } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { imagesWords } from "./questions-words.ts";

/** Where the evidence lies. */
export interface Place {
  readonly clusterId: string;
  readonly scanId: string;
}

/** A question with its answer, what that rests on, and what would change it. */
export function QuestionItem({ question, place }: { question: QuestionView; place: Place }) {
  const { verdict, because, evidence, remedy } = question;
  return (
    <li className="grid break-inside-avoid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 gap-y-1 border-line border-b px-4 py-4 last:border-b-0 narrow:grid-cols-1">
      <div className="pt-px text-13">
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap font-label">
          <VerdictGlyph verdict={verdict} />
          {nameOfVerdict(verdict)}
        </span>
      </div>
      <div className="min-w-0">
        <h3 className="max-w-[72ch] font-label text-14 [overflow-wrap:anywhere]">{question.question}</h3>
        <p className="mt-0.5 max-w-[84ch] text-ink-2 [overflow-wrap:anywhere]">{because}</p>
        {evidence.length === 0 ? null : (
          <ul aria-label="Evidence" className="mt-2 grid text-12">
            {evidence.map((one) => (
              <EvidenceLine key={keyOf(one)} evidence={one} place={place} />
            ))}
          </ul>
        )}
        {remedy === undefined ? null : (
          <p className="mt-2 max-w-[84ch] text-12 text-ink-3 [overflow-wrap:anywhere]">
            <span className="font-label text-ink-2">What to do:</span> {remedy}
          </p>
        )}
      </div>
    </li>
  );
}

function keyOf(evidence: QuestionEvidence): string {
  return evidence.kind === "check" ? evidence.checkId : `${evidence.verdict} ${evidence.says}`;
}

function EvidenceLine({ evidence, place }: { evidence: QuestionEvidence; place: Place }) {
  return (
    <li className="flex min-h-6 items-start gap-2 py-0.5">
      <span className="flex h-4 items-center">
        <VerdictGlyph verdict={evidence.verdict === "notRun" ? "notAssessed" : evidence.verdict} labelled />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {evidence.kind === "check" ? <CheckEvidence evidence={evidence} place={place} /> : <ImageEvidence evidence={evidence} />}
      </span>
    </li>
  );
}

const linkLook = "font-label text-accent-text hover:underline";

function CheckEvidence({ evidence, place }: { evidence: QuestionEvidence & { kind: "check" }; place: Place }) {
  const { checkId, title, verdict, findings } = evidence;
  return (
    <>
      {title}
      {verdict === "notRun" ? <span className="text-unseen"> (this scan did not run it)</span> : null}{" "}
      {findings === 0 ? null : (
        <Link
          href={`/findings?cluster=${place.clusterId}&scan=${place.scanId}&check=${encodeURIComponent(checkId)}`}
          className={linkLook}
        >
          {counted(findings, "finding")}
        </Link>
      )}
    </>
  );
}

function ImageEvidence({ evidence: { count, says, names } }: { evidence: QuestionEvidence & { kind: "images" } }) {
  return (
    <>
      {imagesWords(count, says)}
      {names.length === 0 ? null : (
        <span className="block text-ink-3">
          {names.map((name, place) => (
            <span key={name}>
              {place === 0 ? "" : ", "}
              <code className="[unicode-bidi:isolate]">{visibleText(name)}</code>
            </span>
          ))}
          {count > names.length ? ` and ${count - names.length} more` : null}
        </span>
      )}
    </>
  );
}
