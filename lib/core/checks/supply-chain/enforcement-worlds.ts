/** Policies about images, engines and what runs beside them; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { clusterWide, namespaced } from "../upgrade/worlds.ts";

type Fields = Readonly<Record<string, unknown>>;

export const issuer = "https://token.actions.githubusercontent.com";
export const publicKey = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----";
export const madeAt = "2026-11-20T00:00:00Z";

export function namespaceWith(name: string, labels: Fields = {}): KubernetesObject {
  return clusterWide("v1", "Namespace", name, {}, { labels });
}

/** @returns a ClusterImagePolicy that asks for a key. */
export function sigstorePolicy(name: string, spec: Fields = {}): KubernetesObject {
  return clusterWide(
    "policy.sigstore.dev/v1beta1",
    "ClusterImagePolicy",
    name,
    { spec: { images: [{ glob: "**" }], authorities: [{ key: { data: publicKey } }], ...spec } },
    { creationTimestamp: madeAt },
  );
}

/** @returns a ClusterPolicy of Kyverno with one rule that verifies images. */
export function kyvernoPolicy(name: string, entry: Fields = {}, rule: Fields = {}, spec: Fields = {}): KubernetesObject {
  const attestors = [{ entries: [{ keys: { publicKeys: publicKey } }] }];
  const verifyImages = [{ imageReferences: ["*"], failureAction: "Enforce", attestors, ...entry }];
  const match = { any: [{ resources: { kinds: ["Pod"] } }] };
  return clusterWide(
    "kyverno.io/v1",
    "ClusterPolicy",
    name,
    { spec: { rules: [{ name: "signed", match, verifyImages, ...rule }], ...spec } },
    { creationTimestamp: madeAt },
  );
}

/** @returns a ClusterPolicy of Kyverno that lets only some images pass. */
export function kyvernoRegistries(name: string, image: string, failureAction = "Enforce"): KubernetesObject {
  const validate = { failureAction, pattern: { spec: { containers: [{ image }] } } };
  const rules = [{ name: "registries", match: { any: [{ resources: { kinds: ["Pod"] } }] }, validate }];
  return clusterWide("kyverno.io/v1", "ClusterPolicy", name, { spec: { rules } }, { creationTimestamp: madeAt });
}

const engines = {
  kyverno: ["kyverno-resource-mutating-webhook-cfg", "mutate.kyverno.svc-fail"],
  sigstore: ["policy.sigstore.dev", "policy.sigstore.dev"],
  gatekeeper: ["gatekeeper-validating-webhook-configuration", "validation.gatekeeper.sh"],
  connaisseur: ["connaisseur-webhook", "connaisseur-svc.connaisseur.svc"],
} as const;

/** @returns the webhook by which an engine is asked about pods. */
export function engineWebhook(engine: keyof typeof engines, fields: Fields = {}): KubernetesObject {
  const [name, webhook] = engines[engine];
  const rules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];
  return clusterWide("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", name, {
    webhooks: [
      {
        name: webhook,
        clientConfig: { service: { namespace: engine, name: "webhook" } },
        rules,
        failurePolicy: "Fail",
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
        ...fields,
      },
    ],
  });
}

export function settingsMap(name: string, data: Fields): KubernetesObject {
  return namespaced("v1", "ConfigMap", name, { data }, { namespace: name });
}
