import type { NamespaceDetail, NamespaceRow, Namespaces } from "#contracts/access/namespaces.ts";
import { counted } from "../access/subject-words.ts";

const levels = {
  none: "none enforced",
  privileged: "privileged",
  baseline: "baseline",
  restricted: "restricted",
} as const;

/** @returns the enforced level of Pod Security in words. */
export function levelWords(enforced: NamespaceRow["enforced"]): string {
  return enforced === undefined ? "not seen" : levels[enforced];
}

const administration = {
  everything: "every right",
  administers: "runs workloads and gives rights away",
  runs: "runs workloads",
} as const;

/** @returns what a local administrator may do. */
export function administrationWords(level: keyof typeof administration): string {
  return administration[level];
}

/** @returns the answer of the list: from how many namespaces an administrator reaches further. */
export function beyondWords({ open, namespaces }: Pick<Namespaces, "open" | "namespaces">): string {
  if (open === 0) return "No administrator of a namespace was seen to reach beyond it.";
  return `From ${open.toLocaleString("en")} of ${counted(namespaces, "namespace")} an administrator reaches beyond it.`;
}

/** @returns how many namespaces nobody local administers. */
export function withoutLocalWords({ withoutLocal }: Pick<Namespaces, "withoutLocal">): string {
  if (withoutLocal === 0) return "Each namespace has an administrator of its own.";
  return `${counted(withoutLocal, "namespace has", "namespaces have")} no administrator of their own: only who comes from outside gives rights there.`;
}

/** @returns what is said of one namespace, after its name. */
export function administratorsWords({ local, outside }: Pick<NamespaceDetail, "local" | "outside">): string {
  const mighty = local.filter(({ level }) => level !== "runs").length;
  const own =
    mighty === 0 ? "no administrator of its own" : counted(mighty, "administrator of its own", "administrators of its own");
  return `has ${own}, and ${counted(outside.total - outside.ofKubernetes, "subject comes", "subjects come")} from outside.`;
}

/** @returns whether its pods share nodes with others'. */
export function sharedNodesWords(nodes: number): string {
  if (nodes === 0) return "Its pods were seen to share no node with pods of other namespaces.";
  return `Its pods share ${counted(nodes, "node")} with pods of other namespaces: who takes such a node has theirs, too.`;
}

/** @returns the subject that a text means, or undefined: `jane` is a user, `group:devs`, `sa:ci/deployer`. */
export function delegateOf(text: string): string | undefined {
  const trimmed = text.trim();
  const [prefix = "", ...rest] = trimmed.split(":");
  const name = rest.join(":");
  switch (prefix.toLowerCase()) {
    case "":
      return undefined;
    case "user":
      return name === "" ? undefined : `User:${name}`;
    case "group":
      return name === "" ? undefined : `Group:${name}`;
    case "sa":
    case "serviceaccount":
      return /^[^/]+\/.+$/.test(name) ? `ServiceAccount:${name}` : undefined;
    default:
      return `User:${trimmed}`;
  }
}
