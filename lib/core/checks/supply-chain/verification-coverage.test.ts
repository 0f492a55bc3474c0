import { checkTester } from "../tester.ts";
import { engineWebhook, kyvernoPolicy, namespaceWith, ratifyPart, settingsMap, sigstorePolicy } from "./enforcement-worlds.ts";
import verificationCoverage from "./verification-coverage.ts";
import { node, runningPod } from "./worlds.ts";

const shop = namespaceWith("shop", { "policy.sigstore.dev/include": "true", env: "prod" });
const young = { creationTimestamp: "2026-11-22T00:00:00Z" };
const old = { creationTimestamp: "2026-11-19T00:00:00Z" };
const image = "ghcr.io/acme/web:1";
const web = runningPod({ name: "web", image, metadata: young });
const optIn = {
  namespaceSelector: { matchExpressions: [{ key: "policy.sigstore.dev/include", operator: "In", values: ["true"] }] },
};
const allows = settingsMap("config-policy-controller", { "no-match-policy": "allow" });
const exception = (policyName: string) => ({
  apiVersion: "kyverno.io/v2",
  kind: "PolicyException",
  metadata: { namespace: "shop", name: "web" },
  spec: {
    exceptions: [{ policyName, ruleNames: ["*"] }],
    match: { any: [{ resources: { kinds: ["Pod"], names: ["web*"] } }] },
  },
});
const ratify = [
  {
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    metadata: { name: "ratifyverification" },
    spec: {
      crd: { spec: { names: { kind: "RatifyVerification" } } },
      targets: [{ rego: 'external_data({"provider": "ratify-provider", "keys": images})' }],
    },
  },
  {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: "RatifyVerification",
    metadata: { name: "ratify" },
    spec: { match: { kinds: [{ apiGroups: [""], kinds: ["Pod"] }] } },
  },
];

checkTester(verificationCoverage, {
  pass: [
    {
      name: "policy-controller, in a namespace that opted in",
      objects: [shop, node("n1"), web, sigstorePolicy("signed"), engineWebhook("sigstore", optIn), allows],
    },
    {
      name: "Kyverno's rule, whose image is of Docker Hub",
      objects: [
        shop,
        node("n1"),
        runningPod({ name: "web", image: "nginx", metadata: young }),
        kyvernoPolicy("signed", { imageReferences: ["docker.io/*"] }),
        engineWebhook("kyverno"),
      ],
    },
    {
      name: "Ratify behind Gatekeeper",
      objects: [shop, node("n1"), web, ...ratify, ratifyPart("Verifier", "notation"), engineWebhook("gatekeeper")],
    },
  ],
  fail: [
    {
      name: "Ratify has no verifier",
      objects: [shop, node("n1"), web, ...ratify, engineWebhook("gatekeeper")],
      finds: [
        {
          message: "unmatched",
          object: "Pod shop/web",
          title: "Pod shop/web runs ghcr.io/acme/web:1, which no policy that verifies signatures is about",
        },
      ],
    },
    {
      name: "no policy is about the image",
      objects: [
        shop,
        node("n1"),
        web,
        kyvernoPolicy("signed", { imageReferences: ["ghcr.io/other/*"] }),
        engineWebhook("kyverno"),
      ],
      finds: [
        {
          message: "unmatched",
          object: "Pod shop/web",
          title: "Pod shop/web runs ghcr.io/acme/web:1, which no policy that verifies signatures is about",
        },
      ],
    },
    {
      name: "the namespace did not opt in; Kyverno's settings leave it out; no webhook asks at all",
      objects: [
        namespaceWith("shop"),
        namespaceWith("ci"),
        node("n1"),
        web,
        sigstorePolicy("signed"),
        engineWebhook("sigstore", optIn),
        allows,
      ],
      finds: [{ message: "skipped", object: "Pod shop/web" }],
    },
    {
      name: "Kyverno's own settings take the namespace out of its sight",
      objects: [
        shop,
        node("n1"),
        web,
        kyvernoPolicy("signed"),
        engineWebhook("kyverno"),
        settingsMap("kyverno", { resourceFilters: "[*/*,shop,*]" }),
      ],
      finds: [{ message: "skipped", object: "Pod shop/web" }],
    },
    {
      name: "the pod is older than the policy",
      objects: [
        shop,
        node("n1"),
        runningPod({ name: "web", image, metadata: old }),
        kyvernoPolicy("signed"),
        engineWebhook("kyverno"),
      ],
      finds: [{ message: "older", object: "Pod shop/web" }],
    },
    {
      name: "it is only reported, by the rule or in this namespace",
      objects: [
        shop,
        node("n1"),
        web,
        kyvernoPolicy("signed", {
          failureActionOverrides: [{ action: "Audit", namespaceSelector: { matchLabels: { env: "prod" } } }],
        }),
        engineWebhook("kyverno"),
      ],
      finds: [{ message: "reported", object: "Pod shop/web" }],
    },
    {
      name: "the engine need not answer",
      objects: [shop, node("n1"), web, kyvernoPolicy("signed"), engineWebhook("kyverno", { failurePolicy: "Ignore" })],
      finds: [{ message: "failOpen", object: "Pod shop/web" }],
    },
    {
      name: "an exception lets it pass",
      objects: [shop, node("n1"), web, kyvernoPolicy("signed"), engineWebhook("kyverno"), exception("signed")],
      finds: [{ message: "unmatched", object: "Pod shop/web" }],
    },
  ],
  notApplicable: [{ name: "nothing verifies signatures", objects: [shop, node("n1"), web] }],
  notAssessed: [
    { name: "policies were not seen", objects: [web], unseen: ["clusterimagepolicies.policy.sigstore.dev"] },
    { name: "an older inventory", objects: [web, kyvernoPolicy("signed", { imageReferences: ["x"] })].slice(0, 1), version: 8 },
    {
      name: "namespaces were not seen, by which the engine chooses",
      objects: [node("n1"), web, sigstorePolicy("signed"), engineWebhook("sigstore", optIn), allows],
      unseen: ["namespaces"],
    },
    {
      name: "a condition that is not read decides alone",
      objects: [shop, node("n1"), web, kyvernoPolicy("signed", {}, { preconditions: { all: [] } }), engineWebhook("kyverno")],
    },
    {
      name: "an image of no policy, which policy-controller refuses by its settings",
      objects: [
        shop,
        node("n1"),
        web,
        sigstorePolicy("signed", { images: [{ glob: "ghcr.io/other/**" }] }),
        engineWebhook("sigstore"),
      ],
    },
    {
      name: "Kyverno's settings take more namespaces out of its sight than are kept",
      objects: [
        shop,
        node("n1"),
        web,
        kyvernoPolicy("signed"),
        engineWebhook("kyverno"),
        settingsMap("kyverno", { resourceFilters: Array.from({ length: 201 }, (_, n) => `[*/*,a${n},*]`).join(" ") }),
      ],
    },
    {
      name: "Kyverno's settings are too long to be read",
      objects: [
        shop,
        node("n1"),
        web,
        kyvernoPolicy("signed"),
        engineWebhook("kyverno"),
        settingsMap("kyverno", { resourceFilters: "[Event,*,*]".repeat(3_000) }),
      ],
    },
    {
      name: "an engine whose policies are not read is all that there is",
      objects: [shop, node("n1"), web, engineWebhook("connaisseur")],
    },
  ],
});
