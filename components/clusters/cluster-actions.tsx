"use client";
import { EllipsisVertical, FileUp, KeyRound, Pencil, ScanEye, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "#client/session.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import { isLive } from "./scan-button.tsx";

const Rename = dynamic(() => import("./cluster-dialogs.tsx").then((m) => m.RenameDialog), { ssr: false });
const SecretNames = dynamic(() => import("./cluster-dialogs.tsx").then((m) => m.SecretNamesDialog), { ssr: false });
const Remove = dynamic(() => import("./cluster-dialogs.tsx").then((m) => m.RemoveDialog), { ssr: false });

type Asked = "rename" | "secretNames" | "remove" | undefined;

/** What an administrator may change about a cluster. */
export function ClusterActions({ cluster }: { cluster: Cluster }) {
  const may = useMay("cluster:admin");
  const [asked, setAsked] = useState<Asked>(undefined);
  const close = () => setAsked(undefined);
  if (!may) return null;
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label="More for this cluster" className="border border-line-strong bg-panel">
            <EllipsisVertical aria-hidden />
          </IconButton>
        </MenuTrigger>
        <MenuContent align="end" className="w-60">
          {cluster.kind === "live" ? (
            <MenuItem asChild>
              <Link href={`/clusters/${cluster.id}/connection`}>
                <KeyRound aria-hidden />
                Replace the credential
              </Link>
            </MenuItem>
          ) : null}
          {cluster.kind === "snapshot" ? (
            <MenuItem asChild>
              <Link href={`/clusters/register?way=snapshot&step=connect&cluster=${cluster.id}`}>
                <FileUp aria-hidden />
                Upload a newer snapshot
              </Link>
            </MenuItem>
          ) : null}
          <MenuItem onSelect={() => setAsked("rename")}>
            <Pencil aria-hidden />
            Rename
          </MenuItem>
          {isLive(cluster) ? (
            <MenuItem onSelect={() => setAsked("secretNames")}>
              <ScanEye aria-hidden />
              Names of Secrets
            </MenuItem>
          ) : null}
          <MenuSeparator />
          <MenuItem danger onSelect={() => setAsked("remove")}>
            <Trash2 aria-hidden />
            Remove from Drydock
          </MenuItem>
        </MenuContent>
      </Menu>
      {asked === "rename" ? <Rename cluster={cluster} onClose={close} /> : null}
      {asked === "secretNames" ? <SecretNames cluster={cluster} onClose={close} /> : null}
      {asked === "remove" ? <Remove cluster={cluster} onClose={close} /> : null}
    </>
  );
}
