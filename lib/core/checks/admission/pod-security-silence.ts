import { compareLevels, type Level } from "../../pod-security/level.ts";
import type { NamespacePolicy } from "../../pod-security/namespace-policy.ts";
import { defineCheck } from "../define.ts";
import { admissionResources, heldNamespaces } from "./namespaces.ts";

function strictestSaid({ audit, warn }: NamespacePolicy): Level {
  return compareLevels(audit.level, warn.level) > 0 ? audit.level : warn.level;
}

export default defineCheck({
  id: "admission/pod-security-silence",
  major: 1,
  since: "0.1",
  title: "Audit and warning levels of Pod Security",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["pss:restricted"],
  reads: admissionResources,
  messages: {
    silent: { text: "{object} enforces {level}, and nobody hears of what restricted would refuse", severity: "low" },
    unenforced: {
      text: "{object} audits or warns by {said}, and enforces {level}: what violates it runs",
      severity: "information",
    },
  },
  docs: {
    why: "Audit and warn cost nothing and refuse nothing: they tell who writes workloads, and who reads the audit log, what a stricter level would refuse. A namespace that enforces less than restricted and says nothing has no way to get there; one that has been warning for long may be ready to enforce.",
    fix: "Label the namespace with pod-security.kubernetes.io/audit: restricted and warn: restricted. Where nothing is said any more, enforce that level.",
    refs: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"],
  },
  *evaluate({ view }) {
    for (const { at, policy } of view(heldNamespaces).namespaces) {
      const { level, from } = policy.enforce;
      if (from === "default" || policy.invalid.length > 0 || level === "restricted") continue;
      const said = strictestSaid(policy);
      if (compareLevels(said, level) > 0) yield { at, message: "unenforced", data: { level, said } };
      else yield { at, message: "silent", data: { level } };
    }
  },
});
