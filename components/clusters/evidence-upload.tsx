"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { notify } from "../ui/toast.tsx";

interface EvidenceUploadProps {
  readonly cluster: Cluster;
  /** Whether something was uploaded before. */
  readonly there: boolean;
  /** Endings of file names. */
  readonly accept: string;
  /** What the file is, for who does not see the button. */
  readonly label: string;
  readonly words: { readonly first: string; readonly newer: string };
  readonly said: { readonly sent: string; readonly detail: string; readonly removed: string };
  readonly of: {
    readonly key: readonly unknown[];
    readonly send: (clusterId: string, file: File) => Promise<unknown>;
    readonly remove: (clusterId: string) => Promise<unknown>;
  };
  readonly hint: ReactNode;
}

/** Uploads a file that stands beside the scans of a cluster, and removes what was kept of it; nothing for who may not. */
export function EvidenceUpload({ cluster, there, accept, label, words, said, of, hint }: EvidenceUploadProps) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const refresh = () => Promise.all([of.key, api.upgradePlans.key()].map((queryKey) => cache.invalidateQueries({ queryKey })));
  const send = useMutation({
    mutationFn: (file: File) => of.send(cluster.id, file),
    onSuccess: () => {
      notify(said.sent, { detail: said.detail });
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => of.remove(cluster.id),
    onSuccess: () => {
      notify(said.removed);
      return refresh();
    },
  });
  if (!may) return null;
  const error = send.error ?? remove.error;
  return (
    <>
      {error === null ? null : <ProblemLine error={error} />}
      <div className="flex flex-wrap gap-2">
        <FileButton accept={accept} label={label} busy={send.isPending} onFiles={([file]) => file && send.mutate(file)}>
          {there ? words.newer : words.first}
        </FileButton>
        {there ? (
          <Button busy={remove.isPending} disabled={send.isPending} onClick={() => remove.mutate()}>
            <Trash2 aria-hidden />
            Remove
          </Button>
        ) : null}
      </div>
      <p className="text-12 text-ink-3">{hint}</p>
    </>
  );
}
