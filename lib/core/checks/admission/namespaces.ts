/** Namespaces as admission holds their pods to Pod Security. */
import type { NamespaceItem } from "../../inventory/items.ts";
import { type Admission, admissionOf } from "../../pod-security/admission.ts";
import { type NamespacePolicy, namespacePolicy } from "../../pod-security/namespace-policy.ts";
import { defineView, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";

export const admissionResources = ["namespaces", ...workloadResources] as const;

export interface HeldNamespace {
  readonly item: NamespaceItem;
  readonly policy: NamespacePolicy;
  readonly at: Report<string>["at"];
}

export interface Held {
  readonly admission: Admission;
  /** Those in which something runs, without kube-system, whose pods are the node's own. */
  readonly namespaces: readonly HeldNamespace[];
}

/** What is exempt by user, namespace or runtime class lies in the API server's configuration, and is not in it. */
export const heldNamespaces = defineView({
  name: "namespaces as admission holds them",
  reads: admissionResources,
  build(sight): Held {
    const used = new Set(sight.view(workloads).map(({ namespace }) => namespace));
    const controlPlane = sight.knows("control-plane-flags") ? sight.list("pods").flatMap((pod) => pod.controlPlane ?? []) : [];
    const namespaces = sight
      .list("namespaces")
      .filter(({ meta }) => used.has(meta.name) && meta.name !== "kube-system")
      .map((item) => ({ item, policy: namespacePolicy(item.meta.labels), at: refTo("namespaces", item, "metadata.labels") }));
    return { admission: admissionOf(controlPlane), namespaces };
  },
});

/** Minors of the cluster that every control is known for. */
export const knownMinors = Array.from({ length: 38 }, (_, minor) => `1.${minor}`);
/** The oldest and the newest that admission may be of. */
export const possibleMinors = ["1.23", "1.37"] as const;
