"use client";
import { Waypoints } from "lucide-react";
import { TableSkeleton } from "../../shell/table-skeleton.tsx";
import { PostureFrame } from "../posture-frame.tsx";
import { NetworkPage } from "./network-page.tsx";

const welcome = {
  icon: <Waypoints aria-hidden />,
  title: "Who reaches whom, and why",
  text: "Register a cluster or upload a snapshot. Then see which namespaces reach which by their policies, and what stands open to the outside.",
};

/** `/posture/network` */
export function PostureNetwork() {
  return (
    <PostureFrame
      title="Network"
      skeleton={<TableSkeleton columns={10} />}
      welcome={welcome}
      unknown="Nothing is known about its network. Scan it, and who reaches whom stands here."
    >
      {(scanId) => <NetworkPage key={scanId} scanId={scanId} />}
    </PostureFrame>
  );
}
