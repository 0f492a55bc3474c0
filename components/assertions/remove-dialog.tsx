"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { AssertionSetView } from "#contracts/assertions.ts";
import { counted } from "../access/subject-words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { useAssertionsChanged } from "./use-assertions.ts";

/** Restates what ends and what stays. */
export function RemoveDialog({ set, onClose }: { set: AssertionSetView; onClose: () => void }) {
  const changed = useAssertionsChanged();
  const remove = useMutation(
    api.assertions.remove.mutationOptions({
      onSuccess: async () => {
        await changed();
        notify(`${set.name} is removed.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${set.name}?`}
      description={`${counted(set.assertions, "assertion")} will not be checked any more. What scans have found stays in them; the next scan of each cluster ends these findings.`}
      footer={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: set.id })}>
            Remove the assertions
          </Button>
        </>
      }
    >
      {remove.isError ? <p className="text-critical">{problemOf(remove.error).title}</p> : null}
    </Dialog>
  );
}
