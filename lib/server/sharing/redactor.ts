/**
 * Takes out of a report what its maker hid. Whatever a cluster wrote passes through it, field by field; where a text cannot be
 * made anew from parts that are known, it is left out.
 */

import type { ReportGap } from "../../contracts/reports.ts";
import { checkById } from "../../core/checks/index.ts";
import { placeholders, renderMessage } from "../../core/findings/message.ts";
import type { Datum } from "../../core/findings/verdict.ts";
import { defaultRoleNames } from "../../core/rbac/defaults.ts";
import { formatSubject, groupOfAccounts, namespaceOfGroup, parseSubjectText, type SubjectRef } from "../../core/rbac/subject.ts";
import type { FindingDetailRow, FindingRow } from "../database/rows.ts";
import { aliasesOf } from "./aliases.ts";
import { createPseudonyms, isOwn, type Pseudonyms } from "./pseudonyms.ts";
import { WordSwap } from "./word-swap.ts";

export interface Redactor {
  /** Whether subjects have other names. */
  readonly pseudonyms: boolean;
  subject(subject: SubjectRef): SubjectRef;
  /** A name, a sentence or anything else that a person or a cluster wrote. */
  text(text: string): string;
  /** What a person wrote freely, who may name somebody whom no scan knows: left out where subjects have other names. */
  written(text: string | undefined): string | undefined;
  /** The object of a finding, and its title, rendered anew. */
  at(at: FindingRow["at"]): Pick<FindingRow["at"], "resource" | "kind" | "namespace" | "name" | "path">;
  title(finding: TitledFinding, data: FindingDetailRow["data"] | undefined): string;
  /** Without what the API server said, which may name the one who asked. */
  gaps(gaps: readonly Pick<ReportGap, "resource" | "reason" | "namespace">[]): ReportGap[];
}

/** What of a finding makes its title. */
export type TitledFinding = Pick<FindingRow, "checkId" | "message" | "title" | "at">;

export interface Hiding {
  /** Host names of API servers. */
  readonly hosts: readonly string[];
  /** Absent: subjects stand with their names. */
  readonly key?: Uint8Array | undefined;
  /** Everybody who is named in the scans; asked for where there is a key. */
  readonly subjects: readonly SubjectRef[];
}

export function createRedactor({ hosts, key, subjects }: Hiding): Redactor {
  const hidden = hosts.map((host): [string, string] => [host, "hidden"]);
  const pseudonyms = key && createPseudonyms(key);
  const swap = new WordSwap(pseudonyms ? [...hidden, ...swapsOf(subjects, pseudonyms)] : hidden);
  const text = (given: string) => swap.apply(given);
  const subject = (given: SubjectRef): SubjectRef => {
    const { namespace, ...named } = pseudonyms?.subject(given) ?? given;
    if (namespace !== undefined) return { ...named, namespace: text(namespace) };
    const place = namespaceOfGroup(given);
    return place === undefined ? named : { ...named, name: groupOfAccounts(text(place)) };
  };
  const at = (given: FindingRow["at"]) => redactedAt(given, { pseudonyms, subject, text });
  return {
    pseudonyms: pseudonyms !== undefined,
    subject,
    text,
    written: (given) => (pseudonyms || given === undefined ? undefined : text(given)),
    at,
    title: (finding, data) => (pseudonyms ? renderedTitle(finding, data, { at, subject, text }) : text(finding.title)),
    gaps: (gaps) =>
      gaps.map(({ resource, reason, namespace }) => ({
        resource,
        reason,
        ...(namespace !== undefined && { namespace: text(namespace) }),
      })),
  };
}

/** `default` is the name of a service account in every namespace, and a word in many sentences. */
const everywhere = "default";

/**
 * Whatever is called like a subject is called by its pseudonym: an object's name would tell whom it is of. The roles that every
 * cluster has keep their names, also where somebody is called by a part of one.
 */
function* swapsOf(subjects: readonly SubjectRef[], pseudonyms: Pseudonyms): Generator<[string, string]> {
  for (const given of subjects) {
    const { kind, name, namespace } = pseudonyms.subject(given);
    if (isOwn(given)) continue;
    if (kind === "ServiceAccount") {
      yield [`system:serviceaccount:${namespace}:${given.name}`, `system:serviceaccount:${namespace}:${name}`];
      yield [`${namespace}/${given.name}`, `${namespace}/${name}`];
    }
    for (const alias of aliasesOf(given.name)) if (alias !== everywhere) yield [alias, name];
  }
  for (const role of defaultRoleNames) if (/[^a-z]/.test(role)) yield [role, role];
}

const subjectKinds: Readonly<Record<string, SubjectRef["kind"]>> = {
  users: "User",
  groups: "Group",
  serviceaccounts: "ServiceAccount",
};
/** Kinds whose objects are as a rule called like a subject, or by a person who may name one. */
const namedAfter: Readonly<Record<string, string>> = {
  RoleBinding: "binding",
  ClusterRoleBinding: "binding",
  Secret: "secret",
  CertificateSigningRequest: "request",
  Assertion: "assertion",
};

interface Means {
  readonly pseudonyms: Pseudonyms | undefined;
  readonly subject: Redactor["subject"];
  readonly text: Redactor["text"];
}

function redactedAt(given: FindingRow["at"], { pseudonyms, subject, text }: Means): ReturnType<Redactor["at"]> {
  const { resource, kind, namespace, path } = given;
  return {
    resource,
    kind,
    ...(namespace !== undefined && { namespace: text(namespace) }),
    name: pseudonyms ? renamed(given, { pseudonyms, subject, text }) : text(given.name),
    ...(path !== undefined && { path: text(path) }),
  };
}

function renamed(
  { resource, kind, name, namespace }: FindingRow["at"],
  { pseudonyms, subject, text }: Means & { readonly pseudonyms: Pseudonyms },
): string {
  const subjectKind = subjectKinds[resource];
  if (subjectKind !== undefined) return subject({ kind: subjectKind, name, ...(namespace !== undefined && { namespace }) }).name;
  const after = namedAfter[kind];
  return after === undefined ? text(name) : pseudonyms.object(after, `${namespace ?? ""}/${name}`);
}

/** What of a finding's data names subjects, and what is known to name none. A text with anything else in it is left out. */
const naming: ReadonlySet<string> = new Set(["subject", "subjects", "account"]);
const harmless: ReadonlySet<string> = new Set([
  ..."capabilities containers count day from groups images keys kind kinds namespace namespaces".split(" "),
  ..."object path place ports resources role rule shared total variables verbs".split(" "),
]);

/** @returns the sentence made anew from parts without names; where that is not sure, the title of its check. */
function renderedTitle(
  finding: TitledFinding,
  data: FindingDetailRow["data"] | undefined,
  { at, subject, text }: Pick<Redactor, "at" | "subject" | "text">,
): string {
  const check = checkById(finding.checkId);
  const template = check?.messages[finding.message]?.text;
  const unknown = check?.title ?? finding.checkId;
  if (template === undefined || data === undefined) return unknown;
  const parts = placeholders(template);
  if (!parts.every((part) => part === "object" || ((naming.has(part) || harmless.has(part)) && Object.hasOwn(data, part))))
    return unknown;
  const { namespace } = finding.at;
  const one = (part: string, value: string) => (naming.has(part) ? subjectText(value, { subject, namespace }) : text(value));
  const redacted = parts.flatMap((part): [string, Datum][] => {
    const value = data[part];
    if (value === undefined || part === "object") return [];
    if (typeof value === "string") return [[part, one(part, value)]];
    return [[part, typeof value === "object" ? value.map((entry) => one(part, entry)) : value]];
  });
  return renderMessage(template, at(finding.at), Object.fromEntries(redacted));
}

interface Near {
  readonly subject: Redactor["subject"];
  /** Of the object that the text is about. */
  readonly namespace: string | undefined;
}

/** A subject as checks write it: `Group devs`, `ServiceAccount ci/deployer`, and an account also as `ci/deployer` or `deployer`. */
function subjectText(value: string, { subject, namespace }: Near): string {
  const known = parseSubjectText(value);
  if (known !== undefined) return formatSubject(subject(known));
  const slash = value.indexOf("/");
  const place = slash === -1 ? namespace : value.slice(0, slash);
  const account = {
    kind: "ServiceAccount" as const,
    name: value.slice(slash + 1),
    ...(place !== undefined && { namespace: place }),
  };
  const { name } = subject(account);
  return slash === -1 || place === undefined ? name : `${place}/${name}`;
}
