/**
 * What scanners report about an image, and on whose word. The link stands as well as the attestation that a report came in; a
 * report that a person uploaded, or a cluster has, is a claim. No report is no data, and never zero.
 */
import type { LinkState, TrailLinkView } from "../../../contracts/supply-chain.ts";
import { isScanPredicate } from "../../../core/supply-chain/documents/read.ts";
import { isReportStale } from "../../../core/supply-chain/trail/freshness.ts";
import type { JudgedArtifact } from "../../../core/supply-chain/trail/judged-artifact.ts";
import { bestFirst } from "../../../core/supply-chain/trail/trail.ts";
import { otherImage } from "../../database/supply-chain/attested-documents.ts";
import type { AboutRow, SeverityCount } from "../../database/supply-chain/security-documents.ts";
import { byTool, type ImageDocuments, saidOf } from "./document-links.ts";
import { originView } from "./vulnerability-views.ts";

/** What lies beside the image. */
export interface Beside {
  readonly artifacts: readonly JudgedArtifact[];
  /** Under which digest each of the artefacts is kept; undefined for one of which nothing is. */
  readonly evidence: readonly (string | undefined)[];
}

type Check = TrailLinkView["checks"][number];

const shared = { id: "vulnerabilities" as const, title: "Vulnerabilities" };

/** @returns how many vulnerabilities are reported, and what proves the reports. */
export function vulnerabilitiesLink(about: ImageDocuments, beside: Beside): TrailLinkView {
  const reports = about.documents.filter(({ vulnerabilities }) => vulnerabilities !== null).map(vouchedFor);
  const unusable = unusableReports(about, beside);
  const whole = reports.filter(({ report }) => !report.partial);
  const weighed = whole.length > 0 ? whole : reports;
  const [newest] = weighed;
  if (newest === undefined) return withoutReport(unusable);
  const open = about.counts.filter((one) => one.open);
  const closed = sum(about.counts.filter((one) => !one.open));
  const isFresh = ({ report }: Vouched) => !isReportStale(report.at, about.now);
  const fresh = weighed.filter(isFresh);
  const grounds = groundsOf(fresh.length > 0 ? fresh : weighed);
  const isBroken = unusable.some(({ broken }) => broken);
  const told = whole.length > 0 || open.length > 0;
  const state = !told ? "unknown" : fresh.length === 0 ? "stale" : isBroken && isClaim(grounds) ? "invalid" : grounds.state;
  const seqs = [...placesOf(grounds.reports, about, beside), ...unusable.map(({ seq }) => seq)];
  return {
    ...shared,
    state,
    value: [...new Set(reports.map(({ report }) => byTool(report)))].join(", "),
    proof: told ? countsProof(open, closed) : "none known of some packages",
    reason: [
      fresh.length === 0 ? staleReason(newest.report.at) : vouchedReason(grounds),
      ...(grounds.attested && seqs.length === unusable.length ? ["It lies beside the same image in another repository."] : []),
      countReason(open),
      ...(closed === 0 ? [] : [`Statements close ${closed} more.`]),
      ...(whole.length === 0 ? [partly] : []),
      ...(isBroken ? ["Another report beside the image is broken, and is not counted."] : []),
    ].join(" "),
    ...(fresh.length === 0 && { remedy: "Scan the image again." }),
    artifacts: [...new Set(seqs)],
    checks: [
      exploitedCheck(open, about.kevLoaded, whole.length > 0),
      ...reports.filter(({ report }) => report.origin === "attestation").map(witnessCheck),
      ...unusable.map(unusableCheck),
    ],
    reported: reports.filter(({ report }) => report.origin !== "attestation").map(({ report }) => saidOf(report)),
    ...(told && { findings: sum(about.counts) }),
    asOf: newest.report.at.toISOString(),
  };
}

const partly = "Only some of its packages were compared with advisories: there may be more.";

interface Vouched {
  readonly report: AboutRow;
  readonly view: ReturnType<typeof originView>;
}

function vouchedFor(report: AboutRow): Vouched {
  return { report, view: originView(report) };
}

interface Grounds {
  readonly state: LinkState;
  /** Whether attestations say it: an upload beside them takes nothing from what they prove, and adds no proof. */
  readonly attested: boolean;
  readonly reports: readonly Vouched[];
}

/** Attestations before claims, and of them those that stand best. */
function groundsOf(reports: readonly Vouched[]): Grounds {
  const attested = reports.filter(({ report }) => report.origin === "attestation");
  const [best] = attested.map(({ view }) => view.state).toSorted((one, other) => rank(one) - rank(other));
  if (best === undefined) return { state: "claim-only", attested: false, reports };
  return { state: best, attested: true, reports: attested.filter(({ view }) => view.state === best) };
}

function isClaim({ state }: Grounds): boolean {
  return state === "claim-only";
}

function rank(state: LinkState): number {
  return bestFirst.indexOf(state);
}

/** @returns of the trail's artefacts those in which the reports came. */
function placesOf(reports: readonly Vouched[], { attested }: ImageDocuments, { evidence }: Beside): readonly number[] {
  const ids = new Set(reports.map(({ report }) => report.id));
  const kept = new Set(attested.filter(({ document }) => document !== null && ids.has(document)).map((one) => one.evidence));
  return evidence.flatMap((digest, seq) => (digest !== undefined && kept.has(digest) ? [seq] : []));
}

/** A report beside the image that counts for nothing: it contradicts its bytes or the image, or was not read. */
interface Unusable {
  /** Its place among the trail's artefacts. */
  readonly seq: number;
  readonly broken: boolean;
  readonly reason: string;
}

function unusableReports({ attested }: ImageDocuments, { artifacts, evidence }: Beside): readonly Unusable[] {
  return artifacts.flatMap(({ state, reason, result }, seq): Unusable[] => {
    const type = result?.statement?.predicateType;
    if (type === undefined || !isScanPredicate(type)) return [];
    if (state === "invalid") return [{ seq, broken: true, reason }];
    const held = attested.find((one) => one.evidence === evidence[seq]);
    if (held?.problem != null) return [{ seq, broken: held.problem === otherImage, reason: held.problem }];
    return held?.document == null ? [{ seq, broken: false, reason: "What it reports was not read yet." }] : [];
  });
}

function unusableCheck({ broken, reason }: Unusable, index: number): Check {
  const outcome = broken ? "failed" : "notAssessed";
  return { id: `unusable-${index + 1}`, title: "The report counts", outcome, detail: reason };
}

function withoutReport(unusable: readonly Unusable[]): TrailLinkView {
  const [worst] = unusable.toSorted((one, other) => Number(other.broken) - Number(one.broken));
  const beside = {
    ...shared,
    proof: "no report",
    artifacts: unusable.map(({ seq }) => seq),
    checks: unusable.map(unusableCheck),
    reported: [],
  };
  const known = "So no report about this image is known, which is not the same as no vulnerability.";
  if (worst === undefined)
    return {
      ...beside,
      state: "unknown",
      reason: "No report about this image is known, which is not the same as no vulnerability.",
      remedy: "Upload a scanner's report on the page Vulnerabilities, or attest one beside the image.",
    };
  const told = worst.broken ? "The report beside the image is broken." : "The report beside the image says nothing yet.";
  return { ...beside, state: worst.broken ? "invalid" : "unknown", reason: `${told} ${worst.reason} ${known}` };
}

const vouched: Readonly<Partial<Record<LinkState, string>>> = {
  verified: "A verified attestation reports on it.",
  "signed-untrusted": "A signed attestation reports on it, by a signer that is not trusted.",
  "signed-unverifiable": "A signed attestation reports on it, and its signature cannot be verified here.",
  stale: "An attestation reports on it, and has to be looked at or judged again.",
  "claim-only": "A statement beside the image reports on it, and nobody signed that.",
};

function vouchedReason({ attested, state }: Grounds): string {
  return (attested && vouched[state]) || "It is reported, and nobody signed the reports that this rests on.";
}

function staleReason(at: Date): string {
  return `The newest report is of ${at.toISOString().slice(0, 10)}: it knows nothing of what was found since.`;
}

function countsProof(open: readonly SeverityCount[], closed: number): string {
  if (open.length > 0) return open.map(({ severity, count }) => `${count} ${severity}`).join(", ");
  return closed === 0 ? "none reported" : `none open, ${closed} closed`;
}

function countReason(open: readonly SeverityCount[]): string {
  const all = sum(open);
  return all === 0
    ? "No scanner reports a vulnerability that is open."
    : `${all} of its vulnerabilities ${all === 1 ? "is" : "are"} open.`;
}

function sum(counts: readonly SeverityCount[]): number {
  return counts.reduce((all, { count }) => all + count, 0);
}

function exploitedCheck(open: readonly SeverityCount[], loaded: boolean, whole: boolean): Check {
  const check = { id: "exploited", title: "None of them is known to be exploited" };
  if (!loaded) return { ...check, outcome: "notAssessed", detail: "No list of exploited vulnerabilities was loaded." };
  const exploited = open.reduce((all, one) => all + one.exploited, 0);
  if (exploited === 0 && !whole) return { ...check, outcome: "notAssessed", detail: partly };
  return exploited === 0
    ? { ...check, outcome: "passed", detail: "By the KEV list that was loaded." }
    : { ...check, outcome: "failed", detail: `${exploited} on the KEV list that was loaded.` };
}

function witnessCheck({ report, view }: Vouched, index: number): Check {
  const outcome = view.state === "verified" ? "passed" : view.state === "stale" ? "notAssessed" : "failed";
  const detail = `${byTool(report)}, ${report.at.toISOString().slice(0, 10)}: ${view.reason}`;
  return { id: `witness-${index + 1}`, title: "The report is verified", outcome, detail };
}
