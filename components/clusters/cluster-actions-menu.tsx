"use client";
import { FileUp, KeyRound, Package, Pencil, Plug, ScanEye, Tag, Trash2 } from "lucide-react";
import type { Cluster } from "#contracts/clusters.ts";
import type { OpenMenuProps } from "../ui/lazy-menu.tsx";
import { Link } from "../ui/link.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import type { Asked } from "./cluster-actions.tsx";
import { anotherUpload, isLive } from "./scan-button.tsx";

interface ClusterActionsMenuProps extends OpenMenuProps {
  cluster: Cluster;
  onAsk: (asked: Asked) => void;
}

/** What may be changed about a cluster; each opens a question first. */
export function ClusterActionsMenu({ trigger, cluster, onAsk }: ClusterActionsMenuProps) {
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
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
            <Link href={anotherUpload(cluster.id)}>
              <FileUp aria-hidden />
              {cluster.lastScan === undefined ? "Upload a snapshot" : "Upload a newer snapshot"}
            </Link>
          </MenuItem>
        ) : null}
        <MenuItem onSelect={() => onAsk("rename")}>
          <Pencil aria-hidden />
          Rename
        </MenuItem>
        <MenuItem onSelect={() => onAsk("labels")}>
          <Tag aria-hidden />
          Labels
        </MenuItem>
        {isLive(cluster) ? (
          <>
            <MenuItem onSelect={() => onAsk("secretNames")}>
              <ScanEye aria-hidden />
              Names of Secrets
            </MenuItem>
            <MenuItem onSelect={() => onAsk("evidence")}>
              <Package aria-hidden />
              Who uses old APIs
            </MenuItem>
          </>
        ) : null}
        {cluster.kind === "live" ? (
          <MenuItem onSelect={() => onAsk("hostPorts")}>
            <Plug aria-hidden />
            What else listens
          </MenuItem>
        ) : null}
        <MenuSeparator />
        <MenuItem danger onSelect={() => onAsk("remove")}>
          <Trash2 aria-hidden />
          Remove from Drydock
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
