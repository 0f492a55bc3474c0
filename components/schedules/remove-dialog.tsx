"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { Schedule } from "#contracts/schedules.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { useSchedulesChanged } from "./schedule-actions.tsx";

/** Restates what ends and what stays. */
export function RemoveDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const changed = useSchedulesChanged();
  const remove = useMutation(
    api.schedules.remove.mutationOptions({
      onSuccess: async () => {
        await changed();
        notify(`${schedule.name} is removed.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${schedule.name}?`}
      description={`${schedule.words}: this stops. The list of its runs is deleted; the scans that it started stay with their findings.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: schedule.id })}>
            Remove the schedule
          </Button>
        </>
      }
    >
      {remove.isError ? (
        <p className="text-critical">{problemOf(remove.error).title}</p>
      ) : (
        <p className="text-ink-2">To stop it for a while, pause it instead.</p>
      )}
    </Dialog>
  );
}
