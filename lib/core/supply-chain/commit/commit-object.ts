/** A raw commit object: whether it is the commit that it is taken for, what was signed of it, and by which kind of signature. */
import { createHash } from "node:crypto";
import { err, ok, type Result } from "../../result.ts";

export interface CommitObject {
  /** The bytes that a signature covers: all but the signature itself. */
  readonly payload: Buffer;
  /** The signature's text, without the indentation of the object. */
  readonly signature?: string;
}

const signatureHeaders: ReadonlySet<string> = new Set(["gpgsig", "gpgsig-sha256"]);
const endOfLine = 0x0a;

/** @param id 40 hexadecimal digits, or 64 in a repository of SHA-256. @returns the object, or why it is not that commit. */
export function openCommit(raw: Uint8Array, id: string): Result<CommitObject, string> {
  const algorithm = id.length === 64 ? "sha256" : "sha1";
  const actual = createHash(algorithm).update(`commit ${raw.length}\0`).update(raw).digest("hex");
  if (actual !== id) return err(`These bytes are the commit ${actual}, not ${id}.`);
  return splitCommit(Buffer.from(raw));
}

/** Git itself lets a header come twice, and readers differ in which one counts: such a commit is not judged. */
function splitCommit(raw: Buffer): Result<CommitObject, string> {
  const kept: Buffer[] = [];
  const signatures: string[] = [];
  const seen = new Set<string>();
  let position = 0;
  while (position < raw.length && raw[position] !== endOfLine) {
    const end = endOfHeader(raw, position);
    const header = raw.subarray(position, end);
    const name = header.subarray(0, Math.max(0, header.indexOf(" "))).toString("latin1");
    if (name !== "parent" && name !== "mergetag" && seen.has(name)) return err(`The commit has the header ${name} twice.`);
    seen.add(name);
    if (signatureHeaders.has(name)) signatures.push(unfold(header.subarray(name.length + 1)));
    else kept.push(header);
    position = end;
  }
  if (!raw.subarray(0, 5).equals(Buffer.from("tree "))) return err("It is no commit: it does not begin with its tree.");
  const payload = Buffer.concat([...kept, raw.subarray(position)]);
  return ok({ payload, ...(signatures[0] !== undefined && { signature: signatures[0] }) });
}

/** @returns where the header ends, with the lines that continue it. */
function endOfHeader(raw: Buffer, start: number): number {
  let end = start;
  do {
    const found = raw.indexOf(endOfLine, end);
    end = found < 0 ? raw.length : found + 1;
  } while (raw[end] === 0x20);
  return end;
}

function unfold(value: Buffer): string {
  return value.toString("latin1").replace(/\n /g, "\n").trim();
}
