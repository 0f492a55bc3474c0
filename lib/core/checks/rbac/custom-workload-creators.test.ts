import { binding, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import customWorkloadCreators from "./custom-workload-creators.ts";
import { held, unseenAccess } from "./worlds.ts";

const definition = (group: string, plural: string) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `${plural}.${group}` },
  spec: { group, scope: "Namespaced", names: { kind: "K", plural }, versions: [{ name: "v1", served: true }] },
});
const workflows = definition("argoproj.io", "workflows");
const bad = rule("create", "argoproj.io", "workflows");

checkTester(customWorkloadCreators, {
  pass: [
    { name: "the product, and nobody bound", objects: [workflows] },
    { name: "a rule that only reads", objects: [workflows, ...held([rule("get,list", "argoproj.io", "*")])] },
    {
      name: "a kind that the cluster lacks",
      objects: [workflows, ...held([rule("create", "tekton.dev", "taskruns")])],
    },
  ],
  fail: [
    {
      name: "a group in the whole cluster",
      objects: [workflows, ...held([bad])],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "a user in one namespace, by two kinds",
      objects: [
        workflows,
        definition("tekton.dev", "taskruns"),
        role("shop", "runner", [rule("*", "argoproj.io,tekton.dev", "*")]),
        binding("shop", "b", "Role runner", "User:jane"),
      ],
      finds: [
        { message: "inNamespace", object: "RoleBinding shop/b" },
        { message: "inNamespace", object: "RoleBinding shop/b" },
      ],
    },
  ],
  notApplicable: [{ name: "a cluster without any of the products", objects: held([bad]) }],
  notAssessed: [
    {
      name: "definitions of kinds were not seen",
      objects: held([bad]),
      unseen: ["customresourcedefinitions.apiextensions.k8s.io"],
    },
    ...unseenAccess.map((world) => ({ ...world, objects: [workflows, ...world.objects] })),
  ],
});
