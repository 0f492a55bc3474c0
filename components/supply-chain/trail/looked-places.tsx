import type { ImageTrailView } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Sentence } from "../../ui/sentence.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { layoutWords } from "./artifact-facts.tsx";

type Looked = ImageTrailView["looked"][number];

/** Every place where an artefact may be, and what it answered: found, a definite no, or no answer. */
export function LookedPlaces({ looked }: { looked: ImageTrailView["looked"] }) {
  if (looked.length === 0) return null;
  const unknown = looked.filter(({ answer }) => answer === "unknown").length;
  return (
    <details open={unknown > 0} className="border-line border-t px-4 py-2">
      <summary className="inline-flex min-h-6 items-center text-12 text-ink-2">
        Looked in {counted(looked.length, "place")}
        {unknown === 0 ? ", each gave an answer" : `, ${unknown} gave no answer`}
      </summary>
      <ul className="mt-1 grid gap-1 text-12 leading-4">
        {looked.map((one) => (
          <li key={`${one.layout} ${one.place} ${one.attachedTo}`} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
            <span className="pt-0.5">
              <AnswerGlyph answer={one.answer} />
            </span>
            <span className="min-w-0">
              <code className="[overflow-wrap:anywhere]">{visibleText(one.place)}</code>
              <span className="block text-ink-3">
                {layoutWords(one.layout)}: <Answered one={one} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function AnswerGlyph({ answer }: { answer: Looked["answer"] }) {
  return <VerdictGlyph verdict={answer === "found" ? "pass" : answer === "absent" ? "notApplicable" : "notAssessed"} />;
}

function Answered({ one }: { one: Looked }) {
  if (one.answer === "found") return counted(one.count ?? 1, "artefact");
  if (one.answer === "absent") return "nothing there";
  return (
    <span className="text-unseen">
      {visibleText(one.reason ?? "no answer")} {one.remedy === undefined ? null : <Sentence text={one.remedy} />}
    </span>
  );
}
