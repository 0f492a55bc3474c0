import { type FlagFault, type Flags, partsOf, reportFlags, unseenOf } from "../control-plane/components.ts";
import { defineCheck } from "../define.ts";

/** On unless they are turned off. */
const byDefault: Readonly<Record<string, string>> = {
  NamespaceLifecycle: "objects appear in namespaces that are being deleted",
  PodSecurity: "the labels of namespaces then mean nothing",
  ServiceAccount: "pods then run without the account that they name",
};

const optional: Readonly<Record<string, string>> = {
  AlwaysPullImages: "a pod may use a private image that another one pulled to its node",
  DenyServiceExternalIPs: "a Service may take the traffic of any address (CVE-2020-8554)",
  EventRateLimit: "events alone can fill etcd",
};

function* judge(flags: Flags): Iterable<FlagFault<"alwaysAdmit" | "off" | "noNodeRestriction" | "missing">> {
  const on = new Set(partsOf(flags["enable-admission-plugins"]));
  const off = new Set(partsOf(flags["disable-admission-plugins"]));
  if (on.has("AlwaysAdmit")) yield { flag: "AlwaysAdmit", message: "alwaysAdmit" };
  if (!on.has("NodeRestriction")) yield { flag: "NodeRestriction", message: "noNodeRestriction" };
  for (const [plugin, what] of Object.entries(byDefault))
    if (off.has(plugin)) yield { flag: plugin, message: "off", data: { plugin, what } };
  for (const [plugin, what] of Object.entries(optional))
    if (!on.has(plugin)) yield { flag: plugin, message: "missing", data: { plugin, what } };
}

export default defineCheck({
  id: "admission/plugins",
  major: 1,
  since: "0.1",
  title: "Admission plugins of the API server",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: [
    "cis:1.2.3",
    "cis:1.2.9",
    "cis:1.2.10",
    "cis:1.2.11",
    "cis:1.2.12",
    "cis:1.2.13",
    "cis:1.2.14",
    "checklist:selection",
  ],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    alwaysAdmit: { text: "{object} lets every object in that other plugins do not refuse: AlwaysAdmit is on", severity: "high" },
    off: { text: "{object} has {plugin} turned off, which Kubernetes counts on: {what}", severity: "high" },
    noNodeRestriction: {
      text: "{object} does not turn NodeRestriction on: a kubelet may change other nodes and their pods",
      severity: "high",
    },
    missing: { text: "{object} does not turn {plugin} on: {what}", severity: "low" },
  },

  docs: {
    why: "Admission is the last that a request passes. What the plugins of this list refuse nothing else does, and a cluster works without them, so that nobody notices.",
    fix: "Name the plugins in --enable-admission-plugins, take them out of --disable-admission-plugins. EventRateLimit needs limits in --admission-control-config-file. AlwaysPullImages makes every start ask the registry: weigh it where nodes are shared by teams that do not trust each other.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/"],
  },
  unseen: unseenOf("kube-apiserver"),
  evaluate: (context) => reportFlags(context, "kube-apiserver", judge),
});
