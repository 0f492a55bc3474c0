/** `trail`: from an image in a registry or a layout back to its source, link by link. */
import { type Failure, ok, type Result } from "#core/result.ts";
import type { CompiledPolicy } from "#core/supply-chain/identity/policy.ts";
import { type CompiledBuilder, compileBuilders } from "#core/supply-chain/provenance/level.ts";
import { shippedBuilders } from "#core/supply-chain/provenance/shipped-builders.ts";
import { type Trail, trailOf } from "#core/supply-chain/trail/trail.ts";
import type { TrustProfile } from "#core/supply-chain/trust/profile.ts";
import { createVerifier } from "#core/supply-chain/verification/verify.ts";
import { Forges } from "#server/forge/client.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { type ForgeOptions, readForges, type SourceAccess } from "../trail/forges.ts";
import { lookAtImage } from "../trail/look.ts";
import { asJson, asText, exitCodeOf, type TrailAnswer, withSource } from "../trail/present.ts";
import { type NetworkAccess, type RegistryOptions, readRegistries } from "../trail/registries.ts";
import { sourceOf } from "../trail/source.ts";
import { readPolicy, readTrust } from "../trail/trust.ts";

export interface TrailOptions extends RegistryOptions, ForgeOptions {
  readonly trust?: readonly string[];
  readonly policy?: string;
  readonly bundles?: string;
  readonly output: QuestionFormat;
}

export async function trail(io: Io, image: string, options: TrailOptions): Promise<number> {
  const trust = await readTrust(options.trust);
  if (!trust.ok) return refuse(io, trust.error);
  const policy = await readPolicy(options.policy);
  if (!policy.ok) return refuse(io, policy.error);
  const registries = await readRegistries(io, image, options);
  if (!registries.ok) return refuse(io, registries.error);
  const access = await readForges(io, options);
  if (!access.ok) return refuse(io, access.error);
  const by = { profiles: trust.value, policy: policy.value, access: access.value, registries: registries.value };
  const followed = await follow(io, { image, bundles: options.bundles, ...by });
  if (!followed.ok) return refuse(io, followed.error);
  const answer = followed.value;
  const asOf = io.now().toISOString();
  await print(io, options.output === "json" ? asJson(answer, asOf) : asText(answer));
  for (const { answer: said } of answer.looked) if (said.kind === "unknown") tell(io, said.failure.message);
  return exitCodeOf(answer);
}

interface Following {
  readonly image: string;
  readonly bundles: string | undefined;
  readonly profiles: readonly TrustProfile[];
  readonly policy: CompiledPolicy | undefined;
  readonly access: SourceAccess;
  readonly registries: NetworkAccess;
}

async function follow(
  io: Io,
  { image, bundles, profiles, policy, access, registries }: Following,
): Promise<Result<TrailAnswer, Failure>> {
  const forges = registries && access.settings && new Forges(registries.hosts, access.settings);
  try {
    const looked = await lookAtImage(io, { image, bundles, access: registries, forges });
    if (!looked.ok) return looked;
    const judging = { verifier: createVerifier(profiles), policy, builders: builders() };
    const found: Trail = "links" in looked.value ? looked.value : trailOf(looked.value, judging);
    return ok(withSource(found, await sourceOf({ source: found.source, access, forges, profiles, signal: io.signal })));
  } finally {
    await forges?.close();
  }
}

/** The map of trusted builders as this release ships it. */
function builders(): readonly CompiledBuilder[] {
  const compiled = compileBuilders(shippedBuilders);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.value;
}
