"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { ClusterRemoval } from "#contracts/clusters.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { Skeleton } from "../ui/states.tsx";
import { notify } from "../ui/toast.tsx";
import type { ClusterDialogProps } from "./cluster-dialogs.tsx";
import { removalLines } from "./removal-words.ts";

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className="font-label">{title}</h3>
      <ul className="mt-1 list-disc pl-5 text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function WhatGoes({ removal }: { removal: ClusterRemoval }) {
  const { deleted, ended } = removalLines(removal);
  return (
    <div className="grid gap-3">
      <Lines title="Deleted" lines={deleted} />
      <Lines title="Changed at once" lines={ended} />
      <p className="text-12 text-ink-3">
        The audit log keeps what was done to it. The cluster itself is not touched: the reader’s account and roles stay there
        until you delete them.
      </p>
    </div>
  );
}

/** Says what goes with the cluster, and asks for its name. */
export function RemoveDialog({ cluster, onClose }: ClusterDialogProps) {
  const [typed, setTyped] = useState("");
  const router = useRouter();
  const cache = useQueryClient();
  const remove = useMutation(
    api.clusters.remove.mutationOptions({
      onSuccess: () => {
        notify(`${cluster.name} is removed.`);
        cache.removeQueries({ queryKey: api.clusters.key() });
        void cache.invalidateQueries({ queryKey: api.fleet.key() });
        router.push("/");
      },
    }),
  );
  // What is removed is not asked for again while the page changes.
  const asked = api.clusters.removal.queryOptions({ input: { id: cluster.id }, staleTime: 0, enabled: !remove.isSuccess });
  const query = useQuery(asked);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        <>
          Remove <code>{cluster.name}</code> from Drydock?
        </>
      }
      description="With it goes everything that came from it. This cannot be undone."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            tone="danger"
            busy={remove.isPending}
            disabled={typed !== cluster.name || query.data === undefined}
            onClick={() => remove.mutate({ id: cluster.id })}
          >
            Remove the cluster
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <QueryView query={query} skeleton={<Skeleton className="h-28" />}>
          {(removal) => <WhatGoes removal={removal} />}
        </QueryView>
        <Field
          label={
            <>
              Type <code>{cluster.name}</code> to confirm
            </>
          }
          error={remove.isError ? problemOf(remove.error).title : undefined}
        >
          {(control) => (
            <Input {...control} mono autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
