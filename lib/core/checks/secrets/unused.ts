import { defineCheck } from "../define.ts";
import { systemNamespaces } from "../isolation/namespaces.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources } from "../workload/workloads.ts";
import { everySecretOf, isOwn, originOf } from "./uses.ts";

const naming = ["ingresses.networking.k8s.io", "serviceaccounts", ...workloadResources] as const;

export default defineCheck({
  id: "secrets/unused",
  major: 1,
  since: "0.1",
  title: "Unused Secrets",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: [],
  reads: ["secrets", ...naming],
  facts: ["volume-secrets", "ingress-backends"],
  messages: {
    unnamed: {
      text: "{object} is named by no pod, template, service account or Ingress of its namespace",
      severity: "information",
    },
  },
  docs: {
    why: "A Secret that nothing uses can only be stolen. A program may read one through the API, and objects of other kinds may name one: neither is seen, so that this is a question and not a verdict. What a manager or a controller made is left out.",
    fix: "Ask its owner, and look into the audit log for who reads it. Delete it, and end the credential where it is valid.",
    refs: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
  },
  *evaluate({ list, complete }) {
    const named = new Set<string>();
    const name = (namespace: string | undefined, secrets: readonly string[] = []) => {
      for (const secret of secrets) named.add(`${namespace}/${secret}`);
    };
    for (const resource of workloadResources)
      for (const item of list(resource))
        name(item.meta.namespace, everySecretOf("template" in item ? item.template.spec : item.spec));
    for (const { meta, secrets, imagePullSecrets } of list("serviceaccounts"))
      name(meta.namespace, [...(secrets ?? []), ...(imagePullSecrets ?? [])]);
    for (const { meta, tlsSecrets } of list("ingresses.networking.k8s.io")) name(meta.namespace, tlsSecrets);
    for (const secret of list("secrets")) {
      const { namespace = "" } = secret.meta;
      if (isOwn(secret) || systemNamespaces.has(namespace) || originOf(secret) === "managed") continue;
      if (named.has(`${namespace}/${secret.meta.name}`) || !naming.every((resource) => complete(resource, namespace))) continue;
      yield { at: refTo("secrets", secret), message: "unnamed", locus: "use" };
    }
  },
});
