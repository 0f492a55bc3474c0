/** Which Kubernetes release a harness runs, and what it takes to build that release. */

export const DEFAULT_KUBE_VERSION = "1.37.2";
/** The older release that answers are compared with too. */
export const OLDER_KUBE_VERSION = "1.34.4";
/** A release of before the last removals of what was on by default. */
export const OLDEST_KUBE_VERSION = "1.24.2";
export const ETCD_VERSION = "3.7.3";

export type KubeProgram = "kube-apiserver" | "kube-controller-manager";
export type Program = KubeProgram | "etcd";

export interface KubeVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads "1.37.2" or "v1.37.2"; a version without a patch number is refused, since it names no release. */
export function parseKubeVersion(text: string): KubeVersion {
  const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(text.trim());
  if (!match) throw new Error(`"${text}" is not a Kubernetes version such as ${DEFAULT_KUBE_VERSION}`);
  const [major, minor, patch] = match.slice(1).map(Number) as [number, number, number];
  return { text: `${major}.${minor}.${patch}`, major, minor, patch };
}

/** The version of the staging modules (k8s.io/api and the like) that belong to a Kubernetes release. */
export function stagingVersion({ minor, patch }: KubeVersion): string {
  return `v0.${minor}.${patch}`;
}

/** Releases before 1.31 carry modules that reach into the runtime, which Go's linker refuses since 1.23. */
export function needsLinknameUnchecked({ minor }: KubeVersion): boolean {
  return minor < 31;
}
