/** `trail`: from an image in a registry or a layout back to its source, link by link. */
import { type CompiledBuilder, compileBuilders } from "#core/supply-chain/provenance/level.ts";
import { shippedBuilders } from "#core/supply-chain/provenance/shipped-builders.ts";
import { type Trail, trailOf } from "#core/supply-chain/trail/trail.ts";
import { createVerifier } from "#core/supply-chain/verification/verify.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { lookAtImage } from "../trail/look.ts";
import { asJson, asText, exitCodeOf } from "../trail/present.ts";
import { type RegistryOptions, readRegistries } from "../trail/registries.ts";
import { readPolicy, readTrust } from "../trail/trust.ts";

export interface TrailOptions extends RegistryOptions {
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
  const looked = await lookAtImage(io, { image, bundles: options.bundles, access: registries.value });
  if (!looked.ok) return refuse(io, looked.error);
  const judging = { verifier: createVerifier(trust.value), policy: policy.value, builders: builders() };
  const answer: Trail = "links" in looked.value ? looked.value : trailOf(looked.value, judging);
  const asOf = io.now().toISOString();
  await print(io, options.output === "json" ? asJson(answer, asOf) : asText(answer));
  for (const { answer: said } of answer.looked) if (said.kind === "unknown") tell(io, said.failure.message);
  return exitCodeOf(answer);
}

/** The map of trusted builders as this release ships it. */
function builders(): readonly CompiledBuilder[] {
  const compiled = compileBuilders(shippedBuilders);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.value;
}
