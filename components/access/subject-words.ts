import { visibleText } from "../ui/visible-text.ts";

export type SubjectKind = "User" | "Group" | "ServiceAccount";
export interface SubjectName {
  readonly kind: SubjectKind;
  readonly namespace?: string | undefined;
  readonly name: string;
}

const nouns = {
  User: ["user", "users"],
  Group: ["group", "groups"],
  ServiceAccount: ["service account", "service accounts"],
} as const;

/** @returns `3 groups`, `1 user`. */
export function countOf(kind: SubjectKind, count: number): string {
  return `${count.toLocaleString("en")} ${nouns[kind][count === 1 ? 0 : 1]}`;
}

/** @returns `n things`, with the noun in the number that fits. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** @returns a text that is the same for the same subject and no other. */
export function subjectKey({ kind, namespace, name }: SubjectName): string {
  return JSON.stringify([kind, namespace ?? "", name]);
}

/** @returns `ci/deployer` for a service account, else the name; nothing in it is hidden. */
export function subjectLabel({ namespace, name }: SubjectName): string {
  return visibleText(namespace === undefined ? name : `${namespace}/${name}`);
}
