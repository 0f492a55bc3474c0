"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { notify } from "../ui/toast.tsx";

export interface ClusterDialogProps {
  cluster: Cluster;
  onClose: () => void;
}

function useChange(onClose: () => void, done: string) {
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
        Look at the names of Secrets in <code>{cluster.name}</code>
      </Checkbox>
      {change.isError ? <p className="mt-2 text-critical">{problemOf(change.error).title}</p> : null}
    </Dialog>
  );
}

function HelmRole() {
  const role = useQuery(api.clusters.readerManifest.queryOptions({ input: { part: "helmReleases" } }));
  return (
    <QueryView query={role} skeleton={<SkeletonRows rows={4} columns={1} />}>
      {({ yaml }) => <CodeBlock text={yaml} label="The role that lets the reader read Secrets" className="text-12" />}
    </QueryView>
  );
}

/** Asks whether releases of Helm are read, and says what that takes and what is kept. */
export function HelmReleasesDialog({ cluster, onClose }: ClusterDialogProps) {
  const [include, setInclude] = useState(cluster.includeHelmReleases);
  const change = useChange(onClose, "Saved. It holds from the next scan.");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Helm releases"
      description="A scan then tells which releases name API versions that an upgrade takes away. Helm keeps releases in Secrets, and Kubernetes has no right to read some Secrets without the others: the reader needs to read all of them."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            busy={change.isPending}
            onClick={() => change.mutate({ id: cluster.id, includeHelmReleases: include })}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Checkbox checked={include} onCheckedChange={(checked) => setInclude(checked === true)}>
          Read the Helm releases of <code>{cluster.name}</code>
        </Checkbox>
        <p className="text-13 text-ink-2">
          Only Secrets and ConfigMaps that Helm labels are asked for, and of each release the newest revision. Kept are its name,
          revision and status, and of each object that it brings apiVersion, kind, name and namespace. Values and manifests are
          dropped on arrival and never kept.
        </p>
        {include ? (
          <div className="grid gap-1.5">
            <p className="text-13 text-ink-2">Apply this with an account that may create roles:</p>
            <HelmRole />
          </div>
        ) : null}
        {change.isError ? <p className="text-critical">{problemOf(change.error).title}</p> : null}
      </div>
    </Dialog>
  );
}
