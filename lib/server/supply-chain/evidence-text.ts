/** Evidence as it is kept, and as a person reads it. */
import type { Evidence } from "../../core/supply-chain/verification/evidence.ts";

/** Evidence as JSON: bytes of a payload in base64. */
export type EvidenceKind =
  | Exclude<Evidence, { kind: "simple-signing" }>
  | { readonly kind: "simple-signing"; readonly payload: string; readonly annotations: Readonly<Record<string, string>> };

/** Characters of one text that are shown. */
const longestText = 512 * 1024;

export function keptEvidence(evidence: Evidence): EvidenceKind {
  if (evidence.kind !== "simple-signing") return evidence;
  return { ...evidence, payload: Buffer.from(evidence.payload).toString("base64") };
}

export function evidenceOf(kept: EvidenceKind): Evidence {
  if (kept.kind !== "simple-signing") return kept;
  return { ...kept, payload: Buffer.from(kept.payload, "base64") };
}

export interface ReadableEvidence {
  /** Characters in whole. */
  readonly size: number;
  readonly mediaType: string;
  readonly text: string;
  /** What was signed, decoded. */
  readonly payload?: string;
  readonly truncated: boolean;
}

/** @returns the evidence as text. What it says may be hostile. */
export function readableEvidence(kept: EvidenceKind): ReadableEvidence {
  const { kind, ...rest } = kept;
  const whole = JSON.stringify("bundle" in rest ? rest.bundle : "statement" in rest ? rest.statement : rest, null, 2);
  const payload = payloadOf(kept);
  return {
    size: whole.length,
    mediaType: mediaTypes[kind],
    text: whole.slice(0, longestText),
    ...(payload !== undefined && { payload: payload.slice(0, longestText) }),
    truncated: whole.length > longestText || (payload?.length ?? 0) > longestText,
  };
}

const mediaTypes: Readonly<Record<EvidenceKind["kind"], string>> = {
  bundle: "application/vnd.dev.sigstore.bundle+json",
  "simple-signing": "application/vnd.dev.cosign.simplesigning.v1+json",
  dsse: "application/vnd.dsse.envelope.v1+json",
  claim: "application/vnd.in-toto+json",
};

function payloadOf(kept: EvidenceKind): string | undefined {
  if (kept.kind === "simple-signing") return decoded(kept.payload);
  if (kept.kind === "claim") return undefined;
  const envelope = kept.kind === "dsse" ? kept.envelope : field(kept.bundle, "dsseEnvelope");
  const payload = field(envelope, "payload");
  return typeof payload === "string" ? decoded(payload) : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** @returns the text in whole lines where it is JSON; undefined where the bytes are no text. */
function decoded(base64: string): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64"));
    return indented(text);
  } catch {
    return undefined;
  }
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
