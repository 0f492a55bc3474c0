/** Takes over policies of other engines in one transaction: all of them with the keys that they need, or nothing. */
import type { ImportedPolicies, PolicyImport } from "../../../contracts/supply-chain/policies.ts";
import { ok } from "../../../core/result.ts";
import { type ImportPlan, planImport } from "../../../core/supply-chain/policy/import-plan.ts";
import { readPublicKey } from "../../../core/supply-chain/trust/keys.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Repositories } from "../../database/repositories.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, type Refusal, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { createSigningPolicy } from "./policies.ts";
import { createTrustProfile } from "./trust-profiles.ts";

/** Thrown to undo what was made. */
class Undone extends Error {
  readonly outcome: Outcome<ImportedPolicies>;
  constructor(outcome: Outcome<ImportedPolicies>) {
    super("undone");
    this.outcome = outcome;
  }
}

export const takePolicies = defineUseCase<PolicyImport, ImportedPolicies>(
  "settings:admin",
  async (actor, { rules, draft, preview }, services) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    try {
      return await services.repositories.transaction(async (repositories) => {
        const plan = planImport(rules, await groundOf(actor, repositories));
        const outcome = await make(actor, { plan, draft }, { ...services, repositories });
        if (!outcome.ok || preview) throw new Undone(outcome);
        return ok({ ...outcome.value, made: true });
      });
    } catch (error) {
      if (error instanceof Undone) return error.outcome;
      throw error;
    }
  },
);

async function groundOf({ scope }: Actor, { signingPolicies, trustProfiles }: Repositories) {
  const [policies, profiles] = [await signingPolicies.list(scope), await trustProfiles.list(scope)];
  const keys = profiles.filter(({ enabled }) => enabled).flatMap((profile) => profile.keys);
  return {
    policies: new Set(policies.map(({ name }) => name)),
    profiles: new Set(profiles.map(({ name }) => name)),
    fingerprints: new Set(keys.flatMap(({ name, pem }) => fingerprintOf(name, pem) ?? [])),
  };
}

function fingerprintOf(name: string, pem: string): string | undefined {
  const key = readPublicKey(name, pem);
  return key.ok ? key.value.fingerprint : undefined;
}

interface Making {
  readonly plan: ImportPlan;
  readonly draft: boolean;
}

/** Keys first: a policy whose key nobody trusts verifies nothing. */
async function make(actor: Actor, { plan, draft }: Making, services: Services): Promise<Outcome<ImportedPolicies>> {
  const trustProfiles: ImportedPolicies["trustProfiles"] = [];
  for (const { name, keys } of plan.profiles) {
    const made = await createTrustProfile(actor, { name, kind: "keys", keys: [...keys] }, services);
    if (!made.ok) return because(name, made.error);
    trustProfiles.push({ name, keys: made.value.keys.map((key) => ({ name: key.name, fingerprint: key.fingerprint })) });
  }
  const policies: ImportedPolicies["policies"] = [];
  for (const { origin, ...terms } of plan.policies) {
    const { images, signers, attestations, sources } = terms;
    const made = await createSigningPolicy(
      actor,
      {
        ...{ name: terms.name, draft, images: [...images], signers: [...signers] },
        ...{ attestations: [...attestations], sources: [...sources] },
        origin: { ...origin, untranslated: [...origin.untranslated] },
      },
      services,
    );
    if (!made.ok) return because(terms.name, made.error);
    const { id: _, ...view } = made.value;
    policies.push(view);
  }
  return ok({ made: false, trustProfiles, policies, passedOver: [...plan.passedOver] });
}

/** @returns the refusal with the name of what it is about, and that nothing else was made either. */
function because(name: string, { code, detail, ...more }: Refusal): Outcome<never> {
  return refuse(code, { ...more, detail: `${name}: ${detail ?? "it is refused."} Nothing was taken over.` });
}
