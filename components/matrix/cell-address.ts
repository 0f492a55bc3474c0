/** Which cell is open, as the URL says it: `ServiceAccount~ci~deployer~~secrets`. */
export type SubjectKind = "User" | "Group" | "ServiceAccount";
export interface SubjectName {
  readonly kind: SubjectKind;
  readonly namespace?: string | undefined;
  readonly name: string;
}
export interface CellAddress {
  readonly subject: SubjectName;
  /** Absent: the row as a whole. */
  readonly column?: { readonly group: string; readonly resource: string } | undefined;
}

const separator = "~";
const kinds: readonly string[] = ["User", "Group", "ServiceAccount"];

function isKind(text: string | undefined): text is SubjectKind {
  return text !== undefined && kinds.includes(text);
}

/** A user's or group's name may hold anything, the separator too. */
function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll(separator, "%7E");
}
function unescaped(text: string): string {
  return text.replaceAll("%7E", separator).replaceAll("%25", "%");
}

/** @returns the address as one text. */
export function formatAddress({ subject, column }: CellAddress): string {
  const parts = [subject.kind, subject.namespace ?? "", subject.name, ...(column ? [column.group, column.resource] : [])];
  return parts.map(escaped).join(separator);
}

/** @returns the address, or null for a text that is none. */
export function parseAddress(text: string): CellAddress | null {
  const [kind, namespace, name, group, resource, ...rest] = text.split(separator).map(unescaped);
  if (!isKind(kind) || namespace === undefined || !name || rest.length > 0) return null;
  if (group !== undefined && !resource) return null;
  return {
    subject: { kind, name, ...(namespace === "" ? {} : { namespace }) },
    ...(group === undefined || resource === undefined ? {} : { column: { group, resource } }),
  };
}

/** @returns whether two subjects are the same one. */
export function sameSubject(a: SubjectName, b: SubjectName): boolean {
  return a.kind === b.kind && a.name === b.name && (a.namespace ?? "") === (b.namespace ?? "");
}
