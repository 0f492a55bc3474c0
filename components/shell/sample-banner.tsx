"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay, useSession } from "#client/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";

/** Stands on every page while the sample fleet is loaded: what is a sample is never taken for the truth. */
export function SampleBanner() {
  const session = useSession();
  const mayRemove = useMay("cluster:admin");
  const [asking, setAsking] = useState(false);
  const cache = useQueryClient();
  const remove = useMutation(
    api.sampleFleet.remove.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        notify("The sample fleet is gone.");
        return cache.invalidateQueries();
      },
      onError: (error) => notify(problemOf(error).title, { detail: problemOf(error).remedy, failed: true }),
    }),
  );
  if (session?.installation.sampleLoaded !== true) return null;
  return (
    <aside
      aria-label="Sample fleet"
      className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-accent-line border-b bg-accent-soft px-8 py-1 text-ink-2 narrow:px-4"
    >
      <FlaskConical aria-hidden className="size-4 flex-none stroke-[1.5] text-accent-text" />
      <p className="min-w-0 flex-1 basis-60">
        <b className="font-label text-ink">Sample fleet.</b> The clusters that are marked as samples ship with Drydock; they are
        not yours.
      </p>
      {mayRemove ? (
        <Button size="small" onClick={() => setAsking(true)}>
          Remove the samples
        </Button>
      ) : null}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Remove the sample fleet?"
        description="Its clusters, scans and findings are deleted. Your own clusters are not touched, and the samples can be loaded again."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button tone="primary" busy={remove.isPending} onClick={() => remove.mutate({})}>
              Remove the samples
            </Button>
          </>
        }
      >
        <p className="text-ink-2">Nothing else changes.</p>
      </Dialog>
    </aside>
  );
}
