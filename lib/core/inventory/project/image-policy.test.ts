/** What is kept of policies that judge images, of every engine. */
import { expect, test } from "vitest";
import { inventoryOfObjects } from "../from-objects.ts";
import { imagePolicyWorld } from "../image-policy-world.ts";
import type { ResourceId } from "../resources.ts";
import { encodeInventory } from "../snapshot/encode.ts";
import { projectItem } from "./projector.ts";

const inventory = inventoryOfObjects(imagePolicyWorld, { takenAt: "2026-11-23T14:02:00Z", source: "live" });

function kept(resource: ResourceId): readonly object[] {
  return inventory.looks[resource].items.map(({ meta: _meta, ...item }) => item);
}

const issuer = "https://token.actions.githubusercontent.com";
const publicKey = expect.stringContaining("PUBLIC KEY");

test("an authority of policy-controller is kept as it is written, but for conditions and private keys", () => {
  expect(kept("clusterimagepolicies.policy.sigstore.dev")).toEqual([
    {
      rules: [
        {
          name: "signed",
          action: "warn",
          images: ["ghcr.io/acme/**"],
          match: { how: "any", scopes: [{ kinds: ["pods"], selector: { matchLabels: { tier: "web" } } }] },
          attestors: [
            {
              count: 1,
              attestors: [
                {
                  kind: "keyless",
                  name: "github",
                  identities: [{ issuer, subjectRegExp: "^https://github.com/acme/.*$" }],
                  authority: "https://fulcio.example",
                  trustRoot: "own",
                  references: ["Secret cosign-system/ca"],
                  ignoresCertificateLog: true,
                  log: "https://rekor.example",
                  logTrustRoot: "own",
                  timestampTrustRoot: "own",
                  repositories: ["registry.example/signatures"],
                  attestations: [{ name: "sbom", predicateType: "cyclonedx", conditions: true }],
                },
                { kind: "key", keys: [publicKey], hashAlgorithm: "sha256" },
                { kind: "key", unread: ["data"] },
                { kind: "key", references: ["awskms:///alias/images"] },
                { kind: "static", result: "pass" },
                { kind: "unread", unread: ["authorities"] },
              ],
            },
          ],
          unread: ["policy"],
        },
      ],
    },
  ]);
});

test("a rule of Kyverno is kept with whom it is about, who must sign, and what it lets pass by name", () => {
  const pods = { how: "all", scopes: [{ kinds: ["Pod"] }] };
  const overrides = [{ action: "audit", namespaces: ["sandbox-*"] }];
  expect(kept("clusterpolicies.kyverno.io")).toEqual([
    {
      actions: ["Audit", "Enforce"],
      verifiesImages: true,
      failurePolicy: "Ignore",
      imageRules: [
        {
          name: "signed",
          action: "audit",
          overrides,
          images: ["ghcr.io/acme/*"],
          skippedImages: ["ghcr.io/acme/base*"],
          match: { how: "any", scopes: [{ kinds: ["Pod"], namespaceSelector: { matchLabels: { env: "prod" } } }] },
          exclude: { how: "all", scopes: [{ namespaces: ["kube-*"], unread: true }] },
          attestors: [
            {
              count: 1,
              attestors: [
                { kind: "key", keys: [publicKey], ignoresLog: true, hashAlgorithm: "sha512" },
                { kind: "key", references: ["k8s://ns/key", "Secret ns/key", "gcpkms://k"] },
                {
                  kind: "keyless",
                  identities: [{ issuer, subject: "https://github.com/acme/x" }],
                  certificates: ["PEM"],
                  ignoresCertificateLog: true,
                },
                {
                  kind: "certificate",
                  certificates: ["PEM"],
                  log: "https://rekor.example",
                  unread: ["certChain", "rekor.pubkey"],
                },
                { kind: "group", group: { attestors: [{ kind: "keyless", identities: [{ subjectRegExp: ".*" }] }] } },
                { kind: "unread", repositories: ["registry.example/signatures"], unread: ["entries", "annotations"] },
              ],
            },
          ],
          attestations: [
            {
              predicateType: "https://slsa.dev/provenance/v1",
              attestors: [{ attestors: [{ kind: "key", keys: [publicKey] }] }],
              conditions: true,
            },
          ],
          format: "SigstoreBundle",
          unread: ["preconditions"],
        },
      ],
      allowances: [
        { rule: "registries", action: "enforce", overrides, images: ["registry.example/*", "ghcr.io/acme/*"], match: pods },
      ],
    },
  ]);
});

test("a policy in CEL is kept with its expressions", () => {
  expect(kept("imagevalidatingpolicies.policies.kyverno.io")).toEqual([
    {
      failurePolicy: "Fail",
      rules: [
        {
          name: "cel",
          action: "enforce",
          images: ["ghcr.io/*"],
          imageExpressions: ["image.registry() == 'ghcr.io'"],
          match: { how: "all", scopes: [{ kinds: ["pods"], namespaceSelector: { matchLabels: { env: "prod" } } }] },
          attestors: [
            {
              attestors: [
                {
                  kind: "keyless",
                  name: "cosign",
                  identities: [{ issuer, subject: "me" }],
                  certificates: ["PEM"],
                  log: "https://rekor.example",
                  ignoresLog: true,
                  ignoresCertificateLog: true,
                  repositories: ["registry.example/signatures"],
                  unread: ["rekorPubKey"],
                },
                { kind: "key", name: "key", keys: [publicKey] },
                { kind: "key", name: "computed", unread: ["expression"] },
                { kind: "certificate", name: "certificate", certificates: ["PEM"], unread: ["expression"] },
                { kind: "notary", name: "notary", unread: ["notary"] },
              ],
            },
          ],
          attestations: [
            { name: "sbom", predicateType: "cyclonedx" },
            { name: "scan", predicateType: "trivy" },
          ],
          expressions: [expect.stringContaining("verifyImageSignatures")],
          unread: ["matchConditions"],
        },
      ],
    },
  ]);
  expect(kept("namespacedimagevalidatingpolicies.policies.kyverno.io")).toEqual([
    { rules: [{ name: "off", action: "audit", images: [], attestors: [] }] },
  ]);
  expect(kept("policyexceptions.kyverno.io")).toEqual([
    {
      exceptions: [{ policy: "images", rules: ["signed"] }],
      match: { how: "any", scopes: [{ kinds: ["Pod"], names: ["debug-*"] }] },
    },
  ]);
});

test("constraints of Gatekeeper are kept with what they allow, and templates with whom they ask", () => {
  expect(kept("k8sallowedrepos.constraints.gatekeeper.sh")).toEqual([
    {
      action: "enforce",
      match: {
        kinds: ["Pod"],
        namespaces: ["shop"],
        excludedNamespaces: ["kube-*"],
        namespaceSelector: { matchLabels: { env: "prod" } },
        selector: { matchLabels: { a: "b" } },
      },
      allowedImages: ["registry.example/*"],
      auditedAt: "2026-11-23T14:00:00Z",
      violations: 3,
    },
  ]);
  expect(kept("k8sallowedreposv2.constraints.gatekeeper.sh")).toEqual([
    { action: "audit", match: {}, allowedImages: ["registry.example/a:1", "ghcr.io/acme/*"] },
  ]);
  expect(kept("k8sdisallowedtags.constraints.gatekeeper.sh")).toEqual([
    { action: "warn", match: {}, exemptImages: ["registry.example/tools/*"] },
  ]);
  expect(kept("k8sdisallowedrepos.constraints.gatekeeper.sh")).toEqual([{ action: "warn", match: {} }]);
  expect(kept("k8simagedigests.constraints.gatekeeper.sh")).toEqual([{ action: "warn", match: {} }]);
  expect(kept("ratifyverification.constraints.gatekeeper.sh")).toEqual([{ action: "enforce", match: {} }]);
  expect(kept("constrainttemplates.templates.gatekeeper.sh")).toEqual([
    { kind: "RatifyVerification", providers: ["other", "ratify-provider"] },
  ]);
  expect(kept("configs.config.gatekeeper.sh")).toEqual([{ excluded: ["gatekeeper-system", "kube-*"] }]);
  expect(kept("verifiers.config.ratify.deislabs.io")).toEqual([
    { type: "cosign", artifactTypes: ["application/vnd.dev.cosign.artifact.sig.v1+json", "application/x"] },
  ]);
  expect(kept("namespacedverifiers.config.ratify.deislabs.io")).toEqual([
    { type: "notation", artifactTypes: ["application/vnd.cncf.notary.signature"] },
  ]);
  expect(kept("stores.config.ratify.deislabs.io")).toEqual([{ type: "oras" }]);
  expect(kept("namespacedstores.config.ratify.deislabs.io")).toEqual([{ type: "oras" }]);
  expect(kept("policies.config.ratify.deislabs.io")).toEqual([{ type: "config-policy" }]);
  expect(kept("namespacedpolicies.config.ratify.deislabs.io")).toEqual([{ type: "rego-policy" }]);
});

test("Kubernetes' own policies are kept with what they are about, and engines with what they leave out", () => {
  expect(kept("validatingadmissionpolicies.admissionregistration.k8s.io")).toEqual([
    {
      failurePolicy: "Fail",
      match: { how: "all", scopes: [{ kinds: ["pods"], selector: { matchLabels: { a: "b" } } }] },
      conditions: true,
      readsImages: true,
      allowedImages: ["ghcr.io/acme/*", "registry.example/*"],
    },
  ]);
  expect(kept("validatingadmissionpolicybindings.admissionregistration.k8s.io")).toEqual([
    {
      policy: "registries",
      actions: ["Deny"],
      match: { how: "all", scopes: [{ namespaceSelector: { matchLabels: { env: "prod" } } }] },
    },
  ]);
  expect(kept("configmaps")).toMatchObject([
    { settings: { values: { DETECTION_MODE: "true" } } },
    { settings: { values: { "no-match-policy": "allow" } } },
    { settings: { values: { excludedNamespaces: "kube-system,kyverno,tools" } } },
  ]);
});

test("no private key of a policy is kept", () => {
  expect([...encodeInventory(inventory)].join("")).not.toContain("drydock-canary");
});

test.each([
  ["clusterimagepolicies.policy.sigstore.dev", { images: "x" }],
  ["clusterimagepolicies.policy.sigstore.dev", { authorities: [{ keyless: { identities: [1] } }] }],
  ["imagevalidatingpolicies.policies.kyverno.io", { attestors: [{ cosign: [] }] }],
  ["clusterpolicies.kyverno.io", { rules: [{ verifyImages: [{ attestors: [{ entries: [{ keys: 1 }] }] }] }] }],
  ["k8sallowedrepos.constraints.gatekeeper.sh", { parameters: { repos: "x" } }],
] as const)("what %s never has is refused: %j", (resource, spec) => {
  expect(projectItem(resource, { metadata: { name: "p" }, spec })).toBeUndefined();
});

test("attestors within attestors end somewhere", () => {
  let attestors: object = { entries: [{ keyless: { subject: "s" } }] };
  for (let depth = 0; depth < 2_000; depth++) attestors = { entries: [{ attestor: attestors }] };
  const spec = { rules: [{ name: "r", verifyImages: [{ imageReferences: ["*"], attestors: [attestors] }] }] };
  const item = projectItem("clusterpolicies.kyverno.io", { metadata: { name: "p" }, spec });
  expect(JSON.stringify(item)).toContain('"unread"');
});
