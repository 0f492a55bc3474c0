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

/** @returns a constraint of Gatekeeper. */
export function constraint(kind: string, name: string, spec: Fields = {}, status: Fields = {}): KubernetesObject {
  return clusterWide(
    "constraints.gatekeeper.sh/v1beta1",
    kind,
    name,
    { spec: { match: { kinds: [{ apiGroups: [""], kinds: ["Pod"] }] }, ...spec }, status },
    { creationTimestamp: madeAt },
  );
}

/** @returns a template of Gatekeeper, which may ask a provider of data. */
export function constraintTemplate(kind: string, provider?: string): KubernetesObject {
  const rego = provider === undefined ? "package p" : `r := external_data({"provider": "${provider}", "keys": images})`;
  return clusterWide("templates.gatekeeper.sh/v1", "ConstraintTemplate", kind.toLowerCase(), {
    spec: { crd: { spec: { names: { kind } } }, targets: [{ target: "admission.k8s.gatekeeper.sh", rego }] },
  });
}

/** @returns a part of Ratify's set-up; of a namespace where one is given. */
export function ratifyPart(kind: string, type: string, namespace?: string): KubernetesObject {
  const spec = { spec: { name: type, type, artifactTypes: "application/vnd.cncf.notary.signature" } };
  const version = "config.ratify.deislabs.io/v1beta1";
  return namespace === undefined
    ? clusterWide(version, kind, `ratify-${type}`, spec)
    : namespaced(version, kind, `ratify-${type}`, spec, { namespace });
}

const engines = {
  kyverno: ["kyverno-resource-mutating-webhook-cfg", "mutate.kyverno.svc-fail"],
  sigstore: ["policy.sigstore.dev", "policy.sigstore.dev"],
  gatekeeper: ["gatekeeper-validating-webhook-configuration", "validation.gatekeeper.sh"],
  connaisseur: ["connaisseur-webhook", "connaisseur-svc.connaisseur.svc"],
  opa: ["opa-validating-webhook", "validating-webhook.openpolicyagent.org"],
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
