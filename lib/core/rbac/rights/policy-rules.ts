/** Every right that every binding gives to every subject, one by one: the table that others search and compare. */
import type { BindingEntry, RbacIndex } from "../rbac-index.ts";
import { resolveSubject } from "../subject.ts";
import { effectOf, type NoEffect } from "./effect.ts";
import { isUrlLine, linesOfRole } from "./rule-lines.ts";

export interface PolicyRow {
  readonly subjectKind: string;
  /** Of a service account; as the binding means it. */
  readonly subjectNamespace?: string;
  readonly subject: string;
  readonly bindingKind: BindingEntry["kind"];
  readonly binding: string;
  readonly roleKind: string;
  readonly role: string;
  /** Where it holds; absent: everywhere. */
  readonly namespace?: string;
  readonly verb?: string;
  readonly group?: string;
  /** `pods`, or `pods/exec`. */
  readonly resource?: string;
  readonly name?: string;
  readonly url?: string;
  /** Why the row gives nothing, or what is not known of it; absent: it gives what it says. `nobody`: the subject means none. */
  readonly note?: NoEffect | "roleMissing" | "roleUnseen" | "rolePartial" | "nobody";
}

/** @returns the rows, binding by binding, made as they are read. Nothing is left out: what gives nothing says why. */
export function* policyRules(index: RbacIndex): Generator<PolicyRow, void> {
  for (const binding of index.bindings) {
    const rights = [...rightsOf(index, binding)];
    for (const subject of binding.item.subjects) {
      const head = headOf(binding, subject);
      const note = resolveSubject(subject, binding.namespace) === undefined ? ({ note: "nobody" } as const) : {};
      for (const right of rights) yield { ...head, ...right, ...note };
    }
  }
}

type Right = Pick<PolicyRow, "verb" | "group" | "resource" | "name" | "url" | "note">;

function* rightsOf(index: RbacIndex, binding: BindingEntry): Generator<Right, void> {
  const { role, missing } = binding;
  if (missing !== undefined) yield { note: missing === "unseen" ? "roleUnseen" : "roleMissing" };
  if (role === undefined) return;
  if (role.partial) yield { note: "rolePartial" };
  const { lines, without } = linesOfRole(role);
  for (const { reason } of without) yield { note: reason };
  for (const given of lines) {
    const effect = effectOf(index, binding, given);
    const { line, verbs } = typeof effect === "string" ? given : effect;
    const note = typeof effect === "string" ? { note: effect } : {};
    for (const verb of verbs) yield isUrlLine(line) ? { verb, url: line.url, ...note } : { verb, ...line, ...note };
  }
}

function headOf({ kind, item, namespace }: BindingEntry, subject: BindingEntry["item"]["subjects"][number]) {
  const place = subject.kind === "ServiceAccount" ? subject.namespace || namespace : "";
  return {
    subjectKind: subject.kind,
    ...(place === "" ? {} : { subjectNamespace: place }),
    subject: subject.name,
    bindingKind: kind,
    binding: item.meta.name,
    roleKind: item.roleRef.kind,
    role: item.roleRef.name,
    ...(namespace === "" ? {} : { namespace }),
  };
}
