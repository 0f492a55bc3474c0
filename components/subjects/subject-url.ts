import { createParser, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";
import type { SubjectName } from "../access/subject-words.ts";

const pushed = { history: "push" } as const;
export const subjectClasses = ["human", "robot", "cloud", "node", "system", "unknown"] as const;
const kinds = ["ServiceAccount", "User", "Group"] as const;

/** Subjects, or roles. */
export const listParser = parseAsStringLiteral(["subjects", "roles"]).withDefault("subjects").withOptions(pushed);

const namespaceParser = parseAsString
  .withDefault("")
  .withOptions({ history: "replace", limitUrlUpdates: textParser.limitUrlUpdates });

/** What narrows the list of roles, and where it stands. */
export const roleListParsers = {
  q: textParser,
  of: parseAsStringLiteral(["Role", "ClusterRole"]).withOptions(pushed),
  show: parseAsStringLiteral(["unused", "aggregated", "dangerous"]).withOptions(pushed),
  namespace: namespaceParser,
  defaults: parseAsStringLiteral(["hide", "show"]).withDefault("hide").withOptions(pushed),
  order: parseAsStringLiteral(["danger", "name", "holders"]).withDefault("danger").withOptions(pushed),
  page: parseAsInteger.withDefault(1).withOptions(pushed),
};

/** What narrows the list of subjects, and where it stands. */
export const subjectListParsers = {
  q: textParser,
  kind: parseAsStringLiteral(kinds).withOptions(pushed),
  class: parseAsStringLiteral(subjectClasses).withOptions(pushed),
  bound: parseAsStringLiteral(["all", "bound", "unbound"]).withDefault("all").withOptions(pushed),
  namespace: namespaceParser,
  risky: parseAsBoolean.withDefault(false).withOptions(pushed),
  use: parseAsStringLiteral(["used", "unused"]).withOptions(pushed),
  defaults: parseAsStringLiteral(["hide", "show"]).withDefault("hide").withOptions(pushed),
  sort: parseAsStringLiteral(["danger", "name", "use"]).withDefault("danger").withOptions(pushed),
  page: parseAsInteger.withDefault(1).withOptions(pushed),
};

/** @returns `ServiceAccount:ci/deployer`: a subject in an address. */
export function formatSubjectParam({ kind, namespace, name }: SubjectName): string {
  return kind === "ServiceAccount" ? `${kind}:${namespace ?? ""}/${name}` : `${kind}:${name}`;
}

/** @returns the subject of an address, or null where it is none. */
export function parseSubjectParam(text: string): SubjectName | null {
  const kind = kinds.find((known) => text.startsWith(`${known}:`));
  if (kind === undefined) return null;
  const rest = text.slice(kind.length + 1);
  if (kind !== "ServiceAccount") return rest === "" ? null : { kind, name: rest };
  const slash = rest.indexOf("/");
  return slash < 1 || slash === rest.length - 1 ? null : { kind, namespace: rest.slice(0, slash), name: rest.slice(slash + 1) };
}

export interface RoleName {
  readonly kind: "Role" | "ClusterRole";
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** @returns `Role:ci/deployer`, `ClusterRole:edit`: a role in an address. */
export function formatRoleParam({ kind, namespace, name }: RoleName): string {
  return kind === "Role" ? `Role:${namespace ?? ""}/${name}` : `ClusterRole:${name}`;
}

/** @returns the role of an address, or null where it is none. */
export function parseRoleParam(text: string): RoleName | null {
  const found = /^(?:ClusterRole:(.+)|Role:([^/]+)\/(.+))$/s.exec(text);
  if (found?.[1] !== undefined) return { kind: "ClusterRole", name: found[1] };
  return found?.[2] !== undefined && found[3] !== undefined ? { kind: "Role", namespace: found[2], name: found[3] } : null;
}

/** The subject whose page is open. */
export const subjectParser = createParser<SubjectName>({
  parse: parseSubjectParam,
  serialize: formatSubjectParam,
  eq: (a, b) => formatSubjectParam(a) === formatSubjectParam(b),
}).withOptions(pushed);

/** The role whose page is open. */
export const roleParser = createParser<RoleName>({
  parse: parseRoleParam,
  serialize: formatRoleParam,
  eq: (a, b) => formatRoleParam(a) === formatRoleParam(b),
}).withOptions(pushed);

/** Of a subject's rights: which place is shown, absent for everywhere; what they are searched for; and the page. */
export const rightsParsers = {
  place: parseAsString.withOptions(pushed),
  find: textParser,
  rights: parseAsInteger.withDefault(1).withOptions(pushed),
};
