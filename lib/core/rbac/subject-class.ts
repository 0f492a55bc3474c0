/** What a subject probably is, told from its name alone: a guess, except for service accounts and what begins with `system:`. */
import { accountOf, type SubjectRef } from "./subject.ts";

export const subjectClasses = ["human", "robot", "node", "system", "unknown"] as const;
export type SubjectClass = (typeof subjectClasses)[number];

/** @returns the class of a subject. */
export function classOfSubject({ kind, name }: SubjectRef): SubjectClass {
  if (kind === "ServiceAccount" || accountOf(name) || name.startsWith("system:serviceaccounts")) return "robot";
  if (name.startsWith("system:node:") || name === "system:nodes") return "node";
  if (name.startsWith("system:")) return "system";
  return kind === "User" && /@|^(oidc|github|google|ldap):/.test(name) ? "human" : "unknown";
}
