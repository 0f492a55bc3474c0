"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { ConfirmDialog } from "../../shell/confirm-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { visibleText } from "../../ui/visible-text.ts";

/** Restates what removing a policy means. */
export function RemovePolicy({ policy: { id, name, draft }, onClose }: { policy: SigningPolicy; onClose: () => void }) {
  const done = useDone({ onClose });
  const remove = useMutation(
    api.signingPolicies.remove.mutationOptions({ onSuccess: () => done(`${visibleText(name)} is removed.`) }),
  );
  return (
    <ConfirmDialog
      title={`Remove ${visibleText(name)}?`}
      description={
        draft ? "It is a draft: no verdict rests on it." : "Images are judged again without it; until then they stand as stale."
      }
      keep="Keep it"
      action="Remove the policy"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    >
      <p className="text-ink-2">It cannot be brought back.</p>
    </ConfirmDialog>
  );
}
