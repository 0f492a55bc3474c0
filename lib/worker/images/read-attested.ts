/** Reads bills of materials, reports and statements out of attestations, each once, however many images it lies beside. */
import { attestedDocument } from "#core/supply-chain/documents/attested.ts";
import { systemScope } from "#server/database/scope.ts";
import type { AttestedWork } from "#server/database/supply-chain/attested-documents.ts";
import { evidenceOf } from "#server/supply-chain/evidence-text.ts";

/** They may be large. */
const atOnce = 8;

export interface ReadingAttested {
  readonly attested: AttestedWork;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** @returns how many attestations were read. */
export async function readAttested({ attested, now, signal }: ReadingAttested): Promise<number> {
  let read = 0;
  while (!signal.aborted) {
    const unread = await attested.unread(systemScope, atOnce);
    for (const { digest, evidence } of unread)
      await attested.read(systemScope, digest, attestedDocument(evidenceOf(evidence)), now());
    read += unread.length;
    if (unread.length < atOnce) break;
  }
  if (!signal.aborted) await attested.follow(systemScope);
  return read;
}
