import { checkTester } from "../tester.ts";
import { engineWebhook, kyvernoRegistries, namespaceWith } from "./enforcement-worlds.ts";
import registryAllowList from "./registry-allow-list.ts";
import { node, runningPod } from "./worlds.ts";

const shop = [namespaceWith("shop"), node("n1")];
const runs = (image: string) => runningPod({ name: "web", image });
const constraint = (spec: Readonly<Record<string, unknown>>) => ({
  apiVersion: "constraints.gatekeeper.sh/v1beta1",
  kind: "K8sAllowedRepos",
  metadata: { name: "repos" },
  spec: { parameters: { repos: ["registry.example/"] }, ...spec },
});
const kubernetes = (actions: readonly string[], fields: Readonly<Record<string, unknown>> = {}) => [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "registries" },
    spec: { validations: [{ expression: "object.spec.containers.all(c, c.image.startsWith('registry.example/'))" }], ...fields },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "registries" },
    spec: { policyName: "registries", validationActions: actions },
  },
];

checkTester(registryAllowList, {
  pass: [
    {
      name: "an image of the list, by each engine",
      objects: [
        ...shop,
        runs("registry.example/web:1"),
        kyvernoRegistries("registries", "registry.example/* | ghcr.io/acme/*"),
        constraint({}),
        ...kubernetes(["Deny"]),
      ],
    },
    {
      name: "a namespace that the list is not about",
      objects: [...shop, runs("nginx"), constraint({ match: { excludedNamespaces: ["sh*"] } })],
    },
  ],
  fail: [
    {
      name: "an image outside of it, and one whose name only begins alike",
      objects: [
        ...shop,
        runs("registry.example.evil/web:1"),
        kyvernoRegistries("registries", "registry.example/*"),
        engineWebhook("kyverno"),
      ],
      finds: [
        {
          message: "refused",
          object: "Pod shop/web",
          title:
            "Pod shop/web runs registry.example.evil/web:1, which registries would refuse today: its pods are older, or passed where nobody asked",
        },
      ],
    },
    {
      name: "constraints and policies that report",
      objects: [...shop, runs("nginx"), constraint({ enforcementAction: "dryrun" }), ...kubernetes(["Audit"])],
      finds: [{ message: "reported", object: "Pod shop/web" }],
    },
  ],
  notApplicable: [{ name: "no list", objects: [...shop, runs("nginx")] }],
  notAssessed: [
    { name: "policies were not seen", objects: [...shop, runs("nginx")], unseen: ["clusterpolicies.kyverno.io"] },
    {
      name: "a condition that is not read decides whether the list is about an image outside of it",
      objects: [...shop, runs("nginx"), ...kubernetes(["Deny"], { matchConditions: [{ name: "c", expression: "x" }] })],
    },
    { name: "an older inventory", objects: [...shop, runs("nginx")], version: 8 },
  ],
});
