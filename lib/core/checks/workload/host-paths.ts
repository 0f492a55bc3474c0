/** Paths of the node, as the checks of hostPath volumes see them. */

/** @returns the path without repeated or trailing slashes and without dots. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** @returns whether a path is the other, or above it, so that whoever has the one has the other. */
export function contains(path: string, other: string): boolean {
  const normal = normalPath(path);
  return normal === "/" || normal === other || other.startsWith(`${normal}/`);
}

/** @returns whether a path is the other, or below it. */
export function isWithin(path: string, other: string): boolean {
  const normal = normalPath(path);
  return normal === other || normal.startsWith(`${other}/`);
}

/** Whoever reads these has credentials of the node or of its pods; whoever writes them is root there. */
const sensitive = [
  "/boot",
  "/dev",
  "/etc",
  "/proc",
  "/root",
  "/var/lib/containerd",
  "/var/lib/docker",
  "/var/lib/etcd",
  "/var/lib/kubelet",
  "/var/log",
  "/var/run",
  "/run",
];

/** @returns whether a directory holds such a place, or lies in one. */
export function isSensitive(path: string): boolean {
  return sensitive.some((one) => contains(path, one) || isWithin(path, one));
}

/** The sockets of container runtimes: who writes to one starts any container on the node. `/var/run` is `/run`. */
export const runtimeSockets: readonly string[] = [
  "/run/containerd/containerd.sock",
  "/run/cri-dockerd.sock",
  "/run/crio/crio.sock",
  "/run/docker.sock",
  "/run/k3s/containerd/containerd.sock",
  "/run/podman/podman.sock",
].flatMap((path) => [path, `/var${path}`]);
