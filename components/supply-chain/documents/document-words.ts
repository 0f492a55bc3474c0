/** Sentences about what documents of images say, and about what no document is about. */
import type {
  DocumentCoverage,
  DocumentOriginView,
  SecurityDocumentView,
  UploadedDocuments,
} from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";

/** @returns how much of what runs a kind of document is about, such as `2 of 3 images that run have a report`. */
export function coverageSentence(coverage: DocumentCoverage, kind: string): string {
  const { claimed } = coverage;
  const said = knownSentence(coverage, kind);
  return claimed === 0 ? said : `${said}, ${claimed.toLocaleString("en")} only one that is not verified`;
}

function knownSentence({ images, known }: DocumentCoverage, kind: string): string {
  if (images === 0) return "No image runs of which a digest is known";
  if (known === 0)
    return images === 1
      ? `The one image that runs has no ${kind}`
      : `None of the ${images.toLocaleString("en")} images that run has a ${kind}`;
  if (known === images)
    return images === 1
      ? `The one image that runs has a ${kind}`
      : `All ${images.toLocaleString("en")} images that run have a ${kind}`;
  return `${known.toLocaleString("en")} of ${counted(images, "image")} that run ${known === 1 ? "has" : "have"} a ${kind}`;
}

const formats: Readonly<Record<string, string>> = {
  cyclonedx: "CycloneDX",
  spdx: "SPDX",
  trivy: "Trivy",
  grype: "Grype",
  sarif: "SARIF",
  openvex: "OpenVEX",
  "csaf-vex": "CSAF VEX",
  "trivy-operator": "Trivy Operator",
  clair: "Clair",
  osv: "OSV",
};

/** @returns the name of a format, with its version where the version says more than which tool wrote it. */
export function formatWords({ format, formatVersion }: Pick<SecurityDocumentView, "format" | "formatVersion">): string {
  const version = format === "trivy" || format === "clair" ? undefined : formatVersion;
  return [formats[format] ?? format, version].filter(Boolean).join(" ");
}

/** @returns what a document says, such as `12 packages, 3 vulnerabilities`; a thing that it did not look for is not in it. */
export function contentWords({ components, vulnerabilities, secrets, statements }: SecurityDocumentView): string {
  const parts = [
    components === undefined ? "" : counted(components, "package"),
    vulnerabilities === undefined ? "" : counted(vulnerabilities, "vulnerability", "vulnerabilities"),
    secrets === undefined ? "" : counted(secrets, "exposed secret"),
    statements === 0 ? "" : counted(statements, "statement"),
  ];
  return parts.filter(Boolean).join(", ") || "nothing that is read";
}

/** @returns who vouches for a document, such as `Verified, signed by …` or `A claim, uploaded by Ada`. */
export function originWords({ origin, state, signer, uploadedBy = "somebody", cluster }: DocumentOriginView): string {
  if (origin === "clair") return "A claim, by Clair";
  if (origin === "cluster") return `A claim, by Trivy Operator in ${cluster ?? "another cluster"}`;
  if (origin === "osv") return `Advisories imported by ${uploadedBy}, compared with a bill of materials`;
  if (origin === "upload") return `A claim, uploaded by ${uploadedBy}`;
  const by = signer === undefined ? "" : ` by ${signer}`;
  return `${attestedWords[state] ?? "Attested beside the image"}${by}`;
}

const attestedWords: Readonly<Partial<Record<DocumentOriginView["state"], string>>> = {
  verified: "Verified, signed",
  "signed-untrusted": "Signed, and not trusted,",
  "signed-unverifiable": "Signed, and not verifiable here",
  "claim-only": "A claim beside the image, which nobody signed",
  stale: "Attested, to be looked at again; signed",
};

/** @returns what became of an upload, in a sentence. */
export function uploadedSentence({ list, entries = 0, documents, ...counts }: UploadedDocuments): string {
  if (list === "osv") return `${counted(entries, "advisory", "advisories")} of OSV imported.`;
  if (list !== undefined)
    return `The ${list === "kev" ? "KEV" : "EPSS"} list with ${counted(entries, "entry", "entries")} is loaded.`;
  const { components, vulnerabilities, statements } = counts;
  const parts = [
    counted(components, "package"),
    counted(vulnerabilities, "vulnerability", "vulnerabilities"),
    counted(statements, "statement"),
  ];
  return `${counted(documents, "document")} read: ${parts.join(", ")}.`;
}
