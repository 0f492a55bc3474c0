/** Reports of Trivy Operator as it writes them; nothing of the product imports it. */
import type { KubernetesObject } from "./from-objects.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** Of the images that the reports are about. */
export const reportedDigests = { web: digest("a"), agent: digest("e") } as const;

const scanner = { name: "Trivy", vendor: "Aqua Security", version: "0.68.1" };
const updateTimestamp = "2026-11-20T08:00:00Z";

const log4j = {
  vulnerabilityID: "CVE-2021-44228",
  resource: "org.apache.logging.log4j:log4j-core",
  packagePURL: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
  installedVersion: "2.14.1",
  fixedVersion: "2.15.0",
  severity: "CRITICAL",
  score: 10,
  title: "=HYPERLINK(1)\u202e",
};

interface ReportOf {
  readonly kind: "ReplicaSet" | "DaemonSet";
  readonly workload: string;
  readonly container: string;
}

function metadata({ kind, workload, container }: ReportOf) {
  return {
    namespace: "shop",
    name: `${kind.toLowerCase()}-${workload}-${container}`,
    labels: {
      "trivy-operator.resource.kind": kind,
      "trivy-operator.resource.name": workload,
      "trivy-operator.resource.namespace": "shop",
      "trivy-operator.container.name": container,
      "resource-spec-hash": "7d9c",
    },
  };
}

const apiVersion = "aquasecurity.github.io/v1alpha1";
const registry = { server: "registry.example.com" };
const web = { kind: "ReplicaSet", workload: "web-7d9", container: "web" } as const;

/** A report and a bill of materials of one image, a report that names no digest, and one about nodes' own image. */
export const reportWorld: readonly KubernetesObject[] = [
  {
    apiVersion,
    kind: "VulnerabilityReport",
    metadata: metadata(web),
    report: {
      artifact: { repository: "shop/web", tag: "1.4.2", digest: reportedDigests.web },
      ...{ registry, scanner, updateTimestamp },
      summary: { criticalCount: 1, highCount: 0, mediumCount: 0, lowCount: 0, unknownCount: 0 },
      vulnerabilities: [log4j],
    },
  },
  {
    apiVersion,
    kind: "SbomReport",
    metadata: metadata(web),
    report: {
      artifact: { repository: "shop/web", tag: "1.4.2", digest: reportedDigests.web },
      ...{ registry, scanner, updateTimestamp },
      components: {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        components: [{ name: "lodash", version: "4.17.20", purl: "pkg:npm/lodash@4.17.20" }],
      },
    },
  },
  {
    apiVersion,
    kind: "VulnerabilityReport",
    metadata: metadata({ kind: "DaemonSet", workload: "agent", container: "agent" }),
    report: {
      artifact: { repository: "shop/agent", tag: "2" },
      ...{ registry, scanner, updateTimestamp },
      vulnerabilities: [log4j],
    },
  },
  {
    apiVersion,
    kind: "ClusterVulnerabilityReport",
    metadata: { name: "agent" },
    report: {
      artifact: { repository: "shop/agent", tag: "3", digest: reportedDigests.agent },
      ...{ registry, scanner, updateTimestamp },
      vulnerabilities: [],
    },
  },
  {
    apiVersion,
    kind: "ClusterSbomReport",
    metadata: { name: "agent" },
    report: {
      artifact: { repository: "shop/agent", tag: "3", digest: reportedDigests.agent },
      ...{ registry, scanner, updateTimestamp },
      components: { bomFormat: "CycloneDX", specVersion: "0.9" },
    },
  },
];
