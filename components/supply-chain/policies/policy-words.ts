import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { counted } from "../../access/subject-words.ts";
import { visibleText } from "../../ui/visible-text.ts";

type Signer = SigningPolicy["signers"][number];
type Matcher = Extract<Signer, { kind: "identity" }>["issuer"];

/** @returns what the policies come to, in a sentence. */
export function policiesSentence(policies: readonly SigningPolicy[]): string {
  const drafts = policies.filter(({ draft }) => draft).length;
  const active = policies.length - drafts;
  const beside = drafts === 0 ? "" : `, and ${counted(drafts, "is a draft", "are drafts")}`;
  if (active === 0)
    return `No policy says who may sign yet${drafts === 0 ? "" : `: ${counted(drafts, "is a draft", "are drafts")}`}.`;
  return `${counted(active, "policy says", "policies say")} who may sign what${beside}.`;
}

/** @returns a text, or the pattern that must match all of it. */
export function matcherWords(matcher: Matcher): string {
  return visibleText("exact" in matcher ? matcher.exact : matcher.pattern);
}

export const isPattern = (matcher: Matcher) => "pattern" in matcher;

/** @returns a text that is the same for the same signer and no other. */
export const signerKey = (signer: Signer) => JSON.stringify(signer);
