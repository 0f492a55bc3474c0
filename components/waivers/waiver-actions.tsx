"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { Waiver } from "#contracts/waivers.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { counted, severityWords } from "./waiver-words.ts";

const Change = dynamic(() => import("./waive-dialog.tsx").then((m) => m.WaiveDialog), { ssr: false });

/** What may be done with a waiver that holds, or made of one that is over. */
export function WaiverActions({ waiver }: { waiver: Waiver }) {
  const may = useMay("finding:act");
  const [asked, setAsked] = useState<"change" | "revoke" | "again" | undefined>(undefined);
  const close = () => setAsked(undefined);
  if (!may || !waiver.whole) return null;
  const change = waiver.endsSoon ? "Extend" : "Change";
  return (
    <span className="flex flex-wrap justify-end gap-1">
      {waiver.state === "active" ? (
        <>
          <Button size="small" onClick={() => setAsked("change")} aria-label={`${change} ${waiver.name}`}>
            {change}
          </Button>
          <Button size="small" onClick={() => setAsked("revoke")} aria-label={`Revoke ${waiver.name}`}>
            Revoke
          </Button>
        </>
      ) : (
        <Button size="small" onClick={() => setAsked("again")} aria-label={`Waive again: ${waiver.name}`}>
          Waive again
        </Button>
      )}
      {asked === "change" ? <Change waiver={waiver} match={waiver.match} name={waiver.name} onClose={close} /> : null}
      {asked === "again" ? <Change match={waiver.match} name={waiver.name} onClose={close} /> : null}
      {asked === "revoke" ? <Revoke waiver={waiver} onClose={close} /> : null}
    </span>
  );
}

function Revoke({ waiver, onClose }: { waiver: Waiver; onClose: () => void }) {
  const cache = useQueryClient();
  const revoke = useMutation(
    api.waivers.revoke.mutationOptions({
      onSuccess: async () => {
        await Promise.all(
          [api.findings.key(), api.waivers.key(), api.notices.key(), api.fleet.key()].map((queryKey) =>
            cache.invalidateQueries({ queryKey }),
          ),
        );
        notify(`${waiver.name} is revoked.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${waiver.name}?`}
      description="It ends now and stays on the list of those that are over."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: waiver.id })}>
            Revoke the waiver
          </Button>
        </>
      }
    >
      {revoke.isError ? (
        <ProblemLine error={revoke.error} />
      ) : (
        <p className="text-ink-2">
          {waiver.matches === 0
            ? "It matches nothing in the newest scans, so no finding comes back."
            : `${counted(waiver.matches, "finding")} (${severityWords(waiver.counts)}) ${waiver.matches === 1 ? "is" : "are"} open again, except what another waiver holds.`}
        </p>
      )}
    </Dialog>
  );
}
