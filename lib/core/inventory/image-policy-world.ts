/** One object of each kind that judges images, with all that is kept of it; nothing of the product imports it. */
import type { KubernetesObject } from "./from-objects.ts";

const publicKey = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----";
const privateKey = "-----BEGIN PRIVATE KEY-----\ndrydock-canary\n-----END PRIVATE KEY-----";
const issuer = "https://token.actions.githubusercontent.com";

export const imagePolicyWorld: readonly KubernetesObject[] = [
  {
    apiVersion: "policy.sigstore.dev/v1beta1",
    kind: "ClusterImagePolicy",
    metadata: { name: "signed" },
    spec: {
      mode: "warn",
      images: [{ glob: "ghcr.io/acme/**" }],
      match: [{ group: "", version: "v1", resource: "pods", selector: { matchLabels: { tier: "web" } } }],
      authorities: [
        {
          name: "github",
          keyless: {
            url: "https://fulcio.example",
            identities: [{ issuer, subjectRegExp: "^https://github.com/acme/.*$" }],
            trustRootRef: "own",
            "ca-cert": { secretRef: { name: "ca", namespace: "cosign-system" } },
            insecureIgnoreSCT: true,
          },
          ctlog: { url: "https://rekor.example", trustRootRef: "own" },
          rfc3161timestamp: { trustRootRef: "own" },
          source: [{ oci: "registry.example/signatures", signaturePullSecrets: [{ name: "s" }] }],
          attestations: [{ name: "sbom", predicateType: "cyclonedx", policy: { type: "cue", data: "x" } }],
        },
        { key: { data: publicKey, hashAlgorithm: "sha256" } },
        { key: { data: privateKey } },
        { key: { kms: "awskms:///alias/images" } },
        { static: { action: "pass" } },
        {},
      ],
      policy: { type: "rego", data: "x" },
    },
  },
  {
    apiVersion: "kyverno.io/v1",
    kind: "ClusterPolicy",
    metadata: { name: "images" },
    spec: {
      validationFailureAction: "enforce",
      validationFailureActionOverrides: [{ action: "audit", namespaces: ["sandbox-*"] }],
      failurePolicy: "Ignore",
      rules: [
        {
          name: "signed",
          match: { any: [{ resources: { kinds: ["Pod"], namespaceSelector: { matchLabels: { env: "prod" } } } }] },
          exclude: { all: [{ resources: { namespaces: ["kube-*"] }, subjects: [{ kind: "User", name: "u" }] }] },
          preconditions: { all: [] },
          verifyImages: [
            {
              type: "SigstoreBundle",
              imageReferences: ["ghcr.io/acme/*"],
              skipImageReferences: ["ghcr.io/acme/base*"],
              failureAction: "Audit",
              attestors: [
                {
                  count: 1,
                  entries: [
                    { keys: { publicKeys: publicKey, rekor: { ignoreTlog: true }, signatureAlgorithm: "sha512" } },
                    { keys: { publicKeys: "k8s://ns/key", secret: { name: "key", namespace: "ns" }, kms: "gcpkms://k" } },
                    { keyless: { issuer, subject: "https://github.com/acme/x", roots: "PEM", ctlog: { ignoreSCT: true } } },
                    {
                      certificates: { cert: "PEM", certChain: privateKey, rekor: { url: "https://rekor.example", pubkey: "k" } },
                    },
                    { attestor: { entries: [{ keyless: { subjectRegExp: ".*" } }] } },
                    { annotations: { a: "b" }, repository: "registry.example/signatures" },
                  ],
                },
              ],
              attestations: [
                {
                  type: "https://slsa.dev/provenance/v1",
                  attestors: [{ entries: [{ keys: { publicKeys: publicKey } }] }],
                  conditions: [{ all: [] }],
                },
              ],
            },
          ],
        },
        {
          name: "registries",
          match: { resources: { kinds: ["Pod"] } },
          validate: {
            failureAction: "Enforce",
            pattern: { spec: { containers: [{ image: "registry.example/* | ghcr.io/acme/*" }] } },
          },
        },
        { name: "no latest", validate: { pattern: { spec: { containers: [{ image: "!*:latest" }] } } } },
      ],
    },
  },
  {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: { name: "cel" },
    spec: {
      failurePolicy: "Fail",
      validationActions: ["Audit", "Deny"],
      matchConstraints: {
        resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["pods"], operations: ["CREATE"] }],
        namespaceSelector: { matchLabels: { env: "prod" } },
      },
      matchConditions: [{ name: "c", expression: "true" }],
      matchImageReferences: [{ glob: "ghcr.io/*" }, { expression: "image.registry() == 'ghcr.io'" }],
      attestors: [
        {
          name: "cosign",
          cosign: {
            keyless: { identities: [{ issuer, subject: "me" }], roots: "PEM" },
            ctlog: { url: "https://rekor.example", insecureIgnoreTlog: true, insecureIgnoreSCT: true, rekorPubKey: "k" },
            source: { repository: "registry.example/signatures" },
          },
        },
        { name: "key", cosign: { key: { data: publicKey } } },
        { name: "computed", cosign: { key: { expression: "resource.Get()" } } },
        { name: "certificate", cosign: { certificate: { cert: { value: "PEM" }, certChain: { expression: "x" } } } },
        { name: "notary", notary: { certs: { value: "PEM" } } },
      ],
      attestations: [
        { name: "sbom", intoto: { type: "cyclonedx" } },
        { name: "scan", referrer: { type: "trivy" } },
      ],
      validations: [{ expression: "images.containers.map(i, verifyImageSignatures(i, [attestors.cosign])).all(e, e > 0)" }],
    },
  },
  {
    apiVersion: "policies.kyverno.io/v1",
    kind: "NamespacedImageValidatingPolicy",
    metadata: { namespace: "shop", name: "off" },
    spec: { evaluation: { admission: { enabled: false } } },
  },
  {
    apiVersion: "kyverno.io/v2",
    kind: "PolicyException",
    metadata: { namespace: "shop", name: "debug" },
    spec: {
      exceptions: [{ policyName: "images", ruleNames: ["signed"] }],
      match: { any: [{ resources: { kinds: ["Pod"], names: ["debug-*"] } }] },
    },
  },
  {
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    metadata: { name: "ratifyverification" },
    spec: {
      crd: { spec: { names: { kind: "RatifyVerification" } } },
      targets: [
        {
          target: "admission.k8s.gatekeeper.sh",
          rego: 'r := external_data({"provider": "ratify-provider", "keys": images})',
          code: [{ engine: "Rego", source: { rego: 'x := external_data( {"provider":"other"})' } }],
        },
      ],
    },
  },
  {
    apiVersion: "config.gatekeeper.sh/v1alpha1",
    kind: "Config",
    metadata: { namespace: "gatekeeper-system", name: "config" },
    spec: {
      match: [
        { excludedNamespaces: ["kube-*", "gatekeeper-system"], processes: ["*"] },
        { excludedNamespaces: ["audited"], processes: ["audit"] },
      ],
    },
  },
  {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: "K8sAllowedRepos",
    metadata: { name: "registries" },
    spec: {
      match: {
        kinds: [{ apiGroups: [""], kinds: ["Pod"] }],
        namespaces: ["shop"],
        excludedNamespaces: ["kube-*"],
        namespaceSelector: { matchLabels: { env: "prod" } },
        labelSelector: { matchLabels: { a: "b" } },
      },
      parameters: { repos: ["registry.example/"] },
    },
    status: { auditTimestamp: "2026-11-23T14:00:00Z", totalViolations: 3 },
  },
  {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: "K8sAllowedReposv2",
    metadata: { name: "images" },
    spec: { enforcementAction: "dryrun", parameters: { allowedImages: ["registry.example/a:1", "ghcr.io/acme/*"] } },
  },
  {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: "K8sDisallowedRepos",
    metadata: { name: "elsewhere" },
    spec: {
      enforcementAction: "scoped",
      scopedEnforcementActions: [
        { action: "deny", enforcementPoints: [{ name: "audit.gatekeeper.sh" }] },
        { action: "warn", enforcementPoints: [{ name: "validation.gatekeeper.sh" }] },
      ],
      parameters: { repos: ["evil.example/"] },
    },
  },
  {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: "K8sDisallowedTags",
    metadata: { name: "tags" },
    spec: { enforcementAction: "warn", parameters: { tags: ["latest"], exemptImages: ["registry.example/tools/*"] } },
  },
  {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: "K8sImageDigests",
    metadata: { name: "digests" },
    spec: {
      enforcementAction: "scoped",
      scopedEnforcementActions: [
        { action: "warn", enforcementPoints: [{ name: "validation.gatekeeper.sh" }] },
        { action: "deny", enforcementPoints: [{ name: "audit.gatekeeper.sh" }] },
      ],
    },
  },
  { apiVersion: "constraints.gatekeeper.sh/v1beta1", kind: "RatifyVerification", metadata: { name: "ratify" }, spec: {} },
  {
    apiVersion: "config.ratify.deislabs.io/v1beta1",
    kind: "Verifier",
    metadata: { name: "cosign" },
    spec: { name: "cosign", artifactTypes: "application/vnd.dev.cosign.artifact.sig.v1+json, application/x" },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "registries" },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
        objectSelector: { matchLabels: { a: "b" } },
      },
      matchConditions: [{ name: "c", expression: "true" }],
      validations: [
        {
          expression:
            "object.spec.containers.all(c, c.image.startsWith('registry.example/') || c.image.startsWith(\"ghcr.io/acme/\"))",
        },
        { expression: "object.spec.containers.all(c, !c.image.startsWith('docker.io/'))" },
      ],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "registries" },
    spec: {
      policyName: "registries",
      validationActions: ["Deny"],
      matchResources: { namespaceSelector: { matchLabels: { env: "prod" } } },
    },
  },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { namespace: "kyverno", name: "kyverno" },
    data: { resourceFilters: "[Event,*,*] [*/*,kube-system,*] [*/*,kyverno,*] [Pod,tools,*] [Pod,shop,one]" },
  },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { namespace: "cosign-system", name: "config-policy-controller" },
    data: { "no-match-policy": "allow", other: "x" },
  },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { namespace: "connaisseur", name: "connaisseur-env" },
    data: { DETECTION_MODE: "true", LOG_LEVEL: "info" },
  },
  {
    apiVersion: "config.ratify.deislabs.io/v1beta1",
    kind: "NamespacedVerifier",
    metadata: { namespace: "shop", name: "verifier-notation" },
    spec: { name: "verifier-notation", type: "notation", artifactTypes: "application/vnd.cncf.notary.signature" },
  },
  {
    apiVersion: "config.ratify.deislabs.io/v1beta1",
    kind: "Store",
    metadata: { name: "store-oras" },
    spec: { name: "oras", type: "oras", parameters: { cosignEnabled: true } },
  },
  {
    apiVersion: "config.ratify.deislabs.io/v1beta1",
    kind: "NamespacedStore",
    metadata: { namespace: "shop", name: "store-oras" },
    spec: { name: "oras", parameters: {} },
  },
  {
    apiVersion: "config.ratify.deislabs.io/v1beta1",
    kind: "Policy",
    metadata: { name: "ratify-policy" },
    spec: { type: "config-policy", parameters: { artifactVerificationPolicies: { default: "all" } } },
  },
  {
    apiVersion: "config.ratify.deislabs.io/v1beta1",
    kind: "NamespacedPolicy",
    metadata: { namespace: "shop", name: "ratify-policy" },
    spec: { type: "rego-policy", parameters: { policy: "package ratify.policy" } },
  },
];
