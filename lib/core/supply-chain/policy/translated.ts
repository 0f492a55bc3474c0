/** What becomes of a policy of another engine: policies of ours, keys to be known, and the names of all that was not taken over. */
import type { PolicyAction } from "../../inventory/image-policy-items.ts";
import type { ImagePolicy } from "./image-policy.ts";

export interface FoundKey {
  readonly name: string;
  readonly pem: string;
  readonly fingerprint: string;
}

export interface TranslatedPolicy {
  /** The resource that it was read from: its kind, and its name with the namespace in front. */
  readonly origin: { readonly kind: string; readonly name: string };
  readonly action: PolicyAction;
  /** All of them together ask what the rule asked; none where nothing of it could be taken over. */
  readonly policies: readonly Omit<ImagePolicy, "id">[];
  /** Keys that its signers hold, which have to be trusted to verify anything by them. */
  readonly keys: readonly FoundKey[];
  /** Sentences. */
  readonly untranslated: readonly string[];
  /** Sentences about what was taken over and is weaker than it looks. */
  readonly warnings: readonly string[];
}
