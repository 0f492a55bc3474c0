import { defineCheck } from "../define.ts";
import { systemNamespaces } from "../isolation/namespaces.ts";
import { refTo } from "../object-ref.ts";
import { isOwn, originOf } from "./uses.ts";

export default defineCheck({
  id: "secrets/unmanaged",
  major: 1,
  since: "0.1",
  title: "Secrets without a manager",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.4.2", "checklist:external-store"],
  reads: ["secrets"],
  messages: {
    plain: { text: "{object} was written by hand or by a pipeline: nothing on it names a manager", severity: "information" },
    delivered: {
      text: "{object} came through Flux, Argo CD or Helm: whether its file was encrypted is not to be seen on it",
      severity: "information",
    },
  },
  docs: {
    why: "Sealed Secrets, External Secrets, Vault, the CSI driver and cert-manager mark what they make with an owner, a label or an annotation. What carries no mark is renewed by nobody, and has a copy wherever it came from. Only names, types and marks are read, never a value.",
    fix: "Move the value into the store that the cluster uses, let its operator make the Secret, and waive what is no secret at all.",
    refs: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
  },
  *evaluate({ list }) {
    for (const secret of list("secrets")) {
      const origin = originOf(secret);
      if (origin === "managed" || isOwn(secret) || systemNamespaces.has(secret.meta.namespace ?? "")) continue;
      yield { at: refTo("secrets", secret), message: origin, locus: "origin" };
    }
  },
});
