import type { TrustedBuilderView } from "#contracts/supply-chain/builders.ts";
import { linesOf, newSigner, type SignerWish, signerOf, signerWish } from "../policies/policy-wish.ts";

/** An entry of the map as it stands in the fields of a form. */
export interface BuilderWish {
  readonly name: string;
  readonly signers: readonly SignerWish[];
  /** A builder a line, of texts that have to be equal. */
  readonly builders: string;
  /** A pattern a line. */
  readonly patterns: string;
  readonly hosted: boolean;
  readonly level: TrustedBuilderView["level"];
}

export function builderWish(builder: TrustedBuilderView | undefined): BuilderWish {
  const matchers = builder?.builders ?? [];
  return {
    name: builder?.name ?? "",
    signers: builder?.signers.map(signerWish) ?? [newSigner()],
    builders: matchers.flatMap((one) => ("exact" in one ? [one.exact] : [])).join("\n"),
    patterns: matchers.flatMap((one) => ("pattern" in one ? [one.pattern] : [])).join("\n"),
    hosted: builder?.hosted ?? true,
    level: builder?.level ?? 2,
  };
}

/** @returns the entry that the form describes, as the API takes it. */
export function termsOf({ name, signers, builders, patterns, hosted, level }: BuilderWish) {
  return {
    ...{ name: name.trim(), hosted, level },
    signers: signers.map(signerOf),
    builders: [...linesOf(builders).map((exact) => ({ exact })), ...linesOf(patterns).map((pattern) => ({ pattern }))],
  };
}
