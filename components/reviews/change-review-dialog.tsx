"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor } from "#client/problem.ts";
import type { AccessReview } from "#contracts/access/reviews.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
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
  return (
    <FormDialog
      title="Change this review"
      description="Its clusters, its scans and what was decided stay as they are. The change stands in the audit log."
      action="Change it"
      busy={save.isPending}
      disabled={blocked}
      error={save.error}
      onSubmit={() => {
        if (!blocked) save.mutate({ id: review.id, version: review.version, ...changes });
      }}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
