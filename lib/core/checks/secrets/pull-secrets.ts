import { defineCheck } from "../define.ts";
import { systemNamespaces } from "../isolation/namespaces.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "secrets/pull-secrets",
  major: 1,
  since: "0.1",
  title: "Registry credentials of default service accounts",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: [],
  reads: ["serviceaccounts"],
  messages: {
    everyPod: {
      text: "{object} gives the registry credentials {secrets} to every pod of the namespace that names no account",
      severity: "low",
    },
  },
  docs: {
    why: "Every pod that names no service account runs as default, and may then pull whatever the credential opens, other teams' images too. Whoever may start a pod there, or read the namespace's Secrets, has the credential.",
    fix: "Name the credential in the service accounts of the workloads that need it, or in their pods, and give each namespace one that opens its own images alone.",
    refs: [
      "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#add-imagepullsecrets-to-a-service-account",
    ],
  },
  *evaluate({ list }) {
    for (const account of list("serviceaccounts")) {
      const { imagePullSecrets: secrets = [], meta } = account;
      if (meta.name !== "default" || secrets.length === 0 || systemNamespaces.has(meta.namespace ?? "")) continue;
      yield { at: refTo("serviceaccounts", account, "imagePullSecrets"), message: "everyPod", data: { secrets } };
    }
  },
});
