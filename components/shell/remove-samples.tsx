"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";

/** Restates what removing the sample fleet means. */
export function RemoveSamples({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient();
  const remove = useMutation(
    api.sampleFleet.remove.mutationOptions({
      onSuccess: () => {
        onClose();
        notify("The sample fleet is gone.");
        return cache.invalidateQueries();
      },
      onError: (error) => notify(problemOf(error).title, { detail: problemOf(error).remedy, failed: true }),
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Remove the sample fleet?"
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="primary" busy={remove.isPending} onClick={() => remove.mutate({})}>
            Remove the samples
          </Button>
        </>
      }
    >
      <p className="text-ink-2">
        Its clusters, scans and findings are deleted. Your own clusters are not touched, and the samples can be loaded again.
      </p>
    </Dialog>
  );
}
