/** How the namespaces of a scan enforce Pod Security by their labels, and what is known of the defaults behind those. */
import type { Risks } from "../../../contracts/access/risks.ts";
import { hasFact } from "../../../core/inventory/facts.ts";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import { admissionOf } from "../../../core/pod-security/admission.ts";
import { namespacePolicy } from "../../../core/pod-security/namespace-policy.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Services } from "../services.ts";
import type { Access } from "./access-index.ts";

type PodSecurity = NonNullable<Risks["podSecurity"]>;

/** @returns the enforcement of a scan; undefined for readers of some namespaces, who do not see Namespaces. */
export async function podSecurityOf(
  { scope }: Actor,
  { scanId, namespaces }: Access,
  { memory, repositories }: Services,
): Promise<PodSecurity | undefined> {
  if (namespaces !== "all") return undefined;
  return memory.get(`pod security ${scanId}`, async () => {
    const inventory = await repositories.inventories.load(scope, scanId, ["namespaces", "pods"]);
    return inventory && { value: countLevels(inventory), weight: 1 };
  });
}

function countLevels({ version, looks }: Inventory): PodSecurity {
  const counts = { privileged: 0, baseline: 0, restricted: 0, unlabelled: 0, misspelt: 0 };
  for (const { meta } of looks.namespaces.items) {
    const { enforce, invalid } = namespacePolicy(meta.labels);
    counts[enforce.level]++;
    if (enforce.from === "default") counts.unlabelled++;
    if (invalid.length > 0) counts.misspelt++;
  }
  const controlPlane = hasFact(version, "control-plane-flags")
    ? looks.pods.items.flatMap(({ controlPlane }) => controlPlane ?? [])
    : [];
  return { ...counts, complete: looks.namespaces.coverage.state === "complete", defaults: admissionOf(controlPlane).kind };
}
