/** Assertions as YAML for Git. Strict: unknown keys are named, and a sentence that is not understood says what to write. */
import type { z } from "zod";
import {
  assertionFileSchema,
  canAssertionSchema,
  cannotAssertionSchema,
  onlyAssertionSchema,
  reviewAssertionSchema,
} from "../../contracts/assertions.ts";
import { parseAsked } from "../../core/rbac/ask/parse.ts";
import type { AskedQuestion, AskedSubject } from "../../core/rbac/ask/question.ts";
import { parseSubjectWord } from "../../core/rbac/ask/subject.ts";
import type { Assertion } from "../../core/rbac/assertions/assertion.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type FileIssue, issuesOf, mostIssues, readPlainYaml, repeated } from "../text/plain-yaml.ts";

type Issues = readonly FileIssue[];

/** @returns the assertions of a file, or everything in it that is refused, by its place. */
export function readAssertionFile(text: string): Result<readonly Assertion[], Issues> {
  const plain = readPlainYaml(text);
  if (!plain.ok) return plain;
  const file = assertionFileSchema.safeParse(plain.value);
  if (!file.success) return err(file.error.issues.flatMap(issuesOf).slice(0, mostIssues));
  const read = file.data.items.map((item, at) => readItem(item, `items[${at}]`));
  const issues = read.flatMap((item) => (item.ok ? [] : item.error));
  if (issues.length > 0) return err(issues.slice(0, mostIssues));
  const assertions = read.flatMap((item) => (item.ok ? [item.value] : []));
  const twice = repeated(assertions.map(({ name }) => name));
  return twice === undefined ? ok(assertions) : err([{ path: "items", message: `The name ${twice} stands there twice.` }]);
}

/** The keys say which form it is, so that what is wrong is told in the words of that form. */
function readItem(item: unknown, path: string): Result<Assertion, Issues> {
  const keys = new Set(typeof item === "object" && item !== null ? Object.keys(item) : []);
  if (keys.has("only")) return parsed(onlyAssertionSchema, item, path, onlyOf);
  if (keys.has("review")) return parsed(reviewAssertionSchema, item, path, reviewOf);
  if (keys.has("cannot"))
    return parsed(cannotAssertionSchema, item, path, (one, at) => subjectOf({ ...one, kind: "cannot", action: one.cannot }, at));
  return parsed(canAssertionSchema, item, path, (one, at) => subjectOf({ ...one, kind: "can", action: one.can }, at));
}

function parsed<T>(
  schema: z.ZodType<T>,
  item: unknown,
  path: string,
  read: (value: T, path: string) => Result<Assertion, Issues>,
): Result<Assertion, Issues> {
  const found = schema.safeParse(item);
  if (found.success) return read(found.data, path);
  const issues = found.error.issues.flatMap(issuesOf);
  return err(issues.map((issue) => ({ ...issue, path: issue.path === "" ? path : `${path}.${issue.path}` })));
}

interface About {
  readonly name: string;
  readonly why?: string | undefined;
}

function aboutOf({ name, why }: About): { name: string; why?: string } {
  return why === undefined ? { name } : { name, why };
}

function onlyOf(item: z.infer<typeof onlyAssertionSchema>, path: string): Result<Assertion, Issues> {
  const question = actionOf(item.can, `${path}.can`);
  if (!question.ok) return question;
  const allowed = item.only.map((text, at) => allowedText(text, `${path}.only[${at}]`));
  const issues = allowed.flatMap((one) => (one.ok ? [] : one.error));
  if (issues.length > 0) return err(issues);
  const claim = {
    kind: "only" as const,
    allowed: allowed.flatMap((one) => (one.ok ? [one.value] : [])),
    question: question.value,
  };
  return ok({ ...aboutOf(item), claim });
}

/** @returns `group:x`, `sa:ns/name`, `user:x`, or the beginning of one with a star. */
function allowedText(text: string, path: string): Result<string, Issues> {
  if (/^sa:[^/:*]+\/\*$/.test(text) || /^(group|user):.+\*$/.test(text)) return ok(text);
  const subject = parseSubjectWord(text);
  if (subject === undefined)
    return err([{ path, message: `“${text}” is no subject: write sa:NAMESPACE/NAME, group:NAME or user:NAME.` }]);
  if (subject.kind === "ServiceAccount") return ok(`sa:${subject.namespace}/${subject.name}`);
  return ok(`${subject.kind === "Group" ? "group" : "user"}:${subject.name}`);
}

interface SubjectItem extends About {
  readonly kind: "can" | "cannot";
  readonly subject: string;
  readonly action: string;
}

function subjectOf(item: SubjectItem, path: string): Result<Assertion, Issues> {
  const question = actionOf(item.action, `${path}.${item.kind}`);
  if (!question.ok) return question;
  const as = askedSubject(item.subject);
  if (as === undefined)
    return err([
      {
        path: `${path}.subject`,
        message: `“${item.subject}” is no subject: write sa:NAMESPACE/NAME, group:NAME or a user's name.`,
      },
    ]);
  return ok({ ...aboutOf(item), claim: { kind: item.kind, as, question: question.value } });
}

/** The subject of a question in words, with the groups that a user is said to be in. */
function askedSubject(text: string): AskedSubject | undefined {
  const asked = parseAsked(`can ${text} get pods`);
  return asked.ok ? asked.value.as : undefined;
}

const example = "Write what is done, such as: delete nodes. Or: read secrets in payments.";

function actionOf(text: string, path: string): Result<AskedQuestion, Issues> {
  const asked = parseAsked(`who can ${text}`);
  return asked.ok ? asked : err([{ path, message: `${asked.error.problem} ${example}` }]);
}

function reviewOf({ review, expect, ...about }: z.infer<typeof reviewAssertionSchema>): Result<Assertion, Issues> {
  const { user, groups, path, namespace, verb, ...target } = review;
  const asker = { name: user, groups };
  const question =
    path === "" ? { user: asker, namespace, attributes: { verb, ...target } } : { user: asker, attributes: { verb, path } };
  return ok({ ...aboutOf(about), claim: { kind: "review", review: question, expect } });
}
