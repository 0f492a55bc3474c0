/** The map of trusted builders. Everybody who is told a level may read it; administrators of all clusters change it. */
import type { NewTrustedBuilder, TrustedBuilderChange, TrustedBuilderView } from "../../../contracts/supply-chain/builders.ts";
import { ok } from "../../../core/result.ts";
import { compileBuilder } from "../../../core/supply-chain/provenance/level.ts";
import type { StoredBuilder } from "../../database/supply-chain/judgement-rows.ts";
import type { TrustedBuilderRow, TrustedBuilderTerms } from "../../database/supply-chain/trusted-builders.ts";
import { shippedBuilder, withShippedBuilders } from "../../supply-chain/trusted-builders.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { loggedMatchers, loggedSigners, soundTerms } from "./signer-terms.ts";

export const listTrustedBuilders = defineUseCase<unknown, { items: TrustedBuilderView[] }>(
  "report:read",
  async ({ scope }, _input, { repositories }) =>
    ok({ items: withShippedBuilders(await repositories.trustedBuilders.list(scope)).map(builderView) }),
);

/** @param entry as it is stored, or as it is shipped. */
function builderView(entry: StoredBuilder & Partial<Pick<TrustedBuilderRow, "updatedAt" | "updatedBy">>): TrustedBuilderView {
  const { id, name, hosted, level, enabled, updatedAt, updatedBy } = entry;
  const shipped = shippedBuilder(id);
  const problem = enabled ? problemOf(entry) : undefined;
  return {
    ...{ id, name, hosted, level, enabled },
    signers: [...entry.signers],
    builders: [...entry.builders],
    ...(shipped && { shipped: updatedAt === undefined ? "unchanged" : "changed", note: shipped.note }),
    ...(shipped && { reference: shipped.reference }),
    ...(problem !== undefined && { problem }),
    ...(updatedAt && { updatedBy, updatedAt: updatedAt.toISOString() }),
  };
}

function problemOf(entry: StoredBuilder): string | undefined {
  const compiled = compileBuilder(entry);
  if (!compiled.ok) return compiled.error.message;
  return entry.signers.length === 0 ? "It names no signer, and so grants nothing." : undefined;
}

export const createTrustedBuilder = defineUseCase<NewTrustedBuilder, TrustedBuilderView>(
  "settings:admin",
  async (actor, input, { repositories, now }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const terms: TrustedBuilderTerms = { ...input, enabled: true };
    const sound = soundTerms("trustedBuilderRefused", compileBuilder(terms));
    if (!sound.ok) return sound;
    if (isShippedName(terms.name)) return refuse("trustedBuilderExists");
    const made = await repositories.trustedBuilders.create(actor.scope, terms, actor.name);
    if (!made.ok) return refuse("trustedBuilderExists");
    if (made.value === undefined) return refuse("forbidden", onlyAll);
    const { name, enabled: _, ...detail } = factsOf(terms);
    await record(repositories, actor, { action: "builder.create", subject: name, detail });
    return ok(builderView({ ...terms, id: made.value, updatedBy: actor.name, updatedAt: now() }));
  },
);

function isShippedName(name: string, own?: string): boolean {
  return withShippedBuilders([]).some((one) => one.name === name && one.id !== own);
}

function factsOf({ name, signers, builders, hosted, level, enabled }: TrustedBuilderTerms) {
  return {
    ...{ name, hosted, level, enabled },
    signers: loggedSigners(signers),
    builders: loggedMatchers(builders),
  };
}

export const changeTrustedBuilder = defineUseCase<TrustedBuilderChange, TrustedBuilderView>(
  "settings:admin",
  async (actor, { id, ...change }, { repositories, now }) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const before = withShippedBuilders(await repositories.trustedBuilders.list(actor.scope)).find((one) => one.id === id);
    if (!before) return refuse("notFound");
    const terms: TrustedBuilderTerms = { ...before, ...change };
    const sound = soundTerms("trustedBuilderRefused", compileBuilder(terms));
    if (!sound.ok) return sound;
    if (isShippedName(terms.name, id)) return refuse("trustedBuilderExists");
    const put = await repositories.trustedBuilders.put(actor.scope, id, terms, actor.name);
    if (!put.ok) return refuse("trustedBuilderExists");
    const [was, is] = [factsOf(before), factsOf(terms)];
    await record(repositories, actor, { action: "builder.change", subject: terms.name, before: was, after: is });
    return ok(builderView({ ...terms, id, updatedBy: actor.name, updatedAt: now() }));
  },
);

export const removeTrustedBuilder = defineUseCase<{ readonly id: string }, undefined>(
  "settings:admin",
  async (actor, { id }, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const row = (await repositories.trustedBuilders.list(actor.scope)).find((one) => one.id === id);
    if (!row || !(await repositories.trustedBuilders.remove(actor.scope, id))) return refuse("notFound");
    const { name, enabled: _, ...detail } = factsOf(row);
    await record(repositories, actor, { action: "builder.remove", subject: name, detail });
    return ok(undefined);
  },
);
