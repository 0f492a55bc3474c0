/** `verify`: whether a Sigstore bundle is of a file or an image, and of whom. It reads files and asks no network. */
import { hash } from "node:crypto";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { parseDigest } from "#core/supply-chain/images/digest.ts";
import type { VerificationTarget } from "#core/supply-chain/verification/evidence.ts";
import { judge } from "#core/supply-chain/verification/judge.ts";
import { createVerifier } from "#core/supply-chain/verification/verify.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse } from "../io.ts";
import { readArtifact, readJson } from "../verify/files.ts";
import { asJson, asText, exitCodeOf } from "../verify/present.ts";
import { policyOf, profileOf, type TrustOptions } from "../verify/trust.ts";

export interface VerifyOptions extends TrustOptions {
  readonly bundle: string;
  readonly artifact?: string;
  readonly digest?: string;
  readonly output: QuestionFormat;
}

export async function verify(io: Io, options: VerifyOptions): Promise<number> {
  const policy = policyOf(options);
  if (!policy.ok) return refuse(io, policy.error);
  const target = await targetOf(options);
  if (!target.ok) return refuse(io, target.error);
  const profile = await profileOf(options);
  if (!profile.ok) return refuse(io, profile.error);
  const bundle = await readJson(options.bundle);
  if (!bundle.ok) return refuse(io, bundle.error);
  const cryptography = createVerifier([profile.value]).verify({ kind: "bundle", bundle: bundle.value }, target.value);
  const result = judge(cryptography, policy.value);
  await print(io, options.output === "json" ? asJson(result) : asText(result));
  return exitCodeOf(result);
}

async function targetOf({ artifact, digest }: VerifyOptions): Promise<Result<VerificationTarget, Failure>> {
  if (artifact !== undefined) {
    const bytes = await readArtifact(artifact);
    if (!bytes.ok) return bytes;
    const digests = (["sha256", "sha512"] as const).map((name) => `${name}:${hash(name, bytes.value)}` as const);
    return ok({ digests, artifact: bytes.value });
  }
  const parsed = parseDigest(digest ?? "");
  if (parsed !== undefined) return ok({ digests: [parsed] });
  return digest === undefined
    ? err({
        code: "usage",
        message: "Nothing says what the bundle should be of.",
        remedy: "Give --artifact FILE or --digest sha256:….",
      })
    : err({ code: "usage", message: `“${digest}” is no digest.`, remedy: "Write it as sha256: and 64 hexadecimal digits." });
}
