/** What documents about an image say beside its trail: what is in it, and what is wrong with it. No report is not zero. */
import type { LinkState, TrailLinkView } from "../../../contracts/supply-chain.ts";
import { isReportStale } from "../../../core/supply-chain/trail/freshness.ts";
import { bestFirst } from "../../../core/supply-chain/trail/trail.ts";
import type { AboutRow, DocumentsAbout, SeverityCount } from "../../database/supply-chain/security-documents.ts";
import { originView } from "./vulnerability-views.ts";

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

/** @returns what scanners report about the image, with who vouches for the reports. */
export function vulnerabilitiesLink(about: ImageDocuments): TrailLinkView {
  const shared = { id: "vulnerabilities" as const, title: "Vulnerabilities", artifacts: [] };
  const reports = about.documents.filter(({ vulnerabilities }) => vulnerabilities !== null);
  const [newest] = reports;
  if (newest === undefined) return { ...shared, ...noReport, checks: [], reported: [] };
  const open = about.counts.filter((one) => one.open);
  const closed = sum(about.counts.filter((one) => !one.open));
  const vouched = reports.map((report) => ({ report, view: originView(report) }));
  const [best] = vouched.toSorted((one, other) => rank(one.view.state) - rank(other.view.state));
  const old = isReportStale(newest.at, about.now);
  return {
    ...shared,
    state: old ? "stale" : (best?.view.state ?? "claim-only"),
    value: open.length === 0 ? "none reported open" : open.map(({ severity, count }) => `${count} ${severity}`).join(", "),
    proof: [...new Set(reports.map(byTool))].join(", "),
    reason: [old ? staleReason(newest.at) : vouchedReason(best?.view.state), countReason(open), closedReason(closed)]
      .filter((sentence) => sentence !== "")
      .join(" "),
    ...(old && { remedy: "Scan the image again." }),
    checks: [
      exploitedCheck(open, about.kevLoaded),
      ...vouched.filter(({ report }) => report.origin === "attestation").map(witnessCheck),
    ],
    reported: reports.filter(({ origin }) => origin !== "attestation").map(saidOf),
    asOf: newest.at.toISOString(),
  };
}

const noReport = {
  state: "unknown",
  proof: "no report",
  reason: "No report about this image is known, which is not the same as no vulnerability.",
  remedy: "Upload a scanner's report on the page Vulnerabilities, or attest one beside the image.",
} as const;

function rank(state: LinkState): number {
  return bestFirst.indexOf(state);
}

function vouchedReason(state: LinkState | undefined): string {
  return state === "verified"
    ? "A verified attestation reports on it."
    : "Reports about it are claims: none of them is verified.";
}

function staleReason(at: Date): string {
  return `The newest report is of ${at.toISOString().slice(0, 10)}: it knows nothing of what was found since.`;
}

function countReason(open: readonly SeverityCount[]): string {
  const all = sum(open);
  return all === 0
    ? "No scanner reports a vulnerability that is open."
    : `${all} of its vulnerabilities ${all === 1 ? "is" : "are"} open.`;
}

function closedReason(closed: number): string {
  return closed === 0 ? "" : `Statements close ${closed} more.`;
}

function sum(counts: readonly SeverityCount[]): number {
  return counts.reduce((all, { count }) => all + count, 0);
}

type Check = TrailLinkView["checks"][number];

function exploitedCheck(open: readonly SeverityCount[], loaded: boolean): Check {
  const shared = { id: "exploited", title: "None of them is known to be exploited" };
  if (!loaded) return { ...shared, outcome: "notAssessed", detail: "No list of exploited vulnerabilities was loaded." };
  const exploited = open.reduce((all, one) => all + one.exploited, 0);
  return exploited === 0
    ? { ...shared, outcome: "passed", detail: "By the KEV list that was loaded." }
    : { ...shared, outcome: "failed", detail: `${exploited} on the KEV list that was loaded.` };
}

interface Vouched {
  readonly report: AboutRow;
  readonly view: ReturnType<typeof originView>;
}

function witnessCheck({ report, view }: Vouched, index: number): Check {
  const outcome = view.state === "verified" ? "passed" : view.state === "stale" ? "notAssessed" : "failed";
  const detail = `${byTool(report)}, ${report.at.toISOString().slice(0, 10)}: ${view.reason}`;
  return { id: `witness-${index + 1}`, title: "The report is verified", outcome, detail };
}

/** What a person uploaded, or a cluster's operator reports, beside who did. */
function saidOf(row: AboutRow): TrailLinkView["reported"][number] {
  const parts = [
    ...(row.components === null ? [] : [packages(row)]),
    ...(row.vulnerabilities === null ? [] : [many(row.vulnerabilities, "vulnerability", "vulnerabilities")]),
  ];
  const from = [row.fileName, byTool(row), row.at.toISOString().slice(0, 10)].filter(Boolean).join(", ");
  const by = row.origin === "upload" ? row.uploadedBy : (row.cluster ?? "Another cluster");
  return { by, says: `${parts.join(", ")} (${from})` };
}

function packages({ components }: AboutRow): string {
  return many(components ?? 0, "package", "packages");
}

function many(count: number, one: string, several: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

function byTool({ tool, toolVersion, format }: AboutRow): string {
  return tool === null ? format : [tool, toolVersion].filter(Boolean).join(" ");
}

const formats: Readonly<Record<string, string>> = { cyclonedx: "CycloneDX", spdx: "SPDX" };

function formatName({ format, formatVersion }: AboutRow): string {
  return [formats[format] ?? format, formatVersion].filter(Boolean).join(" ");
}
