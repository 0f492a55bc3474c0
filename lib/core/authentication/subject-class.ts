/** What kind of thing a subject is. Kubernetes does not know: the name tells, and where it does not, nobody guesses. */
import { accountOf, type SubjectRef } from "../rbac/subject.ts";
import type { OidcNames } from "./api-servers.ts";

export const subjectClasses = ["human", "robot", "node", "system", "unknown"] as const;
export type SubjectClass = (typeof subjectClasses)[number];

export interface ClassifiedSubject {
  readonly class: SubjectClass;
  /** A sentence. */
  readonly reason: string;
  /** It is an identity of a cloud's own. */
  readonly cloud?: true;
}

interface Pattern extends ClassifiedSubject {
  readonly matches: RegExp;
}

const ofUsers: readonly Pattern[] = [
  { matches: /^system:node:/, class: "node", reason: "Kubelets sign in with such a name." },
  { matches: /^system:/, class: "system", reason: "Names of Kubernetes' own components begin so." },
  { matches: /^spiffe:\/\//, class: "robot", reason: "It is a SPIFFE identity of a workload." },
  { matches: /\.gserviceaccount\.com$/i, class: "robot", reason: "It is a service account of Google Cloud.", cloud: true },
  {
    matches: /^arn:aws[\w-]*:(iam|sts)::\d*:(assumed-)?role\//,
    class: "robot",
    reason: "It is a role of AWS, which anything may take on.",
    cloud: true,
  },
  { matches: /^arn:aws[\w-]*:iam::\d*:user\//, class: "human", reason: "It is a user of AWS, probably a person.", cloud: true },
  {
    matches: /(^|[:#/])[^\s@:#/]+@[^\s@]+\.[^\s@]+$/,
    class: "human",
    reason: "It looks like an e-mail address, probably a person's.",
  },
];

const ofGroups: readonly Pattern[] = [
  { matches: /^system:nodes$/, class: "node", reason: "Kubelets are in this group." },
  { matches: /^system:serviceaccounts(:|$)/, class: "robot", reason: "Service accounts are in this group." },
  { matches: /^system:/, class: "system", reason: "Names of Kubernetes' own groups begin so." },
];

const notKnown: ClassifiedSubject = { class: "unknown", reason: "Neither its name nor anything that was seen tells what it is." };

/** @param oidc the identity providers of the API servers that were seen. @returns the class of a subject, with the reason. */
export function classifySubject(subject: SubjectRef, oidc: readonly OidcNames[] = []): ClassifiedSubject {
  if (subject.kind === "ServiceAccount" || (subject.kind === "User" && accountOf(subject.name)))
    return { class: "robot", reason: "It is a service account." };
  const isGroup = subject.kind === "Group";
  const known = (isGroup ? ofGroups : ofUsers).find(({ matches }) => matches.test(subject.name));
  if (known) {
    const { matches: _matches, ...classified } = known;
    return classified;
  }
  const provider = oidc.find(({ userPrefix, groupPrefix }) => startsWith(subject.name, isGroup ? groupPrefix : userPrefix));
  if (provider) return { class: "human", reason: `Its name begins as those from ${provider.issuer} do, probably people.` };
  return notKnown;
}

/** An empty prefix is that of every name, and tells nothing. */
function startsWith(name: string, prefix: string): boolean {
  return prefix !== "" && name.startsWith(prefix);
}
