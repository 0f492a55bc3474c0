/** The map of trusted builders: what a release ships, with the rows of those entries that were changed in their place. */
import { type ShippedBuilder, shippedBuilders } from "../../core/supply-chain/provenance/shipped-builders.ts";
import type { StoredBuilder } from "../database/supply-chain/judgement-rows.ts";

/** @returns the shipped entry that a row takes the place of. */
export function shippedBuilder(id: string): ShippedBuilder | undefined {
  return shippedBuilders.find((one) => one.id === id);
}

/** @returns the shipped entries, changed or not, and then the others. Shipped ones are on unless a row says otherwise. */
export function withShippedBuilders<T extends StoredBuilder>(rows: readonly T[]): readonly (T | StoredBuilder)[] {
  const own = shippedBuilders.map(
    ({ id, name, signers, builders, hosted, level }) =>
      rows.find((row) => row.id === id) ?? { id, name, signers, builders, hosted, level, enabled: true },
  );
  return [...own, ...rows.filter(({ id }) => shippedBuilder(id) === undefined)];
}
