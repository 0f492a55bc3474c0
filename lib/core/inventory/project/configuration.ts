import type { ConfigMapItem, SecretItem, ServiceAccountItem } from "../items.ts";
import { projectCloudMap } from "./cloud-map.ts";
import { credentialOf } from "./credentials.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { projectNames } from "./pod-spec.ts";
import { compact, type Fields, fields, flag, text } from "./read.ts";
import { projectSettings } from "./settings.ts";

/** @returns the kind of credential that an entry of a ConfigMap looks like, by its key and its value. */
function credentialOfEntry(key: string, value: unknown): string | undefined {
  return typeof value === "string" ? credentialOf(key, value) : undefined;
}

export function projectServiceAccount(account: Fields, intern: Intern): ServiceAccountItem {
  return compact({
    meta: projectMeta(account, intern),
    automountServiceAccountToken: flag(account.automountServiceAccountToken, "automountServiceAccountToken"),
    secrets: projectNames(account.secrets, "secrets"),
    imagePullSecrets: projectNames(account.imagePullSecrets, "imagePullSecrets"),
  });
}

/** @returns the keys of a ConfigMap, in order, and for each what kind of credential its value looks like. */
export function projectConfigMap(configMap: Fields, intern: Intern): ConfigMapItem {
  const data = fields(configMap.data, "data") ?? {};
  const binary = fields(configMap.binaryData, "binaryData") ?? {};
  const keys = [
    ...Object.keys(data).map((key) => compact({ key, credential: credentialOfEntry(key, data[key]) })),
    ...Object.keys(binary).map((key) => ({ key })),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
  return compact({
    meta: projectMeta(configMap, intern),
    keys,
    immutable: flag(configMap.immutable, "immutable"),
    settings: projectSettings(fields(configMap.metadata, "metadata"), data),
    cloudMap: projectCloudMap(fields(configMap.metadata, "metadata"), data),
  });
}

/** @returns type and names of keys: no value of a Secret passes this point. */
export function projectSecret(secret: Fields, intern: Intern): SecretItem {
  const data = fields(secret.data, "data") ?? {};
  const plain = fields(secret.stringData, "stringData") ?? {};
  return compact({
    meta: projectMeta(secret, intern),
    type: text(secret.type, "type") ?? "Opaque",
    keys: [...new Set([...Object.keys(data), ...Object.keys(plain)])].sort(),
    immutable: flag(secret.immutable, "immutable"),
  });
}
