import { renamedMetricsIn } from "../../upgrade/renamed-metrics.ts";
import type {
  ApiServiceItem,
  CertificateSigningRequestItem,
  CsiDriverItem,
  CsiNodeItem,
  CustomResourceDefinitionItem,
  PrometheusRuleItem,
  StorageClassItem,
  WebhookConfigurationItem,
  WebhookRule,
} from "../platform-items.ts";
import { projectBundle, projectCalledService } from "./calls.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, integer, objects, scalar, someTexts, text, texts } from "./read.ts";
import { projectSelector } from "./selector.ts";

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
  return compact({
    meta: projectMeta(driver, intern),
    tokenAudiences: audiences.length === 0 ? undefined : audiences,
  });
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
    encrypted: encryptedOf(fields(storageClass.parameters, "parameters") ?? {}),
  });
}

/** Parameters may hold anything: of them all only whether encryption is asked for, by a switch or by a key of one's own. */
function encryptedOf(parameters: Fields): boolean | undefined {
  const found = Object.entries(parameters).find(([name]) =>
    /^(encrypted|encryption|disk-encryption-kms-key|diskEncryptionSetID)$/i.test(name),
  );
  const value = found && scalar(found[1], "parameters.encrypted");
  return value === undefined ? undefined : !/^(false|no|none|0|)$/i.test(value);
}

export function projectWebhookConfiguration(configuration: Fields, intern: Intern): WebhookConfigurationItem {
  const webhooks = objects(configuration.webhooks, "webhooks").map((webhook) => {
    const client = fields(webhook.clientConfig, "webhooks.clientConfig");
    return compact({
      name: text(webhook.name, "webhooks.name") ?? "",
      failurePolicy: text(webhook.failurePolicy, "webhooks.failurePolicy"),
      service: projectCalledService(client, "webhooks.clientConfig"),
      ca: projectBundle(client, "webhooks.clientConfig"),
      matchPolicy: text(webhook.matchPolicy, "webhooks.matchPolicy"),
      timeoutSeconds: integer(webhook.timeoutSeconds, "webhooks.timeoutSeconds"),
      reviewVersions: someTexts(webhook.admissionReviewVersions, "webhooks.admissionReviewVersions"),
      namespaceSelector: projectSelector(webhook.namespaceSelector, "webhooks.namespaceSelector"),
      objectSelector: projectSelector(webhook.objectSelector, "webhooks.objectSelector"),
      rules: someRules(webhook.rules),
    });
  });
  return { meta: projectMeta(configuration, intern), webhooks };
}

function someRules(value: unknown): readonly WebhookRule[] | undefined {
  const rules = objects(value, "webhooks.rules").map((rule) => ({
    groups: texts(rule.apiGroups, "webhooks.rules.apiGroups"),
    versions: texts(rule.apiVersions, "webhooks.rules.apiVersions"),
    resources: texts(rule.resources, "webhooks.rules.resources"),
  }));
  return rules.length === 0 ? undefined : rules;
}

/** A condition's reason is one word; what is longer, or has other characters, is not the API server's. */
const oneWord = /^[A-Za-z]{1,60}$/;

export function projectApiService(service: Fields, intern: Intern): ApiServiceItem {
  const spec = fields(service.spec, "spec") ?? {};
  const conditions = objects(fields(service.status, "status")?.conditions, "status.conditions");
  const available = conditions.find(({ type }) => type === "Available");
  const reason = text(available?.reason, "status.conditions.reason");
  return compact({
    meta: projectMeta(service, intern),
    group: text(spec.group, "spec.group") ?? "",
    version: text(spec.version, "spec.version") ?? "",
    service: projectCalledService(spec, "spec"),
    available: available && available.status === "True",
    reason: reason !== undefined && oneWord.test(reason) ? reason : undefined,
    skipsTlsVerify: flag(spec.insecureSkipTLSVerify, "spec.insecureSkipTLSVerify") ? (true as const) : undefined,
  });
}

export function projectPrometheusRule(rule: Fields, intern: Intern): PrometheusRuleItem {
  const groups = objects(fields(rule.spec, "spec")?.groups, "spec.groups");
  const expressions = groups.flatMap(({ rules }) => objects(rules, "spec.groups.rules").map(({ expr }) => scalar(expr, "expr")));
  const found = new Set(expressions.flatMap((expression) => renamedMetricsIn(expression ?? "")));
  const alerts = groups.flatMap(({ rules }) => objects(rules, "spec.groups.rules")).filter(({ alert }) => Boolean(alert)).length;
  return compact({ meta: projectMeta(rule, intern), renamedMetrics: found.size === 0 ? undefined : [...found].sort(), alerts });
}

export function projectCustomResourceDefinition(definition: Fields, intern: Intern): CustomResourceDefinitionItem {
  const spec = fields(definition.spec, "spec") ?? {};
  const names = fields(spec.names, "spec.names") ?? {};
  const versions = objects(spec.versions, "spec.versions");
  const conversion = fields(spec.conversion, "spec.conversion");
  const client = fields(
    fields(conversion?.webhook, "spec.conversion.webhook")?.clientConfig,
    "spec.conversion.webhook.clientConfig",
  );
  const deprecated = versions
    .filter((version) => flag(version.deprecated, "spec.versions.deprecated"))
    .map((version) =>
      compact({
        version: text(version.name, "spec.versions.name") ?? "",
        warning: text(version.deprecationWarning, "spec.versions.deprecationWarning")?.slice(0, 300),
      }),
    );
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
    conversion: text(conversion?.strategy, "spec.conversion.strategy"),
    conversionService: projectCalledService(client, "spec.conversion.webhook.clientConfig"),
    conversionCa: projectBundle(client, "spec.conversion.webhook.clientConfig"),
    storage: text(versions.find(({ storage }) => storage === true)?.name, "spec.versions.name"),
    deprecated: deprecated.length === 0 ? undefined : deprecated,
    preservesUnknownFields: flag(spec.preserveUnknownFields, "spec.preserveUnknownFields") ? (true as const) : undefined,
  });
}
