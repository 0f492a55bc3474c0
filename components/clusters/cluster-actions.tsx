"use client";
import { EllipsisVertical, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMay } from "#client/session.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";

const Rename = dynamic(() => import("./cluster-dialogs.tsx").then((m) => m.RenameDialog), { ssr: false });
const Labels = dynamic(() => import("./labels-dialog.tsx").then((m) => m.LabelsDialog), { ssr: false });
const SecretNames = dynamic(() => import("./cluster-dialogs.tsx").then((m) => m.SecretNamesDialog), { ssr: false });
const HostPorts = dynamic(() => import("./cluster-dialogs.tsx").then((m) => m.HostPortsDialog), { ssr: false });
const Evidence = dynamic(() => import("./evidence-dialog.tsx").then((m) => m.EvidenceDialog), { ssr: false });
const Remove = dynamic(() => import("./remove-dialog.tsx").then((m) => m.RemoveDialog), { ssr: false });

export type Asked = "rename" | "labels" | "secretNames" | "hostPorts" | "evidence" | "remove";

/** Removes a cluster of which nothing is known; asks first. */
export function RemoveCluster({ cluster }: { cluster: Cluster }) {
  const may = useMay("cluster:admin");
  const [asked, setAsked] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button tone="danger" onClick={() => setAsked(true)}>
        <Trash2 aria-hidden />
        Remove it
      </Button>
      {asked ? <Remove cluster={cluster} onClose={() => setAsked(false)} /> : null}
    </>
  );
}

/** What an administrator may change about a cluster. */
export function ClusterActions({ cluster }: { cluster: Cluster }) {
  const may = useMay("cluster:admin");
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const close = () => setAsked(undefined);
  if (!may) return null;
  return (
    <>
      <LazyMenu
        load={() => import("./cluster-actions-menu.tsx").then((m) => m.ClusterActionsMenu)}
        menuProps={{ cluster, onAsk: setAsked }}
        trigger={
          <IconButton label="More for this cluster" className="border border-line-strong bg-panel">
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      />
      {asked === "rename" ? <Rename cluster={cluster} onClose={close} /> : null}
      {asked === "labels" ? <Labels cluster={cluster} onClose={close} /> : null}
      {asked === "secretNames" ? <SecretNames cluster={cluster} onClose={close} /> : null}
      {asked === "hostPorts" ? <HostPorts cluster={cluster} onClose={close} /> : null}
      {asked === "evidence" ? <Evidence cluster={cluster} onClose={close} /> : null}
      {asked === "remove" ? <Remove cluster={cluster} onClose={close} /> : null}
    </>
  );
}
