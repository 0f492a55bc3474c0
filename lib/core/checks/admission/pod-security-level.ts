import { formatLevelVersion } from "../../pod-security/level.ts";
import { defineCheck } from "../define.ts";
import { admissionResources, heldNamespaces } from "./namespaces.ts";

export default defineCheck({
  id: "admission/pod-security-level",
  major: 1,
  since: "0.1",
  title: "Levels of Pod Security that namespaces enforce",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.2.1", "pss:baseline", "checklist:pss-enforced", "checklist:pod-security-enforced"],
  reads: admissionResources,
  crossesNamespaces: true,
  messages: {
    off: { text: "{object} asks for a level of Pod Security, and the API server runs without PodSecurity", severity: "high" },
    open: { text: "{object} enforces no level of Pod Security: its pods may take over their nodes", severity: "medium" },
    byDefault: {
      text: "{object} leaves the level of Pod Security to the API server's configuration, which was not seen",
      severity: "low",
    },
    privileged: { text: "{object} enforces privileged: its pods may take over their nodes", severity: "medium" },
    misspelt: { text: "{object} has labels of Pod Security that are none: {labels}; it enforces {enforced}", severity: "medium" },
  },
  docs: {
    why: "Who may create pods in a namespace that enforces no level, or privileged, may create one that owns the node, and with it all that runs there. A label that is misspelt holds pods to restricted, and audits or warns of nothing. Users, namespaces and runtime classes may be exempt by the API server's configuration, which no API shows.",
    fix: "Label the namespace with pod-security.kubernetes.io/enforce: baseline or restricted, after npx drydock pss says that its workloads pass. Keep what needs the node in a namespace of its own, where few may start pods.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
      "https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/",
    ],
  },
  *evaluate({ view }) {
    const { admission, namespaces } = view(heldNamespaces);
    for (const { at, policy } of namespaces) {
      const { enforce, invalid } = policy;
      if (invalid.length > 0) {
        const labels = invalid.map((label) => label.slice(label.indexOf("/") + 1));
        yield { at, message: "misspelt", data: { labels, enforced: formatLevelVersion(enforce) } };
      } else if (admission.kind === "off" && enforce.from === "label") yield { at, message: "off" };
      else if (enforce.from === "label" && enforce.level === "privileged") yield { at, message: "privileged" };
      else if (enforce.from === "default")
        yield { at, message: admission.kind === "kubernetes" || admission.kind === "off" ? "open" : "byDefault" };
    }
  },
});
