import { compareText } from "../../inventory/gap.ts";
import { definitionOf } from "../../inventory/resources.ts";
import { type ApiUse, type EvidenceSource, evidenceSources, usesOf } from "../../upgrade/evidence/api-use.ts";
import { isGoing, judgeUse, type UseVerdict } from "../../upgrade/evidence/judge-use.ts";
import { apiLifecycles, apiVersionOf, replacementIn } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import type { Report } from "../define.ts";
import { defineTargetCheck, type UpgradeContext } from "./define.ts";
import { nothingGoes, servedBy, unseenApis } from "./discovered.ts";

/** Every kind that is collected and that ever had a version taken away. */
export const writtenKinds = [
  "apiservices.apiregistration.k8s.io",
  "certificatesigningrequests.certificates.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "cronjobs.batch",
  "csidrivers.storage.k8s.io",
  "csinodes.storage.k8s.io",
  "customresourcedefinitions.apiextensions.k8s.io",
  "daemonsets.apps",
  "deployments.apps",
  "endpointslices.discovery.k8s.io",
  "ingressclasses.networking.k8s.io",
  "ingresses.networking.k8s.io",
  "mutatingwebhookconfigurations.admissionregistration.k8s.io",
  "networkpolicies.networking.k8s.io",
  "poddisruptionbudgets.policy",
  "podsecuritypolicies.policy",
  "priorityclasses.scheduling.k8s.io",
  "replicasets.apps",
  "rolebindings.rbac.authorization.k8s.io",
  "roles.rbac.authorization.k8s.io",
  "runtimeclasses.node.k8s.io",
  "statefulsets.apps",
  "storageclasses.storage.k8s.io",
  "validatingadmissionpolicies.admissionregistration.k8s.io",
  "validatingadmissionpolicybindings.admissionregistration.k8s.io",
  "validatingwebhookconfigurations.admissionregistration.k8s.io",
] as const;

type Written = (typeof writtenKinds)[number];
type Context = UpgradeContext<Written>;

/** Components of Kubernetes are upgraded with it, in their order: what they write then is of the target. */
const kubernetesOwn: ReadonlySet<string> = new Set([
  "cloud-controller-manager",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-proxy",
  "kube-scheduler",
  "kubelet",
]);

const ways: Readonly<Record<EvidenceSource, string>> = {
  apply: "by server-side apply",
  update: "by an update",
  lastApplied: "by its annotation",
};

/** What one client did in one namespace, by one way in one version. */
interface Writing {
  readonly use: ApiUse;
  readonly verdict: UseVerdict;
  readonly namespace: string | undefined;
  readonly names: string[];
  lastSeen: string | undefined;
}

function writingsOf({ list, discovery, current, target }: Context): readonly Writing[] {
  const aim = { current, target, isServed: servedBy(discovery) };
  const kinds = new Set(apiLifecycles.filter((api) => isGoing(api, aim)).map(({ kind }) => kind));
  const found = new Map<string, Writing>();
  for (const resource of writtenKinds) {
    const { kind } = definitionOf(resource);
    for (const { meta } of kinds.has(kind) ? list(resource) : [])
      for (const use of usesOf(kind, meta)) {
        const verdict = judgeUse(use, aim);
        if (verdict !== undefined && !kubernetesOwn.has(use.writer))
          add(found, { use, verdict, namespace: meta.namespace, names: [meta.name], lastSeen: use.lastSeen });
      }
  }
  return [...found.values()];
}

function add(found: Map<string, Writing>, one: Writing): void {
  const { api, source, writer } = one.use;
  const key = JSON.stringify([writer, one.namespace, source, one.verdict, apiVersionOf(api), api.kind]);
  const known = found.get(key);
  if (known === undefined) return void found.set(key, one);
  known.names.push(...one.names);
  if (one.lastSeen !== undefined && (known.lastSeen === undefined || one.lastSeen > known.lastSeen))
    known.lastSeen = one.lastSeen;
}

const day = 24 * 60 * 60 * 1000;

function reportOf({ use, verdict, namespace, names, lastSeen }: Writing, { target, now }: Context): Report<UseVerdict> {
  const { api, source, writer } = use;
  const instead = replacementIn(api, target);
  const seen = lastSeen === undefined ? Number.NaN : Date.parse(lastSeen);
  return {
    at: { resource: "clients", kind: "Client", ...(namespace !== undefined && { namespace }), name: writer || "without a name" },
    message: verdict,
    locus: `${source} ${apiVersionOf(api)} ${api.kind}`,
    data: {
      ...{ apiVersion: apiVersionOf(api), kind: api.kind, way: ways[source], confidence: evidenceSources[source].confidence },
      names: names.toSorted(compareText),
      removed: formatMinor(api.removed ?? target),
      instead: instead === undefined ? "nothing takes its place" : `${apiVersionOf(instead)} takes its place`,
      when: Number.isNaN(seen) ? "at an unknown time" : `last on ${new Date(seen).toISOString().slice(0, 10)}`,
      ageInDays: Number.isNaN(seen) ? undefined : Math.max(Math.floor((now.getTime() - seen) / day), 0),
    },
  };
}

export default defineTargetCheck({
  id: "upgrade/api-writers",
  title: "API versions that objects were written in",
  responsible: "application",
  reads: writtenKinds,
  messages: {
    removed: {
      text: "{object} wrote {kind} {names} as {apiVersion} ({way}, {when}): Kubernetes from {removed} on does not have it, and {instead}",
      impact: "blocker",
    },
    deprecated: {
      text: "{object} wrote {kind} {names} as {apiVersion} ({way}, {when}): it is deprecated, Kubernetes {removed} is to be without it, and {instead}",
      impact: "warning",
    },
    stale: {
      text: "{object} once wrote {kind} {names} as {apiVersion} ({way}, {when}), and something newer took over: nothing has to be done",
      impact: "info",
    },
    annotation: {
      text: "{kind} {names} says in its last-applied annotation that it is {apiVersion}, which Kubernetes {removed} does not have: only the manifest shows whether that is still so",
      impact: "info",
    },
    notServed: {
      text: "{object} once wrote {kind} {names} as {apiVersion} ({way}, {when}), which is turned off in this cluster: whoever still does fails already",
      impact: "info",
    },
  },
  docs: {
    why: "An object can be read in every version that is served, so that reading it does not tell in which version somebody writes it. Its managedFields do: each writer, its last time and the version. When the target no longer has that version, the next write fails. A server-side apply is strong evidence, an update a weaker one, because an old entry stays until its fields are taken over; the last-applied annotation alone is information only. Whoever asks for a version without writing, and manifests that nobody has applied yet, leave no trace in objects, and kinds that Drydock does not read are not looked at: those are another check's. Kubernetes' own components are upgraded with it, and are left out.",
    fix: "Let the named client write the version that takes its place, before the upgrade, and apply once more: the finding goes when the client's entry names the new version.",
    refs: [
      "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
      "https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management",
    ],
  },
  unseen: ({ discovery, target }) => unseenApis(discovery, target),
  applies: ({ discovery, current, target }) => nothingGoes({ discovery, current, target }),
  *judge(context) {
    for (const writing of writingsOf(context)) yield reportOf(writing, context);
  },
});
