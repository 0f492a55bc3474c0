/** The resources in which clusters hold policies about images, and what becomes of each. */
import type { Inventory } from "../../inventory/inventory.ts";
import { type PolicyKind, translateRule } from "./translate.ts";
import type { TranslatedPolicy } from "./translated.ts";

/** What policies are read from. */
export const policyResources = [
  "clusterimagepolicies.policy.sigstore.dev",
  "clusterpolicies.kyverno.io",
  "policies.kyverno.io",
  "imagevalidatingpolicies.policies.kyverno.io",
  "namespacedimagevalidatingpolicies.policies.kyverno.io",
] as const;

type KyvernoResource = "clusterpolicies.kyverno.io" | "policies.kyverno.io";

/** @returns the policies of an inventory that verify images, each rule by itself. */
export function translatePolicies({
  looks,
}: {
  readonly looks: Pick<Inventory["looks"], (typeof policyResources)[number]>;
}): readonly TranslatedPolicy[] {
  const verifying = (kind: PolicyKind, resource: Exclude<(typeof policyResources)[number], KyvernoResource>) =>
    looks[resource].items.flatMap(({ meta, rules }) =>
      rules.map((rule) => translateRule({ kind, name: meta.name, namespace: meta.namespace }, rule)),
    );
  const kyverno = (kind: PolicyKind, resource: KyvernoResource) =>
    looks[resource].items.flatMap(({ meta, imageRules = [] }) =>
      imageRules.map((rule) => translateRule({ kind, name: meta.name, namespace: meta.namespace }, rule)),
    );
  return [
    ...verifying("ClusterImagePolicy", "clusterimagepolicies.policy.sigstore.dev"),
    ...kyverno("ClusterPolicy", "clusterpolicies.kyverno.io"),
    ...kyverno("Policy", "policies.kyverno.io"),
    ...verifying("ImageValidatingPolicy", "imagevalidatingpolicies.policies.kyverno.io"),
    ...verifying("NamespacedImageValidatingPolicy", "namespacedimagevalidatingpolicies.policies.kyverno.io"),
  ];
}
