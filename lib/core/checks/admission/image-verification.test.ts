import { clusterPolicy } from "../operations/worlds.ts";
import { checkTester } from "../tester.ts";
import { webhook } from "../upgrade/worlds.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import imageVerification from "./image-verification.ts";

const byTag = deployment("web", podSpec({}, container({ image: "registry.example/web:1" })));

checkTester(imageVerification, {
  pass: [
    { name: "Sigstore's controller", objects: [byTag, webhook({ name: "policy.sigstore.dev" })] },
    {
      name: "Kyverno",
      objects: [byTag, clusterPolicy("images", { rules: [{ name: "r", verifyImages: [{ imageReferences: ["*"] }] }] })],
    },
    {
      name: "Kyverno in CEL",
      objects: [
        byTag,
        { apiVersion: "policies.kyverno.io/v1", kind: "ImageValidatingPolicy", metadata: { name: "images" }, spec: {} },
      ],
    },
    {
      name: "Ratify",
      objects: [
        byTag,
        { apiVersion: "constraints.gatekeeper.sh/v1beta1", kind: "RatifyVerification", metadata: { name: "r" }, spec: {} },
      ],
    },
    { name: "images by digest alone", objects: [deployment("web", podSpec())] },
  ],
  fail: [
    {
      name: "tags, and nothing that verifies",
      objects: [byTag, webhook()],
      finds: [{ message: "none", object: "Cluster kubernetes" }],
    },
  ],
  notAssessed: [
    {
      name: "webhooks were not seen",
      objects: [byTag],
      unseen: ["validatingwebhookconfigurations.admissionregistration.k8s.io"],
    },
    { name: "Kyverno's policies were not seen", objects: [byTag], unseen: ["clusterpolicies.kyverno.io"] },
  ],
});
