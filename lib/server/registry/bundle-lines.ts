/** Bundles in a file, one JSON object a line, as `gh attestation download` writes them. */
import type { Discovery, FoundArtifact } from "#core/supply-chain/discovery/artifact.ts";
import { unknown } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { parseJsonObject } from "#core/supply-chain/oci/manifest.ts";
import { digestOfBytes } from "./content.ts";

const mostLines = 1_000;
const mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** @param file what it is called where it says where something was found. @returns a bundle for each line, none of them judged. */
export function bundlesOfLines(text: string, file: string, attachedTo: Digest): Discovery {
  const lines = text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), place: `${file}:${index + 1}` }))
    .filter(({ line }) => line !== "");
  const artifacts = lines.slice(0, mostLines).map(({ line, place }): FoundArtifact => {
    const bytes = Buffer.from(line, "utf8");
    const json = parseJsonObject(bytes);
    const at = { layout: "bundle-file" as const, place, attachedTo, digest: digestOfBytes(bytes), mediaType };
    if (json === undefined)
      return { ...at, content: { kind: "unread", failure: unknown("malformed", `${place} is not JSON.`).failure } };
    return { ...at, content: { kind: "evidence", evidence: { kind: "bundle", bundle: json } } };
  });
  const answer =
    lines.length > mostLines
      ? unknown("tooLarge", `${file} has ${lines.length} lines; ${mostLines} were read.`)
      : lines.length === 0
        ? ({ kind: "absent" } as const)
        : { kind: "found" as const, count: lines.length };
  return { artifacts, looked: [{ layout: "bundle-file", place: file, attachedTo, answer }] };
}
