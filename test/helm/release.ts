/** Records of releases as Helm 3 writes them: the Secret or ConfigMap of one revision, with chart, values and manifest inside. */
import { gzipSync } from "node:zlib";
import type { KubeObject } from "../kube/object.ts";

export interface TestRelease {
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly status?: "deployed" | "failed" | "superseded" | "uninstalled";
  /** YAML, as charts render it. */
  readonly manifest: string;
  readonly hooks?: readonly string[];
  /** What people give a chart: passwords often. */
  readonly values?: object;
  /** Seconds since 1970. */
  readonly modifiedAt?: number;
}

/** @returns the text that Helm puts into a record: gzip in base64. */
export function recordOf({
  name,
  namespace,
  revision,
  status = "deployed",
  manifest,
  hooks = [],
  values = {},
}: TestRelease): string {
  const release = {
    name,
    info: { first_deployed: "2026-05-01T00:00:00Z", status, description: "Upgrade complete", notes: "" },
    chart: { metadata: { name, version: "1.0.0", apiVersion: "v2" }, templates: [], values: { image: { tag: "1" } } },
    config: values,
    manifest,
    hooks: hooks.map((text, index) => ({ name: `hook-${index}`, kind: "Job", events: ["pre-upgrade"], manifest: text })),
    version: revision,
    namespace,
  };
  return gzipSync(JSON.stringify(release)).toString("base64");
}

function labelsOf({ name, revision, status = "deployed", modifiedAt = 1_790_000_000 }: TestRelease) {
  return { name, owner: "helm", status, version: String(revision), modifiedAt: String(modifiedAt) };
}

const recordName = ({ name, revision }: TestRelease) => `sh.helm.release.v1.${name}.v${revision}`;

/** @returns the Secret of a revision. */
export function releaseSecret(release: TestRelease): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { namespace: release.namespace, name: recordName(release), labels: labelsOf(release) },
    type: "helm.sh/release.v1",
    data: { release: Buffer.from(recordOf(release)).toString("base64") },
  };
}

/** @returns the ConfigMap of a revision, for those who chose that driver. */
export function releaseConfigMap(release: TestRelease): KubeObject {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { namespace: release.namespace, name: recordName(release), labels: labelsOf(release) },
    data: { release: recordOf(release) },
  };
}
