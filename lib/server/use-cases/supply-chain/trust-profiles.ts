/** What signatures are trusted by. Everybody who is told a verdict may read it; administrators of all clusters change it. */
import type { NewTrustProfile, TrustProfileChange, TrustProfileView } from "../../../contracts/supply-chain/trust.ts";
import { ok } from "../../../core/result.ts";
import type { StoredTrustProfile } from "../../database/supply-chain/judgement-rows.ts";
import type { TrustProfileTerms } from "../../database/supply-chain/trust-profiles.ts";
import { openTrustProfile, withPublicGood } from "../../supply-chain/trust-profiles.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { trustView } from "./trust-view.ts";

export const listTrustProfiles = defineUseCase<unknown, { items: TrustProfileView[] }>(
  "report:read",
  async ({ scope }, _input, { repositories, now }) => {
    const rows = withPublicGood(await repositories.trustProfiles.list(scope));
    return ok({ items: rows.map((row) => trustView(row, now())) });
  },
);

export const createTrustProfile = defineUseCase<NewTrustProfile, TrustProfileView>(
  "settings:admin",
  async (actor, { asOf, ...input }, { repositories, now }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const terms: TrustProfileTerms = { ...input, enabled: true, ...(asOf !== undefined && { asOf: new Date(asOf) }) };
    const sound = usable(terms);
    if (!sound.ok) return sound;
    const made = await repositories.trustProfiles.create(actor.scope, terms, actor.name);
    if (!made.ok) return refuse("trustProfileExists");
    if (made.value === undefined) return refuse("forbidden", onlyAll);
    const { name, enabled: _, ...facts } = factsOf(terms);
    await record(repositories, actor, { action: "trust.create", subject: name, detail: { ...facts, kind: terms.kind } });
    return ok(trustView({ ...terms, id: made.value, updatedBy: actor.name, updatedAt: now() } as StoredTrustProfile, now()));
  },
);

/** @returns a refusal of what could not be verified by. */
function usable(terms: TrustProfileTerms): Outcome<undefined> {
  if (terms.kind === "keys" && terms.keys.length === 0) return refused("keys", "Give one key at least.");
  if (terms.kind !== "keys" && terms.keys.length > 0) return refused("keys", "Keys have a profile of their own.");
  if (terms.kind === "sigstore" && terms.root === undefined) return refused("root", "Give the trusted_root.json.");
  if (terms.root === undefined && terms.thresholds !== undefined) return refused("thresholds", "Thresholds are of a root.");
  if (terms.kind !== "keys" && terms.thresholds?.trustedTime === 0)
    return refused(
      "thresholds.trustedTime",
      "A certificate lives for minutes: without a trusted time nothing shows that it was used then.",
    );
  const opened = openTrustProfile({ id: "", ...terms } as StoredTrustProfile);
  if (opened.ok) return ok(undefined);
  const { code, message, remedy, path } = opened.error;
  const place = [code === "key" ? "keys" : "root", ...(path === undefined ? [] : [path])].join(".");
  return refuse("trustRefused", { detail: message, remedy, issues: [{ path: place, message }] });
}

function refused(path: string, message: string) {
  return refuse("trustRefused", { detail: message, issues: [{ path, message }] });
}

function factsOf({ id = "", ...terms }: TrustProfileTerms & { readonly id?: string }) {
  const profile = openTrustProfile({ id, ...terms } as StoredTrustProfile);
  const opened = profile.ok ? profile.value : undefined;
  const thresholds = opened?.kind === "keys" ? opened.log?.thresholds : opened?.thresholds;
  return {
    ...{ name: terms.name, enabled: terms.enabled, revision: opened?.revision },
    keys: opened?.kind === "keys" ? opened.keys.map(({ name, fingerprint }) => `${name} ${fingerprint}`) : [],
    thresholds:
      thresholds &&
      `certificate log ${thresholds.certificateLog}, transparency log ${thresholds.transparencyLog}, trusted time ${thresholds.trustedTime}`,
  };
}

export const changeTrustProfile = defineUseCase<TrustProfileChange, TrustProfileView>(
  "settings:admin",
  async (actor, { id, ...change }, { repositories, now }) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const before = withPublicGood(await repositories.trustProfiles.list(actor.scope)).find((row) => row.id === id);
    if (!before) return refuse("notFound");
    const terms = changed(before, change);
    const sound = usable(terms);
    if (!sound.ok) return sound;
    const put = await repositories.trustProfiles.put(actor.scope, id, terms, actor.name);
    if (!put.ok) return refuse("trustProfileExists");
    const [was, is] = [factsOf(before), factsOf(terms)];
    await record(repositories, actor, { action: "trust.change", subject: terms.name, before: was, after: is });
    return ok(trustView({ ...terms, id, updatedBy: actor.name, updatedAt: now() } as StoredTrustProfile, now()));
  },
);

/** Null takes away; what is absent stays. Another root is another age, unless somebody says which. */
function changed({ id: _, ...before }: StoredTrustProfile, change: Omit<TrustProfileChange, "id">): TrustProfileTerms {
  const { kind, name, keys, enabled } = before;
  const root = change.root === undefined ? before.root : (change.root ?? undefined);
  const thresholds = change.thresholds === undefined ? before.thresholds : (change.thresholds ?? undefined);
  const kept = change.root === undefined ? before.asOf : undefined;
  const asOf = change.asOf === undefined ? kept : change.asOf === null ? undefined : new Date(change.asOf);
  return {
    ...{ kind, name: change.name ?? name, keys: change.keys ?? keys, enabled: change.enabled ?? enabled },
    ...(root !== undefined && { root }),
    ...(root !== undefined && thresholds && { thresholds }),
    ...(asOf && { asOf }),
  };
}

export const removeTrustProfile = defineUseCase<{ readonly id: string }, undefined>(
  "settings:admin",
  async (actor, { id }, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const row = (await repositories.trustProfiles.list(actor.scope)).find((one) => one.id === id);
    if (!row || !(await repositories.trustProfiles.remove(actor.scope, id))) return refuse("notFound");
    const { name, revision, keys } = factsOf(row);
    await record(repositories, actor, { action: "trust.remove", subject: name, detail: { kind: row.kind, revision, keys } });
    return ok(undefined);
  },
);
