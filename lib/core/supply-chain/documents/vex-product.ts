/** What a statement about exploitability names: an image, or a package. */
import { parseDigest } from "../images/digest.ts";
import { type PackageRef, packageOf, readPurl } from "../packages/package-url.ts";
import type { VexProduct } from "./document.ts";
import { digestIn } from "./parts.ts";

/**
 * @param text a package URL, a digest, or a reference with a digest.
 * @param packages inside the product that are meant.
 * @returns a product that matches nothing where the text can be neither.
 */
export function productOf(text: string, packages: readonly PackageRef[]): VexProduct {
  const purl = readPurl(text);
  if (purl === undefined) {
    const digest = digestIn(text);
    return { digests: digest ? [digest] : [], packages };
  }
  if (purl.type !== "oci" && purl.type !== "docker")
    return { digests: [], packages: [packageOf(text, purl.name, purl.version), ...packages] };
  const digest = parseDigest(purl.version ?? "");
  const repository = digest === undefined && purl.version === undefined ? purl.qualifiers.repository_url : undefined;
  return { digests: digest ? [digest] : [], ...(repository !== undefined && { repository }), packages };
}

/** @returns the package of a text that names one; none for an image. */
export function packageIn(text: string): readonly PackageRef[] {
  const purl = readPurl(text);
  return purl === undefined || purl.type === "oci" || purl.type === "docker" ? [] : [packageOf(text, purl.name, purl.version)];
}
