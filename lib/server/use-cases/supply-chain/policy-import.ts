/** Policies of the admission controllers, from the clusters' newest scans or from a text, as what they would be here. Nothing is stored. */
import type { FoundPolicies, FoundPolicy } from "../../../contracts/supply-chain/policies.ts";
import { gapsOf } from "../../../core/inventory/build.ts";
import { hasFact } from "../../../core/inventory/facts.ts";
import { inventoryOfObjects, type KubernetesObject, resourceOfKind } from "../../../core/inventory/from-objects.ts";
import { formatGap, uniqueGaps } from "../../../core/inventory/gap-words.ts";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import { ok } from "../../../core/result.ts";
import { policyResources, translatePolicies } from "../../../core/supply-chain/policy/policy-resources.ts";
import type { TranslatedPolicy } from "../../../core/supply-chain/policy/translated.ts";
import { readDocuments } from "../../snapshot/documents.ts";
import { UPLOAD_LIMITS, UploadRefused } from "../../snapshot/refused.ts";
import { loadJudgement } from "../../supply-chain/judgement.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";

interface Found extends TranslatedPolicy {
  readonly cluster?: { readonly id: string; readonly name: string };
}

export const findPolicies = defineUseCase<unknown, FoundPolicies>("settings:admin", async ({ scope }, _input, services) => {
  if (scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const { repositories } = services;
  const found: Found[] = [];
  const notLooked: FoundPolicies["notLooked"] = [];
  for (const { id, name, lastScan } of await repositories.clusters.list(scope)) {
    const inventory = lastScan && (await repositories.inventories.load(scope, lastScan.id, policyResources));
    const reason = inventory ? whyUnseen(inventory) : "No scan of it has results yet.";
    if (reason !== undefined) notLooked.push({ id, name, reason });
    if (inventory) found.push(...translatePolicies(inventory).map((one) => ({ ...one, cluster: { id, name } })));
  }
  return ok({ items: await views(found, services), other: [], unread: [], notLooked });
});

/** @returns why policies may be there that were not found; undefined where all of them were seen. */
function whyUnseen({ version, looks }: Inventory): string | undefined {
  if (!hasFact(version, "image-policy-rules"))
    return "Its newest scan is of before policies about images were kept. Scan it again.";
  const gaps = policyResources.flatMap((resource) => gapsOf(looks[resource]));
  return gaps.length === 0 ? undefined : `Not seen: ${uniqueGaps(gaps).map(formatGap).join("; ")}.`;
}

const mostOther = 20;

export const readPolicies = defineUseCase<{ readonly text: string }, FoundPolicies>(
  "settings:admin",
  async (actor, { text }, services) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const objects: KubernetesObject[] = [];
    const other = new Set<string>();
    try {
      for (const value of readDocuments(text, "the text", UPLOAD_LIMITS)) {
        const object = value as Partial<KubernetesObject>;
        const { apiVersion, kind } = object;
        if (typeof apiVersion !== "string" || typeof kind !== "string") continue;
        const resource = resourceOfKind(apiVersion, kind);
        if (policyResources.some((one) => one === resource)) objects.push({ ...object, apiVersion, kind });
        else other.add(kind.slice(0, 100));
      }
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error;
      return refuse("signingPolicyRefused", {
        detail: error.failure.message,
        remedy: "Give the policies as kubectl writes them, in YAML or JSON.",
      });
    }
    const inventory = inventoryOfObjects(objects, { takenAt: services.now().toISOString(), source: "manifests" });
    const unread = policyResources.flatMap((resource) =>
      gapsOf(inventory.looks[resource]).map(({ detail }) => detail ?? "An object cannot be read."),
    );
    return ok({
      items: await views(translatePolicies(inventory), services),
      other: [...other].slice(0, mostOther),
      unread,
      notLooked: [],
    });
  },
);

/** The same rule in several clusters is one. */
async function views(found: readonly Found[], { repositories }: Services): Promise<FoundPolicy[]> {
  const everywhere = { clusters: "all" } as const;
  const [judgement, stored] = await Promise.all([
    loadJudgement(repositories.judgement),
    repositories.signingPolicies.list(everywhere),
  ]);
  const trusted = new Set(
    judgement.profiles.flatMap((profile) => (profile.kind === "keys" ? profile.keys.map(({ fingerprint }) => fingerprint) : [])),
  );
  const names = new Set(stored.map(({ name }) => name));
  const alike = Map.groupBy(found, ({ cluster: _, ...rest }) => JSON.stringify(rest));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { origin, action, policies, keys, untranslated, warnings } = first;
    return [
      {
        ...{ origin: { ...origin }, action, untranslated: [...untranslated], warnings: [...warnings] },
        clusters: same.flatMap(({ cluster }) => (cluster ? [cluster] : [])),
        policies: policies.map((policy) => ({
          ...policy,
          images: [...policy.images],
          signers: [...policy.signers],
          attestations: [...policy.attestations],
          sources: [...policy.sources],
        })),
        keys: keys.map((key) => ({ ...key, trusted: trusted.has(key.fingerprint) })),
        taken: policies.flatMap(({ name }) => (names.has(name) ? [name] : [])),
      },
    ];
  });
}
