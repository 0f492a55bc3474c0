import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { usedNamespaces } from "../isolation/namespaces.ts";
import { refTo } from "../object-ref.ts";
import { access, rbacResources } from "../rbac/access.ts";
import { holdersByNamespace } from "../rbac/holders.ts";
import { workloadResources } from "../workload/workloads.ts";
import { secretsOf } from "./uses.ts";

/** So many who may read one value are more than anybody keeps in mind. */
const many = 10;
const shown = 10;

const { requests } = dangerOf("read-secrets");

export default defineCheck({
  id: "secrets/readers",
  major: 1,
  since: "0.1",
  title: "Readers of the Secrets of workloads",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.2", "checklist:rbac-good-practices"],
  reads: [...rbacResources, ...workloadResources, "namespaces"],
  crossesNamespaces: true,
  messages: {
    many: {
      text: "{count} subjects may read the Secrets that {workloads} workloads of {object} use, such as {secrets}: {subjects}",
      severity: "low",
    },
  },
  docs: {
    why: "A value that a workload uses is as safe as the least careful of those who may read it, and after a leak every one of them is a suspect. A group counts as one subject, whoever is in it. Kubernetes' own components are not counted; each right by itself is told by rbac/secret-readers.",
    fix: "Give get on single Secrets by resourceNames, and take list and watch on Secrets out of roles that people hold. The matrix shows who holds it by which binding.",
    refs: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/#least-privilege-secrets"],
  },
  *evaluate({ view }) {
    const readersOf = holdersByNamespace(view(access), requests);
    for (const { item, workloads } of view(usedNamespaces)) {
      const users = workloads.filter(({ spec }) => secretsOf(spec).length > 0);
      const subjects = users.length === 0 ? [] : readersOf(item.meta.name);
      if (subjects.length <= many) continue;
      const secrets = [...new Set(users.flatMap(({ spec }) => secretsOf(spec)))].sort().slice(0, 3);
      const data = { count: subjects.length, workloads: users.length, secrets, subjects: subjects.slice(0, shown) };
      yield { at: refTo("namespaces", item), message: "many", data, locus: "readers" };
    }
  },
});
