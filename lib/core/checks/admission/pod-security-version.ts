import { controlsBetween } from "../../pod-security/evaluate.ts";
import { parseMinor } from "../../upgrade/minor.ts";
import { defineCheck } from "../define.ts";
import { admissionResources, heldNamespaces, knownMinors, possibleMinors } from "./namespaces.ts";

export default defineCheck({
  id: "admission/pod-security-version",
  major: 1,
  since: "0.1",
  title: "Pinned versions of Pod Security",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["pss:baseline", "checklist:pss-enforced"],
  reads: admissionResources,
  byMinor: { known: knownMinors, tries: possibleMinors },
  messages: {
    pinned: { text: "{object} enforces {level} as of {version}: {controls} have changed since", severity: "low" },
    ahead: {
      text: "{object} asks for {level} as of {version}, and gets that of {minor}, the cluster's own",
      severity: "information",
    },
  },
  docs: {
    why: "A pinned version keeps an upgrade of the cluster from refusing pods that ran before. It also keeps out every control that came since, such as the probes of other hosts that baseline refuses from 1.34 on. A version that the cluster does not know means its newest one, until an upgrade changes that without a word.",
    fix: "Hold the workloads to the newer version with npx drydock pss or a warn-version label, mend what it refuses, then raise enforce-version or write latest.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"],
  },
  *evaluate({ view, minor: text }) {
    const minor = parseMinor(text);
    if (minor === undefined) return;
    for (const { at, policy } of view(heldNamespaces).namespaces) {
      const { level, version } = policy.enforce;
      if (version === "latest" || level === "privileged") continue;
      const data = { level, version: `v1.${version}` };
      const changed = controlsBetween(level, version, minor);
      if (version > minor) yield { at, message: "ahead", data: { ...data, minor: `v1.${minor}` } };
      else if (changed.length > 0) yield { at, message: "pinned", data: { ...data, controls: changed } };
    }
  },
});
