/** What the page of changes says. */
import type { ImageChanges } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";

type Kind = ImageChanges["changes"][number]["kind"];

export const kindWords: Readonly<Record<Kind, string>> = {
  image: "new images",
  signer: "new signers",
  state: "links that stand otherwise",
};

const linkNames: Readonly<Record<string, string>> = {
  signature: "signature",
  provenance: "build",
  source: "source",
  commit: "commit",
  sbom: "SBOM",
};

/** @returns a link as it is called in a sentence. */
export function linkName(link: string): string {
  return linkNames[link] ?? link;
}

/** @param span such as `In the last 7 days` */
export function changesSentence({ counts }: Pick<ImageChanges, "counts">, span: string): string {
  const parts = [
    ...(counts.image === 0 ? [] : [counted(counts.image, "new image")]),
    ...(counts.signer === 0 ? [] : [counted(counts.signer, "new signer")]),
    ...(counts.state === 0 ? [] : [`${counted(counts.state, "link")} that ${counts.state === 1 ? "stands" : "stand"} otherwise`]),
  ];
  if (parts.length === 0) return `${span} nothing changed in what was looked at.`;
  const last = parts.at(-1) ?? "";
  return `${span}: ${parts.length === 1 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`}.`;
}
