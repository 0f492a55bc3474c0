/** Image policies whose globs and patterns were found sound, as one: an image is allowed where each that names it allows it. */
import { err, type Failure, ok, type Result } from "../../result.ts";
import { type CompiledPolicy, compilePolicy } from "../identity/policy.ts";
import type { Signer } from "../identity/signer.ts";
import { type PolicyVerdict, type SoundArtifact, verdictOfImage } from "./evaluate.ts";
import { compileImageGlob, compileSourceGlob, type ImageName } from "./glob.ts";
import type { ImagePolicy } from "./image-policy.ts";

export interface CompiledImagePolicy {
  readonly policy: ImagePolicy;
  readonly signers: CompiledPolicy;
  matches(image: ImageName): boolean;
  /** Of a repository of source; true where the policy names none. */
  allowsSource(repository: string): boolean;
}

/** Whether the policies of an image let it come from where it says it comes from. */
export interface SourceVerdict {
  readonly allows: boolean;
  /** The policies that do not name the repository; those that ask for one, where all name it. */
  readonly policies: readonly string[];
}

export interface CompiledImagePolicies {
  readonly all: readonly CompiledImagePolicy[];
  /** @returns the policies that name an image, in their order. */
  matching(image: ImageName): readonly CompiledImagePolicy[];
  /**
   * @param others who else signed the image by sound cryptography: what one of them settles, the signer at hand need not.
   * @returns the policies of an image as one, to judge a signer by; undefined where none names the image.
   */
  of(image: ImageName, others?: readonly Signer[]): CompiledPolicy | undefined;
  /** @returns undefined where no policy of the image asks where it comes from. */
  allowsSource(image: ImageName, repository: string): SourceVerdict | undefined;
  /** @returns what each policy of the image says of all that is soundly signed about each of its platforms. */
  verdicts(image: ImageName, platforms: readonly (readonly SoundArtifact[])[]): readonly PolicyVerdict[];
}

/** @returns the policies, or the first glob or pattern that is refused, with its place: `[2].images[0]`. */
export function compileImagePolicies(
  policies: readonly ImagePolicy[],
): Result<CompiledImagePolicies, Failure<"glob" | "pattern">> {
  const all: CompiledImagePolicy[] = [];
  for (const [index, policy] of policies.entries()) {
    const compiled = compileImagePolicy(policy);
    if (!compiled.ok) return err({ ...compiled.error, path: `[${index}].${compiled.error.path ?? ""}` });
    all.push(compiled.value);
  }
  return ok(asOne(all));
}

/** @returns the policy, or the first of its globs and patterns that is refused, with its place: `signers[1].subject`. */
export function compileImagePolicy(policy: ImagePolicy): Result<CompiledImagePolicy, Failure<"glob" | "pattern">> {
  const images = compileAll("images", policy.images, compileImageGlob);
  if (!images.ok) return images;
  const sources = compileAll("sources", policy.sources, compileSourceGlob);
  if (!sources.ok) return sources;
  const signers = compilePolicy(policy);
  if (!signers.ok) return signers;
  return ok({
    policy,
    signers: signers.value,
    matches: (image) => images.value.some((test) => test(image)),
    allowsSource: (repository) => sources.value.length === 0 || sources.value.some((test) => test(repository)),
  });
}

function compileAll<T, E extends Failure>(
  field: string,
  globs: readonly string[],
  compile: (glob: string) => Result<T, E>,
): Result<readonly T[], E> {
  const tests: T[] = [];
  for (const [index, glob] of globs.entries()) {
    const test = compile(glob);
    if (!test.ok) return err({ ...test.error, path: `${field}[${index}]` });
    tests.push(test.value);
  }
  return ok(tests);
}

function asOne(all: readonly CompiledImagePolicy[]): CompiledImagePolicies {
  const matching = (image: ImageName) => all.filter((one) => one.matches(image));
  return {
    all,
    matching,
    of(image, others = []) {
      const found = matching(image);
      return found.length === 0 ? undefined : conjunction(found, others);
    },
    allowsSource(image, repository) {
      const asking = matching(image).filter(({ policy }) => policy.sources.length > 0);
      if (asking.length === 0) return undefined;
      const refusing = asking.filter((one) => !one.allowsSource(repository));
      const allows = refusing.length === 0;
      return { allows, policies: (allows ? asking : refusing).map(({ policy }) => policy.name) };
    },
    verdicts: (image, platforms) => matching(image).map((one) => verdictOfImage(one, platforms)),
  };
}

function conjunction(policies: readonly CompiledImagePolicy[], others: readonly Signer[]): CompiledPolicy {
  const open = policies.filter(({ signers }) => !others.some((other) => signers.allows(other)));
  const refusedBy = (signer: Signer) => open.filter(({ signers }) => !signers.allows(signer)).map(({ policy }) => policy.name);
  return {
    name: policies.map(({ policy }) => policy.name).join(" and "),
    allows: (signer) => refusedBy(signer).length === 0 && policies.some(({ signers }) => signers.allows(signer)),
    refusedBy,
  };
}
