/** What `verify` trusts, and who may sign, from its options. */
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { type CompiledPolicy, compilePolicy } from "#core/supply-chain/identity/policy.ts";
import { keyProfile, readPublicKey } from "#core/supply-chain/trust/keys.ts";
import type { SigstoreProfile, TrustProfile } from "#core/supply-chain/trust/profile.ts";
import { publicGoodProfile } from "#core/supply-chain/trust/public-good.ts";
import { sigstoreProfile } from "#core/supply-chain/trust/root.ts";
import { readJson, readText } from "./files.ts";

export interface TrustOptions {
  readonly trustedRoot?: string;
  readonly key?: string;
  readonly identity?: string;
  readonly issuer?: string;
}

/** @returns the one profile that the options name: a key, in the root's log where a root is given; a root; or the public one. */
export async function profileOf({ trustedRoot, key }: TrustOptions): Promise<Result<TrustProfile, Failure>> {
  const root = trustedRoot === undefined ? undefined : await readRoot(trustedRoot);
  if (root?.ok === false) return root;
  if (key === undefined) return ok(root?.value ?? publicGoodProfile());
  const text = await readText(key);
  if (!text.ok) return text;
  const registered = readPublicKey(key, text.value);
  if (!registered.ok) return err({ ...registered.error, path: key });
  const log = root && { root: root.value.root, thresholds: root.value.thresholds };
  return ok(keyProfile({ name: key, keys: [registered.value], ...(log && { log }) }));
}

/** @returns the profile of a `trusted_root.json`. */
export async function readRoot(file: string): Promise<Result<SigstoreProfile, Failure>> {
  const json = await readJson(file);
  if (!json.ok) return json;
  const profile = sigstoreProfile({ name: file, json: json.value });
  if (profile.ok) return profile;
  const { path, ...error } = profile.error;
  return err({ ...error, path: path === undefined ? file : `${file}: ${path}` });
}

/** @returns the policy of the options; undefined where they name nobody. */
export function policyOf({ identity, issuer }: TrustOptions): Result<CompiledPolicy | undefined, Failure> {
  if (identity === undefined && issuer === undefined) return ok(undefined);
  if (identity === undefined || issuer === undefined) {
    const message = "--identity and --issuer go together: the same name may be somebody else's at another issuer.";
    return err({ code: "usage", message, remedy: "Give both." });
  }
  return compilePolicy({
    name: "the command line",
    signers: [{ kind: "identity", issuer: { exact: issuer }, subject: { exact: identity } }],
  });
}
