/** CustomResourceDefinition, webhook configurations and admission policies. */
import type { Field, Rewrite } from "./node.ts";

const preserve = "x-kubernetes-preserve-unknown-fields";
const approved = "api-approved.kubernetes.io";

export const definition: Rewrite = (root) => {
  const spec = root.make("spec");
  const preserves = spec.value("preserveUnknownFields") !== false;
  spec.take("preserveUnknownFields");
  versions(spec);
  for (const version of spec.each("versions")) {
    for (const column of version.each("additionalPrinterColumns")) column.rename("JSONPath", "jsonPath");
    schema(version, preserves);
  }
  if (spec.putMissing("scope", "Namespaced")) spec.note("scope", "It is required now; Namespaced was the default.");
  conversion(spec);
  approval(root, spec);
};

const shared = [
  ["validation", "schema"],
  ["subresources", "subresources"],
  ["additionalPrinterColumns", "additionalPrinterColumns"],
] as const;

/** What stood once for all versions stands in each. */
function versions(spec: Field): void {
  const single = spec.text("version");
  spec.take("version");
  if (single !== undefined && spec.each("versions").length === 0) {
    spec.put("versions", [{ name: single, served: true, storage: true }]);
    spec.note("versions", "version is a list now.");
  }
  for (const [key, name] of shared) {
    const node = spec.take(key);
    if (node === undefined) continue;
    for (const version of spec.each("versions")) version.putMissing(name, node.clone());
    spec.note("versions", `${key} stands in each version, as ${name}.`);
  }
}

function schema(version: Field, preserves: boolean): void {
  const field = version.make("schema").make("openAPIV3Schema");
  if (field.putMissing("type", "object")) field.note("type", "Each version needs a schema with types.");
  completeTypes(field);
  if (!preserves || field.has(preserve)) return;
  field.put(preserve, true);
  field.ask(
    preserve,
    "v1beta1 kept fields that the schema does not name, and v1 prunes them. This keeps them; take it out once the schema is complete.",
  );
}

/** A structural schema names the type of everything. */
function completeTypes(field: Field): void {
  const untyped = ["type", "x-kubernetes-int-or-string", preserve, "$ref"].every((key) => !field.has(key));
  if (untyped) {
    const type = field.has("items")
      ? "array"
      : field.has("properties") || field.has("additionalProperties")
        ? "object"
        : undefined;
    if (type === undefined) field.put(preserve, true);
    else field.put("type", type);
    field.ask(type === undefined ? preserve : "type", "v1 needs a type here; this is what the rest of the schema suggests.");
  }
  const properties = field.at("properties");
  for (const { key } of properties?.map.items ?? []) {
    const inner = properties?.at(String(key));
    if (inner) completeTypes(inner);
  }
  for (const key of ["items", "additionalProperties"]) {
    const inner = field.at(key);
    if (inner) completeTypes(inner);
  }
}

function conversion(spec: Field): void {
  const found = spec.at("conversion");
  if (found?.value("strategy") !== "Webhook") return;
  const webhook = found.make("webhook");
  found.move("webhookClientConfig", webhook, "clientConfig");
  if (!found.move("conversionReviewVersions", webhook)) {
    webhook.put("conversionReviewVersions", ["v1beta1"]);
    webhook.ask(
      "conversionReviewVersions",
      "It is required now; v1beta1 was the default. Add v1 once the webhook understands it.",
    );
  } else found.note("webhook", "webhookClientConfig and conversionReviewVersions stand in webhook.");
}

/** Groups of the community are protected. */
function approval(root: Field, spec: Field): void {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(spec.text("group") ?? "")) return;
  const annotations = root.make("metadata").make("annotations");
  if (!annotations.putMissing(approved, "unapproved, it was not needed in v1beta1")) return;
  annotations.ask(approved, "A group of k8s.io needs the address of its API review here.");
}

const defaults = [
  ["failurePolicy", "Ignore", "Fail"],
  ["matchPolicy", "Exact", "Equivalent"],
  ["timeoutSeconds", 30, "10"],
] as const;

export const webhooks: Rewrite = (root) => {
  for (const webhook of root.each("webhooks")) {
    for (const [key, before, now] of defaults)
      if (webhook.putMissing(key, before))
        webhook.note(key, `The default was ${before} and is ${now} now; ${before} is written out to keep it.`);
    const effects = webhook.text("sideEffects");
    if (effects !== "None" && effects !== "NoneOnDryRun") {
      webhook.put("sideEffects", "None");
      webhook.ask(
        "sideEffects",
        "Only None and NoneOnDryRun are allowed now. See to it that the webhook has no effects outside of the request.",
      );
    }
    if (!webhook.putMissing("admissionReviewVersions", ["v1beta1"])) continue;
    webhook.ask(
      "admissionReviewVersions",
      "It is required now; v1beta1 was the default. Add v1 once the webhook understands it.",
    );
  }
};

export const parameters: Rewrite = (root) => {
  const params = root.at("spec", "paramRef");
  if (params?.putMissing("parameterNotFoundAction", "Deny"))
    params.ask(
      "parameterNotFoundAction",
      "It is required now: Deny, or Allow where nothing is to be checked without parameters.",
    );
};

export const policyBinding: Rewrite = (root, change) => {
  const spec = root.at("spec");
  if (spec?.putMissing("validationActions", ["Deny"])) spec.note("validationActions", "It is required now; Deny is what it did.");
  parameters(root, change);
};
