import { evaluatePod } from "../../pod-security/evaluate.ts";
import { effectiveMinor, formatLevelVersion } from "../../pod-security/level.ts";
import { parseMinor } from "../../upgrade/minor.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { judgedWorkloads } from "../workload/controls.ts";
import { admissionResources, heldNamespaces, knownMinors, possibleMinors } from "./namespaces.ts";

export default defineCheck({
  id: "admission/refused-workload",
  major: 1,
  since: "0.1",
  title: "Workloads under the level of their namespace",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["pss:baseline", "pss:restricted", "checklist:pod-security-enforced"],
  reads: admissionResources,
  byMinor: { known: knownMinors, tries: possibleMinors },
  messages: {
    refused: {
      text: "{object} violates {policy}, which its namespace enforces, and gets no new pods unless it is exempt: {details}",
      severity: "medium",
    },
  },
  docs: {
    why: "A level is enforced when a pod is made, and only then: what ran before the label, or what is a template still, is not refused. The next rollout, the next drained node or the next upgrade of a pinned version shows it, when the pods do not come back. Exemptions by user, namespace or runtime class lie in the API server's configuration, which no API shows.",
    fix: "Change the fields that are named, which the API server words the same way, or move the workload to a namespace that enforces what it needs.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"],
  },
  *evaluate({ view, minor: text }) {
    const minor = parseMinor(text);
    const { admission, namespaces } = view(heldNamespaces);
    if (minor === undefined || admission.kind === "off") return;
    const policies = new Map(namespaces.map(({ item, policy }) => [item.meta.name, policy.enforce]));
    for (const { workload, pod } of view(judgedWorkloads)) {
      const enforced = policies.get(workload.namespace);
      if (enforced === undefined) continue;
      const violations = evaluatePod(pod, { level: enforced.level, version: effectiveMinor(enforced.version, minor) });
      if (violations.length === 0) continue;
      const details = violations.map(({ reason, detail }) => `${reason} (${detail})`);
      const at = refTo(workload.resource, workload.item, workload.path);
      yield { at, message: "refused", data: { policy: formatLevelVersion(enforced), details }, locus: "" };
    }
  },
});
