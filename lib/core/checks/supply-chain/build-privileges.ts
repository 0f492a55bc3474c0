import { formatSubject } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { tokenPowerResources, tokenPowers } from "../workload/token-powers.ts";
import { accountOf } from "../workload/unused-token.ts";
import { workloadResources } from "../workload/workloads.ts";
import { buildSystems } from "./build-systems.ts";

export default defineCheck({
  id: "supply-chain/build-privileges",
  major: 1,
  since: "0.1",
  title: "Power of the build systems inside the cluster",
  pillar: "supply-chain",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads: [...workloadResources, ...tokenPowerResources],
  facts: ["host-entries"],
  crossesNamespaces: true,
  messages: {
    node: { text: "{object}, a builder of {system}, holds the node that it builds on: {ways}", severity: "high" },
    account: {
      text: "{object}, of {system}, has a token that may {may} in the whole cluster, as {account}",
      severity: "high",
    },
    lasting: {
      text: "{object}, a builder of {system}, is kept from one build to the next: a build may leave something for those after it",
      severity: "medium",
    },
  },
  docs: {
    why: "A build runs what its source says, and the sources of all that it fetches. Where that has the node, every image that is built there, and every pod beside it, can be changed on the way; where its token reaches the cluster, one bad dependency does. A builder that outlives a build hands what was left in its caches and files to the next. Build systems are recognised by their images, labels and owners: one under another name is not.",
    fix: "Build without privilege (BuildKit rootless, buildah with user namespaces), on nodes of their own. Give the account of a build nothing but what the build needs, and no token where it needs none. Make a builder for each run, and throw it away.",
    refs: ["https://slsa.dev/spec/v1.1/requirements#isolated", "https://github.com/moby/buildkit/blob/master/docs/rootless.md"],
  },
  applies: ({ view }) => (view(buildSystems).length === 0 ? "No build system was recognised in the cluster." : undefined),
  *evaluate(context) {
    const powerOf = tokenPowers(context);
    for (const { workload, system, role, ways, life } of context.view(buildSystems)) {
      const at = refTo(workload.resource, workload.item, workload.path);
      if (role === "builder" && ways.length > 0) yield { at, message: "node", data: { system, ways }, locus: "node" };
      if (role === "builder" && life === "lasting") yield { at, message: "lasting", data: { system }, locus: "life" };
      const may = powerOf(workload);
      if (may === undefined) continue;
      yield { at, message: "account", data: { system, may, account: formatSubject(accountOf(workload)) }, locus: "account" };
    }
  },
});
