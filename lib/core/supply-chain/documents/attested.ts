/** A document inside an attestation. What the attestation is worth was judged before: here it is only read. */
import { err, ok, type Result } from "../../result.ts";
import type { Digest } from "../images/digest.ts";
import { openArtefact } from "../verification/artefact.ts";
import type { Evidence } from "../verification/evidence.ts";
import { readStatement, type Statement } from "../verification/statement.ts";
import type { SecurityDocument } from "./document.ts";
import { readPredicate } from "./read.ts";

/** @returns the document that the statement carries, or a sentence that says why it is not read. */
export function attestedDocument(evidence: Evidence): Result<SecurityDocument, string> {
  const statement = statementIn(evidence);
  if (!statement.ok) return statement;
  const { predicateType, predicate } = statement.value;
  return readPredicate(predicateType, predicate) ?? err("What it states is no document about an image.");
}

function statementIn(evidence: Evidence): Result<Statement, string> {
  if (evidence.kind === "claim") return readStatement(evidence.statement);
  const opened = openArtefact(evidence, { digests: [] });
  if (!opened.ok) return opened;
  return opened.value.statement ? ok(opened.value.statement) : err("It signs bytes, and states nothing about them.");
}

/** @returns whether a document says by itself that it is about another image than the one that it is attested to. */
export function namesAnother({ subject }: Pick<SecurityDocument, "subject">, image: readonly Digest[]): boolean {
  return subject.digests.length > 0 && !subject.digests.some((digest) => image.includes(digest));
}
