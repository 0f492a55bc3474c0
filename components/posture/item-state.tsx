import { UserRoundCheck } from "lucide-react";
import { VerdictGlyph, type VerdictName } from "../ui/glyphs.tsx";
import { type ItemState, nameOfState } from "./checklist-words.ts";

const verdicts: Readonly<Record<Exclude<ItemState, "attested">, VerdictName>> = {
  ...{ failed: "fail", open: "notAssessed" },
  ...{ met: "pass", notApplicable: "notApplicable" },
};

/** The state of an item by shape, colour and word: what a person answers for looks unlike what was proven. */
export function ItemStateMark({ state }: { state: ItemState }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap font-label">
      {state === "attested" ? (
        <UserRoundCheck aria-hidden className="size-3.5 flex-none text-accent-text" />
      ) : (
        <VerdictGlyph verdict={verdicts[state]} />
      )}
      {nameOfState(state)}
    </span>
  );
}
