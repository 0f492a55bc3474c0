import type { DocumentOriginView } from "#contracts/vulnerabilities.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { isUnseen } from "../link-states.ts";
import { StateGlyph } from "../state-glyph.tsx";
import { originWords } from "./document-words.ts";

/** Who vouches for a document, by shape, colour and words: whoever signed it, or whoever uploaded it. */
export function DocumentOrigin({ from }: { from: DocumentOriginView }) {
  return (
    <span className="inline-flex items-start gap-1.5 text-12 leading-4">
      <StateGlyph mark={from.state} className="mt-0.5" />
      <span
        className={
          isUnseen(from.state)
            ? "min-w-0 text-unseen [overflow-wrap:anywhere] [unicode-bidi:isolate]"
            : "min-w-0 text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]"
        }
      >
        {visibleText(originWords(from))}
      </span>
    </span>
  );
}
