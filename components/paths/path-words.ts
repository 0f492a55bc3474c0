import type { BindingName, Hop, Paths, Position, SinkId, SubjectPath } from "#contracts/access/paths.ts";
import { counted, type SubjectName } from "../access/subject-words.ts";
import { visibleText } from "../ui/visible-text.ts";

export const endIds = [
  "cluster-admin",
  "masters",
  "node-root",
  "all-secrets",
  "cloud-identity",
] as const satisfies readonly SinkId[];

const ends: Readonly<Record<SinkId, { readonly label: string; readonly reach: string }>> = {
  "cluster-admin": { label: "cluster-admin", reach: "every right in the cluster" },
  masters: { label: "system:masters", reach: "the group that RBAC is not asked about" },
  "node-root": { label: "root on a node", reach: "root on a node" },
  "all-secrets": { label: "every Secret", reach: "every Secret" },
  "cloud-identity": { label: "a cloud identity", reach: "an identity in the cloud" },
};

/** @returns how an end is called where it is chosen. */
export function endLabel(sink: SinkId): string {
  return ends[sink].label;
}

/** @returns an end as the object of "reaches". */
export function endWords(sink: SinkId): string {
  return ends[sink].reach;
}

/** @returns the answer of the list of paths: how many escalate to an end. */
export function escalateWords({ counts }: Pick<Paths, "counts">, end: SinkId): string {
  const { byPath } = countsTo({ counts }, end);
  if (byPath === 0) return `Nobody that was seen escalates to ${endWords(end)}.`;
  return `${counted(byPath, "subject")} can escalate to ${endWords(end)}.`;
}

/** @returns how many reach an end. */
export function countsTo({ counts }: Pick<Paths, "counts">, end: SinkId): Paths["counts"][number] {
  return counts.find(({ sink }) => sink === end) ?? { sink: end, direct: 0, byPath: 0, notAssessed: 0 };
}

const heldBy: ReadonlySet<string> = new Set(["holds", "masters", "workloadIdentity"]);

/** @returns what is said of one subject, after its name: `reaches every Secret in 2 hops.` */
export function reachWords({ verdict, path, sink }: SubjectPath): string {
  if (verdict === "none") return `has no path to ${endWords(sink)}.`;
  if (verdict === "notAssessed") return `may reach ${endWords(sink)}: not everything was seen.`;
  if (path.length === 0) return "is that end itself.";
  if (path.length === 1 && path.every(({ kind }) => heldBy.has(kind))) return `has ${endWords(sink)} by itself.`;
  return `reaches ${endWords(sink)} in ${counted(path.length, "hop")}.`;
}

/** @returns what ends every path, before the bindings are named. */
export function cutWords({ cut, sink }: Pick<SubjectPath, "cut" | "sink">): string {
  if (cut === undefined)
    return "No binding can be removed to end it: a path rests on what Kubernetes itself bound, or on no binding.";
  const fewer = cut.proven ? (cut.bindings.length === 1 ? "." : "; fewer do not.") : "; fewer might do.";
  return `To end every path to ${endWords(sink)}, remove ${counted(cut.bindings.length, "binding")}${fewer}`;
}

/** @returns a subject as the address names it: `User:jane`, `ServiceAccount:ci/deployer`. */
export function subjectText({ kind, namespace, name }: SubjectName): string {
  return kind === "ServiceAccount" ? `${kind}:${namespace ?? ""}/${name}` : `${kind}:${name}`;
}

const kinds: Readonly<Record<string, string>> = {
  User: "user",
  Group: "group",
  ServiceAccount: "service account",
  Node: "root on node",
  Nodes: "nodes",
  Cloud: "cloud identity",
  End: "end",
  Rights: "rights",
};

/** @returns what a position is, in words. */
export function positionKind({ kind }: Position): string {
  return kinds[kind] ?? kind;
}

/** @returns `ci/deployer`, or what else a position is called; nothing in it is hidden. */
export function positionLabel({ namespace, name }: Position): string {
  return visibleText(namespace === undefined ? name : `${namespace}/${name}`);
}

/** @returns `RoleBinding shop/starters`. */
export function bindingLabel({ kind, namespace, name }: BindingName): string {
  return visibleText(`${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`);
}

/** @returns the path as lines of text, to read aloud and to copy. */
export function pathText(path: readonly Hop[]): string {
  return path
    .map(({ from, does, chains, facts }, number) => {
      const grants = chains.map(({ binding, role, ruleIndex }) => {
        const by = binding === undefined ? "the API server lets the group pass" : bindingLabel(binding);
        return `   by ${by}${role === undefined ? "" : `, ${role.kind} ${visibleText(role.name)}, rule ${(ruleIndex ?? 0) + 1}`}`;
      });
      const because = facts.map((fact) => `   ${visibleText(fact)}`);
      return [`${number + 1}. ${positionKind(from)} ${positionLabel(from)} ${visibleText(does)}`, ...grants, ...because].join(
        "\n",
      );
    })
    .join("\n");
}
