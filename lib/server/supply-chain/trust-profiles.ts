/** From the stored rows of trust profiles to what verification works with. */
import { err, type Failure, ok, type Result } from "../../core/result.ts";
import { keyProfile, readPublicKey } from "../../core/supply-chain/trust/keys.ts";
import type { RegisteredKey, SigstoreProfile, TrustProfile } from "../../core/supply-chain/trust/profile.ts";
import { publicGoodProfile } from "../../core/supply-chain/trust/public-good.ts";
import { sigstoreProfile } from "../../core/supply-chain/trust/root.ts";
import type { StoredTrustProfile } from "../database/supply-chain/judgement-rows.ts";

/** The row that the public-good root would have: it is trusted without one. */
export const publicGoodId = "trp_publicgood";

let shipped: SigstoreProfile | undefined;

/** @returns the root of the public-good instance as it is shipped. */
export function shippedPublicGood(): SigstoreProfile {
  shipped ??= publicGoodProfile();
  return shipped;
}

/** @returns the rows with that of the public-good root, which stands first and is on unless a row says otherwise. */
export function withPublicGood(rows: readonly StoredTrustProfile[]): readonly StoredTrustProfile[] {
  const [own] = rows.filter(({ kind }) => kind === "publicGood");
  const others = rows.filter(({ kind }) => kind !== "publicGood");
  const unchanged = { id: publicGoodId, name: shippedPublicGood().name, kind: "publicGood", keys: [], enabled: true } as const;
  return [own ?? unchanged, ...others];
}

/** @returns the profile of a row, or why this release cannot use it. */
export function openTrustProfile(row: StoredTrustProfile): Result<TrustProfile, Failure<"trusted-root" | "key">> {
  if (row.kind === "keys") return openKeys(row);
  if (row.kind === "publicGood" && row.root === undefined) return ok(shippedPublicGood());
  return openRoot(row);
}

function openRoot({ name, root: json, thresholds, asOf }: StoredTrustProfile): Result<SigstoreProfile, Failure<"trusted-root">> {
  return sigstoreProfile({
    name,
    json,
    ...(thresholds && { thresholds }),
    ...(asOf && { asOf: asOf.toISOString() }),
  });
}

function openKeys(row: StoredTrustProfile): Result<TrustProfile, Failure<"trusted-root" | "key">> {
  const keys: RegisteredKey[] = [];
  for (const { name, pem } of row.keys) {
    const key = readPublicKey(name, pem);
    if (!key.ok) return err({ ...key.error, path: name });
    keys.push(key.value);
  }
  if (row.root === undefined) return ok(keyProfile({ name: row.name, keys }));
  const log = openRoot(row);
  if (!log.ok) return log;
  return ok(keyProfile({ name: row.name, keys, log: { root: log.value.root, thresholds: log.value.thresholds } }));
}
