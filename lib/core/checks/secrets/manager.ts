import { outside } from "../../inventory/gap.ts";
import { defineCheck } from "../define.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { managerGroups, secretsOf, storeDriver, vaultInject } from "./uses.ts";

const definitions = "customresourcedefinitions.apiextensions.k8s.io";

/** Programs that bring secrets in without kinds of their own, by their image. */
const images = /kamus|vault-k8s|vault-agent|vault-secrets-webhook|bank-vaults|akeyless|conjur|berglas/;
/** Deliveries that can decrypt files of SOPS on the way; whether they do stands in their settings. */
const deliveries = /kustomize-controller|argocd/;

export default defineCheck({
  id: "secrets/manager",
  major: 1,
  since: "0.1",
  title: "Store of secrets outside the cluster",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.4.2", "checklist:external-store"],
  reads: ["csidrivers.storage.k8s.io", definitions, ...workloadResources],
  messages: {
    none: {
      text: "{object} has no store of secrets that is known here, and {count} workloads use Secrets, such as {example}",
      severity: "low",
    },
  },
  docs: {
    why: "A Secret that somebody wrote by hand has a copy on their machine, no rotation and no record of who read it. A store hands values out by identity, writes down who asked, and renews them. Known are Sealed Secrets, External Secrets, Vault (agent, operator, CSI), the Secrets Store CSI driver, operators for SOPS, Kamus, 1Password, Infisical, Doppler, Akeyless, Conjur and Berglas.",
    fix: "Choose a store that fits, let its operator or driver bring the values, and replace those that were written by hand.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/secrets-good-practices/#use-third-party-secret-store-providers",
      "https://secrets-store-csi-driver.sigs.k8s.io/",
    ],
  },
  unseen({ view }) {
    const delivered = view(workloads).some(({ spec }) => spec.containers.some(({ image }) => deliveries.test(image)));
    return delivered
      ? [outside("configmaps", "Flux or Argo CD may decrypt files of SOPS on the way: their settings say so, and are not read")]
      : [];
  },
  applies: ({ view }) =>
    view(workloads).some(({ spec }) => secretsOf(spec).length > 0) ? undefined : "No workload uses a Secret.",
  *evaluate({ list, view, complete }) {
    const all = view(workloads);
    const known =
      list(definitions).some(({ group }) => Object.hasOwn(managerGroups, group)) ||
      list("csidrivers.storage.k8s.io").some(({ meta }) => meta.name === storeDriver) ||
      all.some(
        ({ template, spec }) =>
          template.annotations?.[vaultInject] === "true" || spec.containers.some(({ image }) => images.test(image)),
      );
    const delivered = all.some(({ spec }) => spec.containers.some(({ image }) => deliveries.test(image)));
    const seen =
      complete(definitions) && complete("csidrivers.storage.k8s.io") && workloadResources.every((one) => complete(one));
    const users = all.filter(({ spec }) => secretsOf(spec).length > 0);
    if (known || delivered || !seen || users[0] === undefined) return;
    const example = `${users[0].namespace}/${users[0].item.meta.name}`;
    yield {
      at: { resource: "secrets", kind: "Cluster", name: "kubernetes" },
      message: "none",
      data: { count: users.length, example },
    };
  },
});
