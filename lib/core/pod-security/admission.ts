/**
 * What can be seen of how the API server was told to admit pods: its own defaults and exemptions lie in a file that no API
 * shows, but its flags say whether there is one, where the control plane runs in static pods.
 */
import type { ControlPlaneItem } from "../inventory/platform-items.ts";

export type Admission =
  /** No file: the defaults are Kubernetes' own, and nobody is exempt. */
  | { readonly kind: "kubernetes" }
  /** A file says the defaults for namespaces without labels, and who is exempt; it was not seen. */
  | { readonly kind: "configured" }
  /** The plugin is switched off: labels mean nothing. */
  | { readonly kind: "off" }
  /** No API server was seen, as where a provider runs it: there may be a file. */
  | { readonly kind: "unseen" };

/** @returns what the flags of the API servers that were seen say; where they disagree, the least that can be relied on. */
export function admissionOf(controlPlane: Iterable<ControlPlaneItem>): Admission {
  const servers = [...controlPlane].filter(({ component }) => component === "kube-apiserver");
  if (servers.length === 0) return { kind: "unseen" };
  if (servers.some(({ flags }) => listed(flags["disable-admission-plugins"]).includes("PodSecurity"))) return { kind: "off" };
  return { kind: servers.some(({ flags }) => flags["admission-control-config-file"]) ? "configured" : "kubernetes" };
}

function listed(value = ""): readonly string[] {
  return value.split(",").map((name) => name.trim());
}
