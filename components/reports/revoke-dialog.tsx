"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { ShareLink } from "#contracts/share-links.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { visibleText } from "../ui/visible-text.ts";

/** Asks before a link ends: whoever has it finds nothing from then on. */
export function RevokeDialog({ link, onClose }: { link: ShareLink; onClose: () => void }) {
  const cache = useQueryClient();
  const revoke = useMutation(
    api.shareLinks.revoke.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: api.shareLinks.list.key() });
        notify("The link has ended.");
        onClose();
      },
    }),
  );
  const problem = revoke.isError ? problemOf(revoke.error) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="End this link now?"
      description={`Whoever opens “${visibleText(link.title)}” finds nothing from then on. It cannot be opened again: a new link has a new address.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: link.id })}>
            End the link
          </Button>
        </>
      }
    >
      {problem === undefined ? (
        <p className="text-ink-2">What was read or printed before stays with whoever has it.</p>
      ) : (
        <p role="alert" className="text-critical">
          {problem.title} {problem.remedy}
        </p>
      )}
    </Dialog>
  );
}
