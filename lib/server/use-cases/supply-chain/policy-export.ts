/** Policies as resources of the admission controllers, in YAML. */
import { stringify } from "yaml";
import type { ExportedPolicies, policyFormats } from "../../../contracts/supply-chain/policies.ts";
import { ok } from "../../../core/result.ts";
import { type ExportContext, toClusterImagePolicy, toImageValidatingPolicy } from "../../../core/supply-chain/policy/export.ts";
import { exportAll } from "../../../core/supply-chain/policy/export-all.ts";
import { readPublicKey } from "../../../core/supply-chain/trust/keys.ts";
import type { TrustProfileRow } from "../../database/supply-chain/trust-profiles.ts";
import { defineUseCase, refuse } from "../outcome.ts";

export interface ExportQuestion {
  readonly format: (typeof policyFormats)[number];
  readonly policy?: readonly string[] | undefined;
  readonly enforce: boolean;
}

const writers = { clusterImagePolicy: toClusterImagePolicy, kyverno: toImageValidatingPolicy } as const;

export const exportPolicies = defineUseCase<ExportQuestion, ExportedPolicies>(
  "report:read",
  async (actor, { format, policy: wanted, enforce }, { repositories }) => {
    const [stored, profiles] = await Promise.all([
      repositories.signingPolicies.list(actor.scope),
      repositories.trustProfiles.list(actor.scope),
    ]);
    if (wanted?.some((id) => !stored.some((one) => one.id === id))) return refuse("notFound");
    const chosen = stored.filter(({ id, draft }) => (wanted ? wanted.includes(id) : !draft));
    const context: ExportContext = {
      keys: keysOf(profiles),
      privateRoots: profiles.filter(({ kind, enabled }) => kind === "sigstore" && enabled).map(({ name }) => name),
      enforce,
    };
    const exported = exportAll(chosen, writers[format], context);
    return ok({
      yaml: exported.flatMap(({ resource }) => (resource ? [stringify(resource, { lineWidth: 0 })] : [])).join("---\n"),
      items: exported.map(({ policy, resource, untranslated }) => ({
        ...{ policy, exported: resource !== undefined, untranslated: [...untranslated] },
      })),
    });
  },
);

function keysOf(profiles: readonly TrustProfileRow[]): ReadonlyMap<string, string> {
  const all = profiles.filter(({ enabled }) => enabled).flatMap(({ keys }) => keys);
  return new Map(
    all.flatMap(({ name, pem }) => {
      const key = readPublicKey(name, pem);
      return key.ok ? [[key.value.fingerprint, pem] as const] : [];
    }),
  );
}
