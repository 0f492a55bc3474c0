import type {
  CertificateSigningRequestItem,
  CsiDriverItem,
  CsiNodeItem,
  CustomResourceDefinitionItem,
  StorageClassItem,
  WebhookConfigurationItem,
} from "../platform-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, integer, objects, someTexts, text, texts } from "./read.ts";

/** @returns who asked a signer for what, and what became of it: neither the request nor the certificate passes this point. */
export function projectCertificateSigningRequest(request: Fields, intern: Intern): CertificateSigningRequestItem {
  const spec = fields(request.spec, "spec") ?? {};
  const status = fields(request.status, "status") ?? {};
  return compact({
    meta: projectMeta(request, intern),
    signerName: text(spec.signerName, "spec.signerName") ?? "",
    username: text(spec.username, "spec.username") || undefined,
    groups: someTexts(spec.groups, "spec.groups"),
    usages: texts(spec.usages, "spec.usages"),
    expirationSeconds: integer(spec.expirationSeconds, "spec.expirationSeconds"),
    conditions: objects(status.conditions, "status.conditions").map((condition) =>
      compact({
        type: text(condition.type, "status.conditions.type") ?? "",
        at: text(condition.lastUpdateTime, "status.conditions.lastUpdateTime"),
      }),
    ),
    issued: status.certificate ? (true as const) : undefined,
  });
}

export function projectCsiDriver(driver: Fields, intern: Intern): CsiDriverItem {
  const requests = objects(fields(driver.spec, "spec")?.tokenRequests, "spec.tokenRequests");
  const audiences = requests.map(({ audience }) => text(audience, "spec.tokenRequests.audience") ?? "");
  return compact({ meta: projectMeta(driver, intern), tokenAudiences: audiences.length === 0 ? undefined : audiences });
}

export function projectCsiNode(node: Fields, intern: Intern): CsiNodeItem {
  const drivers = objects(fields(node.spec, "spec")?.drivers, "spec.drivers");
  return {
    meta: projectMeta(node, intern),
    drivers: intern.value(drivers.map(({ name }) => text(name, "spec.drivers.name") ?? "").sort()),
  };
}

export function projectStorageClass(storageClass: Fields, intern: Intern): StorageClassItem {
  return compact({
    meta: projectMeta(storageClass, intern),
    provisioner: text(storageClass.provisioner, "provisioner") ?? "",
    reclaimPolicy: text(storageClass.reclaimPolicy, "reclaimPolicy"),
  });
}

export function projectWebhookConfiguration(configuration: Fields, intern: Intern): WebhookConfigurationItem {
  const webhooks = objects(configuration.webhooks, "webhooks").map((webhook) => {
    const service = fields(fields(webhook.clientConfig, "webhooks.clientConfig")?.service, "webhooks.clientConfig.service");
    return compact({
      name: text(webhook.name, "webhooks.name") ?? "",
      failurePolicy: text(webhook.failurePolicy, "webhooks.failurePolicy"),
      service: service && {
        namespace: text(service.namespace, "webhooks.clientConfig.service.namespace") ?? "",
        name: text(service.name, "webhooks.clientConfig.service.name") ?? "",
      },
    });
  });
  return { meta: projectMeta(configuration, intern), webhooks };
}

export function projectCustomResourceDefinition(definition: Fields, intern: Intern): CustomResourceDefinitionItem {
  const spec = fields(definition.spec, "spec") ?? {};
  const names = fields(spec.names, "spec.names") ?? {};
  const versions = objects(spec.versions, "spec.versions");
  return compact({
    meta: projectMeta(definition, intern),
    group: text(spec.group, "spec.group") ?? "",
    kind: text(names.kind, "spec.names.kind") ?? "",
    plural: text(names.plural, "spec.names.plural") ?? "",
    namespaced: text(spec.scope, "spec.scope") === "Namespaced",
    served: versions
      .filter(({ served }) => flag(served, "spec.versions.served"))
      .map(({ name }) => text(name, "spec.versions.name") ?? ""),
    stored: texts(fields(definition.status, "status")?.storedVersions, "status.storedVersions"),
    conversion: text(fields(spec.conversion, "spec.conversion")?.strategy, "spec.conversion.strategy"),
  });
}
