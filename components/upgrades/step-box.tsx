import { Check } from "lucide-react";

/** The box of a step, for who only reads it. */
export function StepBox({ done }: { done: boolean }) {
  return (
    <span className="grid size-3.5 flex-none place-items-center rounded-[2px] border border-tick" aria-hidden={!done}>
      {done ? (
        <>
          <Check aria-hidden className="size-3" />
          <span className="sr-only">done: </span>
        </>
      ) : null}
    </span>
  );
}
