import { dangerOf, requestsAt } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, rbacResources } from "../rbac/access.ts";
import { holdersByNamespace } from "../rbac/holders.ts";
import { workloadResources } from "../workload/workloads.ts";
import { buildSystems } from "./build-systems.ts";

const shown = 10;

export default defineCheck({
  id: "supply-chain/build-access",
  major: 1,
  since: "0.1",
  title: "Access to the build systems inside the cluster",
  pillar: "supply-chain",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: [...workloadResources, ...rbacResources, "namespaces"],
  crossesNamespaces: true,
  messages: {
    enter: {
      text: "{count} subjects may run code in the pods of {systems} in {object}, and so in what is built there: {subjects}",
      severity: "low",
    },
    change: {
      text: "{count} subjects may change or replace {systems} in {object}, and so what is built there: {subjects}",
      severity: "low",
    },
  },
  docs: {
    why: "Whoever may exec into a builder, or change the workload that it is, can put something into every image that it makes, and signs it with the builder's name. The rights look like everyday ones: exec, and writing Deployments. Kubernetes' own components are not counted; a group counts as one.",
    fix: "Keep build systems in namespaces of their own, in which nobody has exec or edit day by day; let the delivery of the platform alone change them.",
    refs: ["https://slsa.dev/spec/v1.1/threats#build-threats"],
  },
  applies: ({ view }) => (view(buildSystems).length === 0 ? "No build system was recognised in the cluster." : undefined),
  *evaluate(context) {
    const held = context.view(access);
    const rights = {
      enter: holdersByNamespace(held, requestsAt(dangerOf("enter-pods"), context.minor)),
      change: holdersByNamespace(held, [...dangerOf("create-pods").requests, ...dangerOf("change-pods").requests]),
    } as const;
    const byNamespace = Map.groupBy(context.view(buildSystems), ({ workload }) => workload.namespace);
    for (const item of context.list("namespaces")) {
      const systems = [...new Set((byNamespace.get(item.meta.name) ?? []).map(({ system }) => system))].sort();
      if (systems.length === 0) continue;
      for (const message of ["enter", "change"] as const) {
        const subjects = rights[message](item.meta.name);
        const data = { count: subjects.length, systems, subjects: subjects.slice(0, shown) };
        if (subjects.length > 0) yield { at: refTo("namespaces", item), message, data, locus: message };
      }
    }
  },
});
