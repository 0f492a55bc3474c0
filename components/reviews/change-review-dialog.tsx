"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import type { AccessReview } from "#contracts/access/reviews.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { beginningOf } from "../waivers/waiver-words.ts";
import { DueField, NameField, Reviewers } from "./review-fields.tsx";
import { useReviewsChanged } from "./review-query.ts";

/** @returns what is another than before; empty where nothing is. */
function changesOf(review: AccessReview, name: string, due: string, reviewers: readonly string[]) {
  const before = review.reviewers.map(({ id }) => id);
  const same = reviewers.length === before.length && before.every((id) => reviewers.includes(id));
  return {
    ...(name.trim() === review.name ? {} : { name: name.trim() }),
    ...(due === review.dueAt.slice(0, 10) ? {} : { dueAt: beginningOf(due) }),
    ...(same ? {} : { reviewers: [...reviewers] }),
  };
}

/** Who decides an open review, until when, and what it is called. What it is about stays as it was begun. */
export function ChangeReviewDialog({ review, onClose }: { review: AccessReview; onClose: () => void }) {
  const changed = useReviewsChanged();
  const [name, setName] = useState(review.name);
  const [due, setDue] = useState(review.dueAt.slice(0, 10));
  const [reviewers, setReviewers] = useState<readonly string[]>(() => review.reviewers.map(({ id }) => id));
  const changes = changesOf(review, name, due, reviewers);
  const save = useMutation(
    api.reviews.change.mutationOptions({
      onSuccess: async (after) => {
        await changed();
        notify(`${after.name} is changed.`);
        onClose();
      },
    }),
  );
  const blocked = Object.keys(changes).length === 0 || reviewers.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked) save.mutate({ id: review.id, version: review.version, ...changes });
  };
  return (
    <Dialog
      open
      width={640}
      onOpenChange={(open) => !open && onClose()}
      title="Change this review"
      description="Its clusters, its scans and what was decided stay as they are. The change stands in the audit log."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form="review-change" busy={save.isPending} disabled={blocked}>
            Change it
          </Button>
        </>
      }
    >
      <form id="review-change" className="grid gap-4" onSubmit={submit}>
        {save.error === null || problemOf(save.error).issues?.length ? null : <ProblemLine error={save.error} />}
        <NameField value={name} error={issueFor(save.error, "name")} onChange={setName} />
        <DueField value={due} until={review.dueAt.slice(0, 10)} error={issueFor(save.error, "dueAt")} onChange={setDue} />
        <Reviewers
          clusters={review.places.map(({ clusterId }) => clusterId)}
          chosen={reviewers}
          until={review.reviewers}
          none="Choose one at least."
          error={issueFor(save.error, "reviewers")}
          onChange={setReviewers}
        />
      </form>
    </Dialog>
  );
}
