"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { notify } from "../../ui/toast.tsx";
import { visibleText } from "../../ui/visible-text.ts";

/** Restates what removing a policy means. */
export function RemovePolicy({ policy: { id, name, draft }, onClose }: { policy: SigningPolicy; onClose: () => void }) {
  const cache = useQueryClient();
  const remove = useMutation(
    api.signingPolicies.remove.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries();
        notify(`${visibleText(name)} is removed.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${visibleText(name)}?`}
      description={
        draft ? "It is a draft: no verdict rests on it." : "Images are judged again without it; until then they stand as stale."
      }
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id })}>
            Remove the policy
          </Button>
        </>
      }
    >
      {remove.isError ? <ProblemLine error={remove.error} /> : <p className="text-ink-2">It cannot be brought back.</p>}
    </Dialog>
  );
}
