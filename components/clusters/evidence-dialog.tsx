"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Checkbox } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { type ClusterDialogProps, useChange } from "./cluster-dialogs.tsx";

function Role({ part, label }: { part: "helmReleases" | "apiMetrics"; label: string }) {
  const role = useQuery(api.clusters.readerManifest.queryOptions({ input: { part } }));
  return (
    <QueryView query={role} skeleton={<SkeletonRows rows={4} columns={1} />}>
      {({ yaml }) => <CodeBlock text={yaml} label={label} className="text-12" />}
    </QueryView>
  );
}

function Metric() {
  const [shown, setShown] = useState(false);
  return (
    <section aria-label="The API server's metric" className="grid gap-1.5 border-line border-t pt-3">
      <h3 className="font-label">The API server's metric</h3>
      <p className="text-13 text-ink-2">
        A scan asks the registered address for /metrics, and keeps which deprecated versions were asked for and when the server
        started. It needs nothing here but the right to get /metrics.
      </p>
      {shown ? (
        <Role part="apiMetrics" label="The role that lets the reader get the metrics" />
      ) : (
        <Button size="small" className="justify-self-start" onClick={() => setShown(true)}>
          Show the role
        </Button>
      )}
    </section>
  );
}

/** What tells who uses API versions that an upgrade takes away, what each source takes, and what is kept of it. */
export function EvidenceDialog({ cluster, onClose }: ClusterDialogProps) {
  const [include, setInclude] = useState(cluster.includeHelmReleases);
  const change = useChange(onClose, "Saved. It holds from the next scan.");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Who uses old APIs"
      description="What a scan may read beside the objects to tell who uses API versions that an upgrade takes away."
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
        <section aria-label="Helm releases" className="grid gap-1.5">
          <Checkbox checked={include} onCheckedChange={(checked) => setInclude(checked === true)}>
            <span>
              Read the Helm releases of <code>{cluster.name}</code>
            </span>
          </Checkbox>
          <p className="text-13 text-ink-2">
            Helm keeps releases in Secrets, and Kubernetes has no right to read some Secrets without the others: the reader needs
            to read all of them. Only those that Helm labels are asked for, and of each release the newest. Kept are its name,
            revision and status, and of each object that it brings apiVersion, kind, name and namespace. Values and manifests are
            dropped on arrival.
          </p>
          {include ? <Role part="helmReleases" label="The role that lets the reader read Secrets" /> : null}
        </section>
        <Metric />
        {change.isError ? <p className="text-critical">{problemOf(change.error).title}</p> : null}
      </div>
    </Dialog>
  );
}
