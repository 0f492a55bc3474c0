/** What is signed: an in-toto statement, or cosign's older payload, read strictly. */
import { z } from "zod";
import { err, ok, type Result } from "../../result.ts";
import { shapeError } from "../documents/json-shape.ts";
import { text } from "../identity/claims.ts";

/** The digest by which an image is named. */
export type ImageDigest = `sha256:${string}` | `sha512:${string}`;

export interface StatementSubject {
  readonly name?: string;
  /** Algorithm to lower-case hexadecimal digits, such as `sha256`. */
  readonly digest: Readonly<Record<string, string>>;
}

/** An in-toto statement. A simple-signing payload is read as one, with its own type as the type of its predicate. */
export interface Statement {
  readonly type: string;
  readonly predicateType: string;
  readonly subjects: readonly StatementSubject[];
  readonly predicate: unknown;
}

export const statementMediaType = "application/vnd.in-toto+json";
export const simpleSigningTypes = ["cosign container image signature", "atomic container signature"] as const;

const statementSchema = z.object({
  _type: z.enum(["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"]),
  predicateType: z.string().min(1).max(512),
  subject: z.array(z.object({ name: z.string().optional(), digest: z.record(z.string(), z.string()) })).max(10_000),
  predicate: z.unknown(),
});

const simpleSigningSchema = z.object({
  critical: z.object({
    identity: z.object({ "docker-reference": z.string() }).partial().optional(),
    image: z.object({ "docker-manifest-digest": z.string() }),
    type: z.enum(simpleSigningTypes),
  }),
  optional: z.record(z.string(), z.unknown()).nullish(),
});

/** @returns the statement in parsed JSON, or a sentence that says why it is none. */
export function readStatement(json: unknown): Result<Statement, string> {
  const read = statementSchema.safeParse(json);
  if (!read.success) return err(`It is no in-toto statement that can be read: ${firstIssue(read.error)}.`);
  const { _type, predicateType, subject, predicate } = read.data;
  const subjects = subject.map(({ name, digest }) => ({ ...(name !== undefined && { name }), digest }));
  return ok({ type: _type, predicateType, subjects, predicate });
}

/** @returns the statement that a simple-signing payload makes: which manifest it is about, and the name that was signed. */
export function readSimpleSigning(payload: Uint8Array): Result<Statement, string> {
  const read = simpleSigningSchema.safeParse(parseJson(payload));
  if (!read.success) return err(`It is no simple-signing payload that can be read: ${firstIssue(read.error)}.`);
  const { critical, optional } = read.data;
  const name = critical.identity?.["docker-reference"];
  const [algorithm = "", digits = ""] = critical.image["docker-manifest-digest"].split(":", 2);
  const subject = { ...(name !== undefined && { name }), digest: { [algorithm]: digits } };
  return ok({ type: critical.type, predicateType: critical.type, subjects: [subject], predicate: optional ?? {} });
}

/** @returns what the bytes say as JSON in UTF-8; undefined where they are none, or nest too deep to be written down again. */
export function parseJson(bytes: Uint8Array): unknown {
  if (shapeError(bytes) !== undefined) return undefined;
  try {
    return JSON.parse(text(bytes) ?? "");
  } catch {
    return undefined;
  }
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "its form" : `${issue.path.join(".") || "the whole"}: ${issue.message}`;
}

/** @returns the digest of the image that the statement names among `digests`; undefined where it is about something else. */
export function coveredDigest({ subjects }: Statement, digests: readonly ImageDigest[]): ImageDigest | undefined {
  const named = new Set(
    subjects.flatMap(({ digest }) => Object.entries(digest).map(([algorithm, digits]) => `${algorithm}:${digits}`)),
  );
  return digests.find((digest) => named.has(digest));
}
