import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";

type Matcher = Extract<SigningPolicy["signers"][number], { kind: "identity" }>["issuer"];

export interface SignerWish {
  /** Tells the rows of the form apart. */
  readonly id: number;
  readonly kind: "identity" | "key";
  readonly issuer: string;
  readonly issuerIsPattern: boolean;
  readonly subject: string;
  readonly subjectIsPattern: boolean;
  readonly fingerprint: string;
}

/** A policy as it stands in the fields of a form. Lists have a line for each entry. */
export interface PolicyWish {
  readonly name: string;
  readonly images: string;
  readonly signers: readonly SignerWish[];
  readonly attestations: string;
  readonly sources: string;
  readonly draft: boolean;
}

export const githubIssuer = "https://token.actions.githubusercontent.com";

let made = 0;

/** @returns an empty row. */
export function newSigner(): SignerWish {
  made += 1;
  return {
    ...{ id: made, kind: "identity", issuer: githubIssuer, issuerIsPattern: false },
    ...{ subject: "", subjectIsPattern: false, fingerprint: "" },
  };
}

const textOf = (matcher: Matcher) => ("exact" in matcher ? matcher.exact : matcher.pattern);

/** @returns a signer as it stands in the fields of a row. */
export function signerWish(signer: SigningPolicy["signers"][number]): SignerWish {
  const row = newSigner();
  if (signer.kind === "key") return { ...row, kind: "key", fingerprint: signer.fingerprint };
  const { issuer, subject } = signer;
  return {
    ...row,
    ...{ issuer: textOf(issuer), issuerIsPattern: "pattern" in issuer },
    ...{ subject: textOf(subject), subjectIsPattern: "pattern" in subject },
  };
}

export function policyWish(policy: SigningPolicy | undefined): PolicyWish {
  return {
    name: policy?.name ?? "",
    images: policy?.images.join("\n") ?? "",
    signers: policy?.signers.map(signerWish) ?? [newSigner()],
    attestations: policy?.attestations.join("\n") ?? "",
    sources: policy?.sources.join("\n") ?? "",
    draft: policy?.draft ?? true,
  };
}

export const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const matcherOf = (text: string, isPattern: boolean): Matcher => (isPattern ? { pattern: text } : { exact: text });

/** @returns the policy that the form describes, as the API takes it. */
export function definitionOf({ name, images, signers, attestations, sources }: PolicyWish) {
  return {
    name: name.trim(),
    images: linesOf(images),
    signers: signers.map(signerOf),
    attestations: linesOf(attestations),
    sources: linesOf(sources),
  };
}

/** @returns the signer that a row describes. */
export function signerOf(wish: SignerWish): SigningPolicy["signers"][number] {
  const { kind, issuer, issuerIsPattern, subject, subjectIsPattern, fingerprint } = wish;
  if (kind === "key") return { kind, fingerprint };
  return { kind, issuer: matcherOf(issuer, issuerIsPattern), subject: matcherOf(subject, subjectIsPattern) };
}
