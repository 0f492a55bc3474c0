"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";

export interface ClusterDialogProps {
  cluster: Cluster;
  onClose: () => void;
}

/** Changes a cluster, says so and closes. */
export function useChange(onClose: () => void, done: string) {
  const cache = useQueryClient();
  return useMutation(
    api.clusters.change.mutationOptions({
      onSuccess: async () => {
        await Promise.all(
          [api.clusters.key(), api.fleet.key(), api.scans.key()].map((queryKey) => cache.invalidateQueries({ queryKey })),
        );
        notify(done);
        onClose();
      },
    }),
  );
}

/** Asks for a new name. */
export function RenameDialog({ cluster, onClose }: ClusterDialogProps) {
  const [name, setName] = useState(cluster.name);
  const change = useChange(onClose, "Renamed.");
  const error = change.isError ? (issueFor(change.error, "name") ?? problemOf(change.error).title) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rename the cluster"
      description="Links keep working: they hold the id."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form="rename" busy={change.isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form
        id="rename"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ id: cluster.id, name: name.trim() });
        }}
      >
        <Field label="Name" error={error}>
          {(control) => (
            <Input {...control} mono required maxLength={63} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

/** Asks whether the names of Secrets are looked at. */
export function SecretNamesDialog({ cluster, onClose }: ClusterDialogProps) {
  const [include, setInclude] = useState(cluster.includeSecretNames);
  const change = useChange(onClose, "Saved. It holds from the next scan.");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Names of Secrets"
      description="To list names, Kubernetes also sends the values; they are dropped on arrival and never kept. The reader needs the right to list Secrets."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            busy={change.isPending}
            onClick={() => change.mutate({ id: cluster.id, includeSecretNames: include })}
          >
            Save
          </Button>
        </>
      }
    >
      <Checkbox checked={include} onCheckedChange={(checked) => setInclude(checked === true)}>
        <span>
          Look at the names of Secrets in <code>{cluster.name}</code>
        </span>
      </Checkbox>
      {change.isError ? <p className="mt-2 text-critical">{problemOf(change.error).title}</p> : null}
    </Dialog>
  );
}

/** What is said wherever somebody may switch it on. */
export const hostPortsHint =
  "Each scan then tries the ports 2379, 10250, 10255, 10257 and 10259 of the API server's address, one after the other, with one request and no credential. Whoever watches that host may take it for an attack: ask first. It ends when another address is given.";

/** Asks whether scans try what else listens at the API server's address. */
export function HostPortsDialog({ cluster, onClose }: ClusterDialogProps) {
  const [on, setOn] = useState(cluster.probeHostPorts);
  const change = useChange(onClose, "Saved. It holds from the next scan.");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="What else listens at the API server's address"
      description={hostPortsHint}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={change.isPending} onClick={() => change.mutate({ id: cluster.id, probeHostPorts: on })}>
            Save
          </Button>
        </>
      }
    >
      <Checkbox checked={on} onCheckedChange={(checked) => setOn(checked === true)}>
        <span>
          Try the ports beside the API server of <code>{cluster.name}</code>
        </span>
      </Checkbox>
      {change.isError ? <p className="mt-2 text-critical">{problemOf(change.error).title}</p> : null}
    </Dialog>
  );
}
