/** What the page of signers says. */
import type { SignerList } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";

export type Signer = SignerList["signers"][number];

/** @returns who signs what runs, in a sentence. */
export function signersSentence({ signers, notKnown, unsigned }: SignerList): string {
  const fresh = signers.filter(({ isNew }) => isNew).length;
  const warned = signers.filter(({ warnings }) => warnings.length > 0).length;
  if (signers.length === 0)
    return notKnown > 0
      ? "Nobody is known to sign what runs, and not all of it could be looked at."
      : unsigned > 0
        ? "Nobody signs what runs."
        : "Nothing runs that somebody could sign.";
  const parts = [...(fresh === 0 ? [] : [`${fresh} new this week`]), ...(warned === 0 ? [] : [`${warned} with a warning`])];
  return `${counted(signers.length, "signer")} ${signers.length === 1 ? "signs" : "sign"} what runs${parts.length === 0 ? "" : `, ${parts.join(", ")}`}.`;
}

/** @returns how many images are outside of the list, and why. */
export function outsideSentence({ unsigned, notKnown }: SignerList): string {
  const parts = [
    ...(unsigned === 0 ? [] : [`${counted(unsigned, "image")} that nobody signed`]),
    ...(notKnown === 0 ? [] : [`${counted(notKnown, "image")} of which nobody can tell who signed them`]),
  ];
  return parts.length === 0 ? "Every image that runs is signed by one of them." : `Beside them run ${parts.join(", and ")}.`;
}

/** @returns whether a signer has the text somewhere in its names. */
export function holdsText({ name, issuer = "", repositories }: Signer, text: string): boolean {
  return [name, issuer, ...repositories].some((one) => one.toLowerCase().includes(text.toLowerCase()));
}

const roleWords: Readonly<Record<Signer["roles"][number], string>> = {
  signature: "signatures",
  provenance: "provenance",
  sbom: "SBOMs",
  other: "other attestations",
};

/** @returns what a signer signs: `signatures and provenance`. */
export function rolesOf({ roles }: Signer): string {
  const words = roles.map((role) => roleWords[role]);
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
