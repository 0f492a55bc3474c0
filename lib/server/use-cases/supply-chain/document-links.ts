/** What documents about an image say beside its trail of what is in it, and how each document is told. */
import type { TrailLinkView } from "../../../contracts/supply-chain.ts";
import type { AboutRow, DocumentsAbout } from "../../database/supply-chain/security-documents.ts";

export interface ImageDocuments extends DocumentsAbout {
  /** Whether a list of what is exploited was loaded. */
  readonly kevLoaded: boolean;
  readonly now: Date;
}

/** @param link as the attestations beside the image have it. @returns it with what their documents and uploads say. */
export function sbomLink(link: TrailLinkView, evidence: readonly string[], about: ImageDocuments): TrailLinkView {
  const bills = about.documents.filter(({ components }) => components !== null);
  const uploads = bills.filter(({ origin }) => origin !== "attestation");
  const reported = [...link.reported, ...uploads.map(saidOf)];
  const own = about.attested.filter((one) => evidence.includes(one.evidence));
  const problem = own.find((one) => one.problem !== null)?.problem;
  const attested = bills.find(({ id }) => own.some(({ document }) => document === id));
  const bill = attested ?? uploads[0];
  if (bill === undefined)
    return { ...link, reported, ...(problem && contradicted(link, problem)), ...(own.some(isUnread) && notRead(link)) };
  const shown = { value: packages(bill), proof: [formatName(bill), byTool(bill)].filter(Boolean).join(", ") };
  const empty = bill.components === 0 ? " It lists nothing." : "";
  if (attested !== undefined) return { ...link, ...shown, reported, reason: `${link.reason}${empty}` };
  if (link.state !== "unsigned" && link.state !== "unknown")
    return { ...link, reported, ...(problem && contradicted(link, problem)) };
  const told =
    bill.origin === "upload"
      ? "A person uploaded a bill of materials, which nobody signed."
      : "An operator in a cluster made a bill of materials, which nobody signed.";
  const beside =
    link.state === "unsigned" ? "Nothing beside the image lists what is in it." : "What lies beside the image is not known.";
  return {
    ...link,
    ...shown,
    ...{ state: "claim-only", reported, reason: `${told} ${beside}${empty}` },
  };
}

function isUnread({ document, problem }: DocumentsAbout["attested"][number]): boolean {
  return document === null && problem === null;
}

function contradicted(link: TrailLinkView, problem: string): Pick<TrailLinkView, "state" | "reason"> {
  const state = problem.includes("another image") ? "invalid" : link.state;
  return { state, reason: `${link.reason} ${problem}` };
}

function notRead(link: TrailLinkView): Pick<TrailLinkView, "reason"> {
  return { reason: `${link.reason} What it lists was not read yet.` };
}

/** @returns what a person uploaded, or a cluster's operator reports, beside who did. */
export function saidOf(row: AboutRow): TrailLinkView["reported"][number] {
  const parts = [
    ...(row.components === null ? [] : [packages(row)]),
    ...(row.vulnerabilities === null ? [] : [many(row.vulnerabilities, "vulnerability", "vulnerabilities")]),
  ];
  const among = row.partial ? " in the packages that were evaluated" : "";
  const from = [row.fileName, byTool(row), row.at.toISOString().slice(0, 10)].filter(Boolean).join(", ");
  const by = row.origin === "upload" || row.origin === "osv" ? row.uploadedBy : (row.cluster ?? "Another cluster");
  return { by, says: `${parts.join(", ")}${among} (${from})` };
}

function packages({ components }: AboutRow): string {
  return many(components ?? 0, "package", "packages");
}

function many(count: number, one: string, several: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

/** @returns what made a document, as it says itself. */
export function byTool({ tool, toolVersion, format }: AboutRow): string {
  return tool === null ? format : [tool, toolVersion].filter(Boolean).join(" ");
}

const formats: Readonly<Record<string, string>> = { cyclonedx: "CycloneDX", spdx: "SPDX" };

function formatName({ format, formatVersion }: AboutRow): string {
  return [formats[format] ?? format, formatVersion].filter(Boolean).join(" ");
}
