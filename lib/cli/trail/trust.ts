/** What `trail` trusts, and who may sign, from files. */
import { parse } from "yaml";
import { z } from "zod";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { type CompiledPolicy, compilePolicy } from "#core/supply-chain/identity/policy.ts";
import { keyProfile, readPublicKey } from "#core/supply-chain/trust/keys.ts";
import type { RegisteredKey, TrustProfile } from "#core/supply-chain/trust/profile.ts";
import { publicGoodProfile } from "#core/supply-chain/trust/public-good.ts";
import { readText } from "../verify/files.ts";
import { readRoot } from "../verify/trust.ts";

/** @param files public keys in PEM and `trusted_root.json`s; without any, the public-good root. */
export async function readTrust(files: readonly string[] = []): Promise<Result<readonly TrustProfile[], Failure>> {
  const keys: RegisteredKey[] = [];
  const roots: TrustProfile[] = [];
  for (const file of files) {
    const text = await readText(file);
    if (!text.ok) return text;
    if (text.value.includes("-----BEGIN")) {
      const key = readPublicKey(file, text.value);
      if (!key.ok) return err({ ...key.error, path: file });
      keys.push(key.value);
    } else {
      const root = await readRoot(file);
      if (!root.ok) return root;
      roots.push(root.value);
    }
  }
  if (files.length === 0) return ok([publicGoodProfile()]);
  return ok([...(keys.length > 0 ? [keyProfile({ name: "the keys of --trust", keys })] : []), ...roots]);
}

const matcher = z.union([z.object({ exact: z.string() }).strict(), z.object({ pattern: z.string() }).strict()]);
const signer = z.union([
  z.object({ issuer: matcher, subject: matcher }).strict(),
  z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) }).strict(),
]);
const policyFile = z.object({ name: z.string().min(1).max(200), signers: z.array(signer).min(1).max(1_000) }).strict();

/** @returns the policy of a file in YAML or JSON; undefined where none is named. */
export async function readPolicy(file: string | undefined): Promise<Result<CompiledPolicy | undefined, Failure>> {
  if (file === undefined) return ok(undefined);
  const text = await readText(file);
  if (!text.ok) return text;
  const read = policyFile.safeParse(parseYaml(text.value));
  if (!read.success) return err(noPolicy(file, read.error.issues[0]?.path.join(".") ?? ""));
  const signers = read.data.signers.map((one) =>
    "key" in one ? { kind: "key" as const, fingerprint: one.key } : { kind: "identity" as const, ...one },
  );
  const compiled = compilePolicy({ name: read.data.name, signers });
  return compiled.ok ? compiled : err({ ...compiled.error, path: `${file}: ${compiled.error.path ?? ""}` });
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { schema: "core", maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function noPolicy(file: string, place: string): Failure<"policy"> {
  return {
    code: "policy",
    message: `This is no policy${place === "" ? "" : `: ${place} is not as it should be`}.`,
    remedy: "Write a name and signers, each with issuer and subject (exact or pattern), or with the key's fingerprint.",
    path: file,
  };
}
