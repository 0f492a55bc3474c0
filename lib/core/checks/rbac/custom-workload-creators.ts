import { requestsFor } from "../../rbac/requests-for.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, placeOf, rbacResources, reportHolding } from "./access.ts";

/** Kinds of others whose controllers start pods of a template that the object brings along. */
const kinds = [
  ["apps.kruise.io", "clonesets"],
  ["argoproj.io", "cronworkflows"],
  ["argoproj.io", "rollouts"],
  ["argoproj.io", "workflows"],
  ["batch.volcano.sh", "jobs"],
  ["jobset.x-k8s.io", "jobsets"],
  ["keda.sh", "scaledjobs"],
  ["kubeflow.org", "notebooks"],
  ["kubeflow.org", "pytorchjobs"],
  ["kubevirt.io", "virtualmachines"],
  ["leaderworkerset.x-k8s.io", "leaderworkersets"],
  ["monitoring.coreos.com", "alertmanagers"],
  ["monitoring.coreos.com", "prometheuses"],
  ["ray.io", "rayclusters"],
  ["ray.io", "rayjobs"],
  ["serving.knative.dev", "services"],
  ["sparkoperator.k8s.io", "sparkapplications"],
  ["tekton.dev", "pipelineruns"],
  ["tekton.dev", "taskruns"],
] as const;

export default defineCheck({
  id: "rbac/custom-workload-creators",
  major: 1,
  since: "0.1",
  title: "Creators of pods through kinds of other products",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.4", "checklist:rbac-good-practices", "checklist:workload-rights"],
  reads: [...rbacResources, "customresourcedefinitions.apiextensions.k8s.io"],
  messages: {
    everywhere: {
      text: "{subjects} may start pods in every namespace through {kinds}: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    inNamespace: {
      text: "{subjects} may start pods in {namespace} through {kinds}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
  },
  docs: {
    why: "A workflow, a pipeline run or a virtual machine is a pod in the end, and who creates one chooses its containers and often its service account. Roles that leave out deployments and jobs and give these give the same. Looked at are well-known kinds of the products whose definitions the cluster has.",
    fix: "Treat these kinds as pods: bind them in namespaces whose service accounts may do little, and let the product's controller limit the accounts that may be named.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation"],
  },
  byMinor: byDefaults,
  applies: ({ list }) => {
    const there = new Set(
      list("customresourcedefinitions.apiextensions.k8s.io").map(({ group, plural }) => `${plural}.${group}`),
    );
    return kinds.some(([group, plural]) => there.has(`${plural}.${group}`))
      ? undefined
      : "The cluster has none of the kinds that are known to start pods.";
  },
  *evaluate(context) {
    const found = context.view(access);
    const defined = context.list("customresourcedefinitions.apiextensions.k8s.io");
    for (const [group, plural] of kinds) {
      const definition = defined.find((one) => one.group === group && one.plural === plural);
      if (definition === undefined) continue;
      for (const holding of holdings(found, { requests: requestsFor(["create", "update", "patch"], [group, plural]) })) {
        const report = reportHolding(holding, placeOf(holding));
        yield { ...report, data: { ...report.data, kinds: `${plural}.${group}` }, locus: `${plural}.${group}` };
      }
    }
  },
});
