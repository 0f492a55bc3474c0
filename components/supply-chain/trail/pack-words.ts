/** Sentences about uploaded evidence: what of it is about the image, and what is not. */
import type { EvidencePackView, UploadedPack } from "#contracts/evidence-packs.ts";
import { counted } from "../../access/subject-words.ts";

/** @returns what a pack is and how much of it counts, such as `OCI layout, 3 artefacts; 1 names another image`. */
export function packWords({ format, artifacts, others }: Pick<EvidencePackView, "format" | "artifacts" | "others">): string {
  const kind = format === "layout" ? "OCI layout" : "Bundles";
  return `${kind}, ${counted(artifacts, "artefact")}${othersWords(others)}`;
}

/** @returns what became of an upload. */
export function uploadedPackSentence({ artifacts, others, holdsImage }: UploadedPack): string {
  const image = holdsImage ? " The image itself is in it." : "";
  return `${counted(artifacts, "artefact")} about this image ${artifacts === 1 ? "is" : "are"} kept${othersWords(others)}.${image}`;
}

function othersWords(others: number): string {
  if (others === 0) return "";
  return others === 1 ? "; 1 names another image and is not" : `; ${others} name another image and are not`;
}
