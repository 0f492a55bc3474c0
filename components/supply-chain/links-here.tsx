"use client";
import { Link2 } from "lucide-react";
import type { FindingDetail } from "#contracts/findings.ts";
import { useScope } from "../shell/scope.ts";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { workloadTrail } from "./addresses.ts";

const workloadKinds: ReadonlySet<string> = new Set([
  "CronJob",
  "DaemonSet",
  "Deployment",
  "Job",
  "Pod",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
]);

/** From a finding about a workload to where what it runs comes from; nothing for other findings. */
export function TrailOfFinding({ finding: { at, clusterId } }: { finding: Pick<FindingDetail, "at" | "clusterId"> }) {
  if (at.namespace === undefined || !workloadKinds.has(at.kind)) return null;
  return (
    <Button asChild size="small">
      <Link href={workloadTrail({ clusterId, namespace: at.namespace, kind: at.kind, workload: at.name })}>
        <Link2 aria-hidden />
        Trail of its image
      </Link>
    </Button>
  );
}

/** From a namespace to the images that run in it, in the cluster that the page is about. */
export function ImagesOfNamespace({ namespace }: { namespace: string }) {
  const { clusterId } = useScope();
  const query = new URLSearchParams({ ...(clusterId !== undefined && { cluster: clusterId }), namespace });
  return (
    <Button asChild size="large">
      <Link href={`/supply-chain?${query}`}>
        <Link2 aria-hidden />
        Images
      </Link>
    </Button>
  );
}
