/** The build systems that run in a cluster: what they may do to their nodes and to the cluster, and how long a builder lives. */
import { controllerOf } from "../../inventory/pod-owners.ts";
import { type BuildRole, buildRoleOf, lifeOf } from "../../supply-chain/builders/build-system.ts";
import { defineView } from "../define.ts";
import { waysToNode } from "../workload/node-takeover.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";

export interface BuildWorkload extends BuildRole {
  readonly workload: Workload;
  /** What makes it the owner of its node, as sentences name it. */
  readonly ways: readonly string[];
  readonly life: ReturnType<typeof lifeOf>;
}

export const buildSystems = defineView({
  name: "build systems",
  reads: workloadResources,
  build: (sight): readonly BuildWorkload[] =>
    sight.view(workloads).flatMap((workload) => {
      const { template, spec, item, resource } = workload;
      const owner = controllerOf(item)?.kind;
      const found = buildRoleOf({
        ...(template.labels && { labels: template.labels }),
        ...(owner !== undefined && { owner }),
        containers: spec.containers,
      });
      if (found === undefined) return [];
      const kind = owner ?? kinds[resource];
      return [{ ...found, workload, ways: [...new Set([...waysToNode(workload)].map(({ way }) => way))], life: lifeOf(kind) }];
    }),
});

const kinds: Readonly<Record<Workload["resource"], string>> = {
  "cronjobs.batch": "CronJob",
  "daemonsets.apps": "DaemonSet",
  "deployments.apps": "Deployment",
  "jobs.batch": "Job",
  "replicasets.apps": "ReplicaSet",
  replicationcontrollers: "ReplicationController",
  "statefulsets.apps": "StatefulSet",
  pods: "Pod",
};
