/** Names for subjects that tell them apart and say nothing: the same subject has the same one everywhere in a link. */
import { createHmac } from "node:crypto";
import { accountOf, namespaceOfGroup, type SubjectRef } from "../../core/rbac/subject.ts";

const words = { User: "user", Group: "group", ServiceAccount: "account" } as const;

/** Kubernetes' own; every cluster has them, and without their names a right cannot be understood. */
const ownNames: ReadonlySet<string> = new Set(
  [
    ..."masters authenticated unauthenticated anonymous serviceaccounts nodes".split(" "),
    ..."kube-scheduler kube-controller-manager kube-proxy monitoring".split(" "),
  ].map((name) => `system:${name}`),
);

export interface Pseudonyms {
  /** @returns the subject under its pseudonym; one of Kubernetes' own as it is. */
  subject(subject: SubjectRef): SubjectRef;
  /** @returns a name for an object of another kind, such as a binding, which is often called like who it binds. */
  object(word: string, name: string): string;
}

/** @param key of the link; who does not have it cannot tell which name a pseudonym is of */
export function createPseudonyms(key: Uint8Array): Pseudonyms {
  const digest = (text: string) => createHmac("sha256", key).update(text).digest("hex").slice(0, 8);
  return {
    subject(given) {
      const subject = given.kind === "User" ? (accountOf(given.name) ?? given) : given;
      const { kind, name, namespace } = subject;
      if (isOwn(subject)) return subject;
      return { ...subject, name: `${words[kind]}-${digest(`${kind} ${namespace ?? ""}/${name}`)}` };
    },
    object: (word, name) => `${word}-${digest(`${word} ${name}`)}`,
  };
}

/** @returns whether a subject is one that Kubernetes itself names in every cluster. */
export function isOwn(subject: SubjectRef): boolean {
  return subject.kind !== "ServiceAccount" && (ownNames.has(subject.name) || namespaceOfGroup(subject) !== undefined);
}
