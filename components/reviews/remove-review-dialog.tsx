"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { AccessReview } from "#contracts/access/reviews.ts";
import { counted } from "../access/subject-words.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { useReviewsChanged } from "./review-query.ts";

interface RemoveProps {
  readonly review: AccessReview;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Restates what is lost. */
export function RemoveReviewDialog({ review, onClose, onRemoved }: RemoveProps) {
  const changed = useReviewsChanged();
  const remove = useMutation(
    api.reviews.remove.mutationOptions({
      onSuccess: async () => {
        notify(`${review.name} is removed.`);
        onRemoved();
        await changed();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${review.name}?`}
      description={`${counted(review.progress.decided, "decision")} of it ${review.progress.decided === 1 ? "is" : "are"} lost; the audit log keeps that they were made.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: review.id })}>
            Remove the review
          </Button>
        </>
      }
    >
      {remove.error === null ? (
        <p className="text-ink-2">Nothing changes in the clusters.</p>
      ) : (
        <ProblemLine error={remove.error} />
      )}
    </Dialog>
  );
}
