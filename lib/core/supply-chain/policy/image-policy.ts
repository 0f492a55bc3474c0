/** Who may sign which images, and where those may come from. */
import type { AllowedSigner } from "../identity/policy.ts";

export interface ImagePolicy {
  readonly id: string;
  readonly name: string;
  /** Globs on `registry/repository:tag`; the policy is about an image that one of them names. */
  readonly images: readonly string[];
  /** Any of them will do. None of them: nobody may sign, and the images are refused. */
  readonly signers: readonly AllowedSigner[];
  /**
   * Types of predicates, each of which one of the signers has to state of the image. Without any the image itself has to be
   * signed.
   */
  readonly attestations: readonly string[];
  /** Globs on repositories of source without a scheme; the image has to come from one of them. None: from anywhere. */
  readonly sources: readonly string[];
}
