/**
 * What answers each item of the security checklist: checks, the product's own records, or a person. The one place to change when
 * a check is added that looks at an item.
 */
import type { Layer, Responsible } from "../checks/define.ts";

export interface Reference {
  readonly title: string;
  readonly href: string;
}

export interface Evidenced {
  /** Ids of checks, or all of an area as `rbac/*`. Empty: no check can look, or none does yet. */
  readonly checks: readonly string[];
  /** Of the four Cs. */
  readonly layer: Layer;
  readonly responsible: Responsible;
  /** What of the item no check sees, as a sentence: passed checks alone do not settle it then, a person's statement does. */
  readonly rest?: string;
  /** The list leaves a choice: one passed check is enough, and only all of them together fail the item. */
  readonly either?: true;
  /** The product's own access reviews count. */
  readonly reviews?: true;
  /** Ids of other lists that ask for the same and that no check names. */
  readonly answers?: readonly string[];
  readonly refs: readonly Reference[];
}

const docs = (page: string, title: string): Reference => ({ title, href: `https://kubernetes.io/docs/${page}/` });
const goodPractices = docs("concepts/security/rbac-good-practices", "RBAC good practices");
const certificates = docs("setup/best-practices/certificates", "PKI certificates and requirements");
const networkPolicies = docs("concepts/services-networking/network-policies", "Network policies");
const standards = docs("concepts/security/pod-security-standards", "Pod Security Standards");
const admission = docs("concepts/security/pod-security-admission", "Pod Security admission");
const multiTenancy = docs("concepts/security/multi-tenancy", "Multi-tenancy");
const secretPractices = docs("concepts/security/secrets-good-practices", "Good practices for Secrets");
const tokens = docs("concepts/security/service-accounts", "Service accounts");
const images = docs("concepts/containers/images", "Images");
const resources = docs("concepts/configuration/manage-resources-containers", "Resources of containers");
const kernel = docs("concepts/security/linux-kernel-security-constraints", "Security constraints of the Linux kernel");
const securing = docs("tasks/administer-cluster/securing-a-cluster", "Securing a cluster");
const auditing = docs("tasks/debug/debug-cluster/audit", "Auditing");
const plugins = docs("reference/access-authn-authz/admission-controllers", "Admission controllers");
const landscape = (category: string, title: string): Reference => ({
  title: `CNCF landscape: ${title}`,
  href: `https://landscape.cncf.io/guide#${category}`,
});
const owaspTopTen: Reference = {
  title: "OWASP Kubernetes Top Ten",
  href: "https://owasp.org/www-project-kubernetes-top-ten/",
};
const owaspSheet: Reference = {
  title: "OWASP Kubernetes security cheat sheet",
  href: "https://cheatsheetseries.owasp.org/cheatsheets/Kubernetes_Security_Cheat_Sheet.html",
};
const sigstore: Reference = { title: "Sigstore", href: "https://docs.sigstore.dev/" };

export const evidence: Readonly<Record<string, Evidenced>> = {
  "system-masters": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["rbac/masters-group", "authentication/client-certificates", "authentication/cloud-map"],
    rest: "The API does not list certificates that were issued before, some of which may name the group.",
    refs: [goodPractices, owaspTopTen],
  },
  "controller-credentials": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["control-plane/controller-credentials"],
    refs: [docs("reference/command-line-tools-reference/kube-controller-manager", "kube-controller-manager")],
  },
  "root-ca": { layer: "cloud", responsible: "platform", checks: [], refs: [certificates] },
  "certificate-life": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["control-plane/authority-expiry", "control-plane/serving-certificate"],
    rest: "Certificates of kubelets, etcd and the components lie on nodes, where no check of the API reaches.",
    refs: [certificates],
  },
  "access-review": { layer: "cluster", responsible: "platform", checks: [], reviews: true, refs: [goodPractices] },
  "rbac-good-practices": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["rbac/*", "secrets/readers", "storage/snapshot-access", "supply-chain/build-access"],
    refs: [goodPractices, owaspTopTen],
  },
  "cni-policies": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["network/policy-enforcement"],
    answers: ["cis:5.3.1"],
    refs: [networkPolicies, landscape("runtime--cloud-native-network", "cloud native network")],
  },
  "policies-everywhere": {
    ...{ layer: "cluster", responsible: "application" },
    checks: ["network/ingress-isolation", "network/egress-isolation"],
    answers: ["cis:5.3.2", "nsa:C-0030", "nsa:C-0260"],
    refs: [networkPolicies],
  },
  "default-deny": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["network/default-deny"],
    answers: ["cis:5.3.2", "nsa:C-0260"],
    refs: [networkPolicies, multiTenancy],
  },
  mesh: {
    ...{ layer: "code", responsible: "platform" },
    checks: ["network/mesh-mtls"],
    refs: [landscape("orchestration-management--service-mesh", "service mesh"), owaspSheet],
  },
  "not-public": {
    ...{ layer: "cloud", responsible: "platform" },
    checks: [
      "control-plane/open-ports",
      "control-plane/kubelet-settings",
      "control-plane/kubelet-addresses",
      "control-plane/public-endpoint",
    ],
    rest: "From where the addresses can be reached is the network's to say, and no object of the cluster shows it.",
    refs: [securing, owaspSheet],
  },
  metadata: {
    ...{ layer: "cloud", responsible: "platform" },
    checks: ["network/metadata-access", "network/metadata-guard"],
    either: true,
    refs: [securing, networkPolicies],
  },
  "loadbalancer-externalips": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["network/external-addresses", "network/exposed-services"],
    refs: [docs("concepts/services-networking/service", "Services"), plugins],
  },
  "workload-rights": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["rbac/pod-creators", "rbac/pod-changes", "rbac/custom-workload-creators"],
    refs: [goodPractices],
  },
  "pss-enforced": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["admission/pod-security-level", "admission/pod-security-version"],
    refs: [standards, admission],
  },
  "memory-limit": {
    ...{ layer: "container", responsible: "application" },
    checks: ["workload/memory-limit"],
    refs: [resources],
  },
  "cpu-limit": {
    ...{ layer: "container", responsible: "application" },
    checks: ["workload/cpu-limit"],
    refs: [resources],
  },
  seccomp: {
    ...{ layer: "container", responsible: "application" },
    checks: ["workload/seccomp-profile"],
    refs: [docs("tutorials/security/seccomp", "Seccomp"), kernel],
  },
  "apparmor-selinux": {
    ...{ layer: "container", responsible: "application" },
    checks: ["workload/app-armor-profile", "workload/se-linux-options"],
    rest: "Whether the nodes have the module, and which of them can, is not in the API.",
    refs: [docs("tutorials/security/apparmor", "AppArmor"), kernel],
  },
  "audit-protected": { layer: "cluster", responsible: "platform", checks: [], refs: [auditing, owaspTopTen] },
  "logs-handler": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["control-plane/log-endpoint"],
    refs: [docs("reference/command-line-tools-reference/kube-apiserver", "kube-apiserver")],
  },
  tiers: {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["isolation/mixed-trust", "isolation/tolerations", "isolation/priority", "control-plane/neighbours"],
    rest: "Which applications are sensitive stands nowhere in the cluster.",
    refs: [docs("concepts/scheduling-eviction/assign-pod-node", "Assigning pods to nodes"), multiTenancy],
  },
  isolated: {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["isolation/sandboxed-runtime", "isolation/powerful-beside-exposed"],
    rest: "Which applications are sensitive stands nowhere in the cluster.",
    refs: [docs("concepts/containers/runtime-class", "Runtime classes"), landscape("runtime--container-runtime", "runtimes")],
  },
  "no-configmap": {
    ...{ layer: "code", responsible: "application" },
    checks: ["workload/config-map-credential"],
    refs: [secretPractices, owaspTopTen],
  },
  "encryption-at-rest": {
    ...{ layer: "cloud", responsible: "platform" },
    checks: ["secrets/encryption-at-rest"],
    rest: "What the API server encrypts, and with which key, stands in a file that no API shows.",
    refs: [docs("tasks/administer-cluster/encrypt-data", "Encrypting data at rest"), secretPractices],
  },
  "external-store": {
    ...{ layer: "code", responsible: "platform" },
    checks: ["secrets/manager", "secrets/unmanaged"],
    refs: [secretPractices, landscape("provisioning--key-management", "key management")],
  },
  "no-unneeded-token": {
    ...{ layer: "container", responsible: "application" },
    checks: ["workload/unused-token"],
    refs: [tokens],
  },
  "bound-tokens": {
    ...{ layer: "container", responsible: "application" },
    checks: ["rbac/legacy-token-secret", "authentication/token-without-workload"],
    refs: [tokens],
  },
  minimal: {
    ...{ layer: "container", responsible: "application" },
    checks: ["supply-chain/image-contents"],
    refs: [images, owaspSheet],
  },
  "unprivileged-user": {
    ...{ layer: "container", responsible: "application" },
    checks: ["workload/run-as-root"],
    refs: [standards, owaspTopTen],
  },
  "digest-or-verified": {
    ...{ layer: "container", responsible: "application" },
    checks: ["workload/mutable-image-tag", "admission/image-verification"],
    either: true,
    refs: [images, docs("tasks/administer-cluster/verify-signed-artifacts", "Verifying signed artefacts"), sigstore],
  },
  scanned: {
    ...{ layer: "code", responsible: "application" },
    checks: ["supply-chain/known-vulnerabilities"],
    rest: "Whether each build is scanned before it is deployed, reports about what runs do not tell.",
    refs: [owaspSheet, landscape("provisioning--security-compliance", "security and compliance")],
  },
  selection: {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["admission/plugins"],
    refs: [plugins],
  },
  "pod-security-enforced": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: ["admission/pod-security-level", "admission/refused-workload"],
    refs: [admission, landscape("provisioning--security-compliance", "policy engines")],
  },
  "chain-configured": {
    ...{ layer: "cluster", responsible: "platform" },
    checks: [
      ...["admission/webhook-addresses", "admission/webhook-scope", "admission/policies"],
      "control-plane/unverified-api-service",
      ...["rbac/webhook-writers", "rbac/admission-policy-writers", "upgrade/webhook-backends"],
    ],
    refs: [docs("concepts/cluster-administration/admission-webhooks-good-practices", "Good practices for webhooks"), plugins],
  },
  "build-or-buy": {
    ...{ layer: "cloud", responsible: "platform" },
    checks: [],
    refs: [
      docs("setup/production-environment", "Production environment"),
      { title: "CNCF landscape: certified distributions and hosted platforms", href: "https://landscape.cncf.io/" },
    ],
  },
  "control-plane-specialists": {
    ...{ layer: "cloud", responsible: "platform" },
    checks: [],
    refs: [
      docs("setup/production-environment", "Production environment"),
      docs("concepts/security/cloud-native-security", "Cloud native security"),
    ],
  },
};
