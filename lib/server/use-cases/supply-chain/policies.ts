/** Who may sign which images. Everybody who is told a verdict may read it; administrators of all clusters change it. */
import type { NewSigningPolicy, SigningPolicy, SigningPolicyChange } from "../../../contracts/supply-chain/policies.ts";
import { ok } from "../../../core/result.ts";
import { compileImagePolicy } from "../../../core/supply-chain/policy/compile.ts";
import { readPublicKey } from "../../../core/supply-chain/trust/keys.ts";
import type { Scope } from "../../database/scope.ts";
import type { PolicyOrigin, SigningPolicyRow, SigningPolicyTerms } from "../../database/supply-chain/signing-policies.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { firstLogged, loggedSigners, soundTerms } from "./signer-terms.ts";

interface PolicyId {
  readonly id: string;
}
type KeyNames = Readonly<Record<string, string>>;

export const listSigningPolicies = defineUseCase<unknown, { items: SigningPolicy[] }>(
  "report:read",
  async ({ scope }, _input, services) => {
    const [rows, names] = await Promise.all([services.repositories.signingPolicies.list(scope), keyNames(scope, services)]);
    return ok({ items: rows.map((row) => policyView(row, names, scope)) });
  },
);

export const getSigningPolicy = defineUseCase<PolicyId, SigningPolicy>("report:read", async ({ scope }, { id }, services) => {
  const row = await services.repositories.signingPolicies.get(scope, id);
  return row ? ok(policyView(row, await keyNames(scope, services), scope)) : refuse("notFound");
});

/** @returns the names of the keys that a profile which is on knows, by fingerprint. */
async function keyNames(scope: Scope, { repositories }: Services): Promise<KeyNames> {
  const profiles = (await repositories.trustProfiles.list(scope)).filter(({ enabled }) => enabled);
  const keys = profiles.flatMap((profile) => profile.keys).map(({ name, pem }) => readPublicKey(name, pem));
  return Object.fromEntries(keys.flatMap((key) => (key.ok ? [[key.value.fingerprint, key.value.name]] : [])));
}

function policyView(row: SigningPolicyRow, names: KeyNames, scope: Scope): SigningPolicy {
  const { id, name, draft, updatedBy } = row;
  const own = row.signers.flatMap((signer) => (signer.kind === "key" ? [signer.fingerprint] : []));
  return {
    ...{ id, name, draft, updatedBy },
    images: [...row.images],
    signers: [...row.signers],
    attestations: [...row.attestations],
    sources: [...row.sources],
    origin: row.origin && originView(row.origin, scope),
    keyNames: Object.fromEntries(own.flatMap((print) => (names[print] === undefined ? [] : [[print, names[print]]]))),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Everybody may read a policy; that there is a cluster which it was taken from is told to whoever sees all of them. */
function originView({ cluster, untranslated, ...origin }: PolicyOrigin, { clusters }: Scope): SigningPolicy["origin"] {
  return { ...origin, untranslated: [...untranslated], ...(clusters === "all" && cluster !== undefined && { cluster }) };
}

export const createSigningPolicy = defineUseCase<NewSigningPolicy, SigningPolicy>(
  "settings:admin",
  async (actor, terms, services) => {
    const { repositories } = services;
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const sound = soundTerms("signingPolicyRefused", compileImagePolicy({ id: "", ...terms }));
    if (!sound.ok) return sound;
    const made = await repositories.signingPolicies.create(actor.scope, terms, actor.name);
    if (!made.ok) return refuse("signingPolicyExists");
    if (!made.value) return refuse("forbidden", onlyAll);
    const { name, ...facts } = factsOf(terms);
    const origin = terms.origin && `${terms.origin.kind} ${terms.origin.name}`;
    await record(repositories, actor, { action: "policy.create", subject: name, detail: { ...facts, origin } });
    return ok(policyView(made.value, await keyNames(actor.scope, services), actor.scope));
  },
);

function factsOf({ name, images, signers, attestations, sources, draft }: SigningPolicyTerms) {
  return {
    ...{ name, draft, attestations, sources },
    images: firstLogged(images),
    signers: loggedSigners(signers),
  };
}

export const changeSigningPolicy = defineUseCase<SigningPolicyChange, SigningPolicy>(
  "settings:admin",
  async (actor, { id, ...change }, services) => {
    const { repositories } = services;
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const before = await repositories.signingPolicies.get(actor.scope, id);
    if (!before) return refuse("notFound");
    const terms: SigningPolicyTerms = { ...before, ...change };
    const sound = soundTerms("signingPolicyRefused", compileImagePolicy({ id: "", ...terms }));
    if (!sound.ok) return sound;
    const made = await repositories.signingPolicies.change(actor.scope, id, terms, actor.name);
    if (!made.ok) return refuse("signingPolicyExists");
    if (!made.value) return refuse("notFound");
    const [was, is] = [factsOf(before), factsOf(terms)];
    await record(repositories, actor, { action: "policy.change", subject: terms.name, before: was, after: is });
    return ok(policyView(made.value, await keyNames(actor.scope, services), actor.scope));
  },
);

export const removeSigningPolicy = defineUseCase<PolicyId, undefined>(
  "settings:admin",
  async (actor, { id }, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const row = await repositories.signingPolicies.get(actor.scope, id);
    if (!row || !(await repositories.signingPolicies.remove(actor.scope, id))) return refuse("notFound");
    const { name, draft: _, ...detail } = factsOf(row);
    await record(repositories, actor, { action: "policy.remove", subject: name, detail });
    return ok(undefined);
  },
);
