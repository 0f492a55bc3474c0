"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { AccessReview } from "#contracts/access/reviews.ts";
import { counted } from "../access/subject-words.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { useReviewsChanged } from "./review-query.ts";
import { blindWords } from "./review-words.ts";

/** Restates what is signed, and what was not seen; after it nothing changes. */
export function SignOffDialog({ review, onClose }: { review: AccessReview; onClose: () => void }) {
  const changed = useReviewsChanged();
  const [note, setNote] = useState("");
  const { progress } = review;
  const open = progress.subjects - progress.decided;
  const blind = blindWords(progress);
  const sign = useMutation(
    api.reviews.signOff.mutationOptions({
      onSuccess: async () => {
        await changed();
        notify(`${review.name} is signed off.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      width={640}
      onOpenChange={(next) => !next && onClose()}
      title={`Sign off ${review.name}?`}
      description="Your name and the time are kept with it. Nothing of the review can be changed afterwards."
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button
            tone="primary"
            busy={sign.isPending}
            disabled={open > 0}
            onClick={() =>
              sign.mutate({ id: review.id, version: review.version, ...(note.trim() !== "" && { note: note.trim() }) })
            }
          >
            Sign off
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>
          {open > 0
            ? `${counted(open, "subject")} ${open === 1 ? "is" : "are"} not decided yet: decide first.`
            : `${progress.keep.toLocaleString("en")} to keep, ${progress.remove.toLocaleString("en")} to remove, ${progress.ask.toLocaleString("en")} to ask about.`}
        </p>
        {blind === undefined ? null : (
          <p className="flex gap-2 text-ink-2">
            <VerdictGlyph verdict="notAssessed" className="mt-1" />
            {blind}
          </p>
        )}
        <Field label="Note (optional)" hint="What whoever reads the evidence should know.">
          {(control) => (
            <TextArea {...control} rows={3} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        {sign.error === null ? null : <ProblemLine error={sign.error} />}
      </div>
    </Dialog>
  );
}
