/** What `lookup` is asked for: a subject, a role, or a part of a name. */
import { parseSubjectWord } from "#core/rbac/ask/subject.ts";
import type { Wanted } from "#core/rbac/lookup/lookup.ts";
import { accountOf } from "#core/rbac/subject.ts";

/**
 * @returns what a text means: `sa:ci/deployer`, `group:devs`, `role/edit`, `clusterrole/edit`, or a part of a name; and what
 *   Drydock prints, `ServiceAccount ci/deployer` or `ClusterRole edit`
 */
export function wantedOf(typed: string, namespace: string | undefined): Wanted {
  const text = typed.replace(/^(serviceaccount|user|group) (?=\S)/i, "$1:");
  const role = /^(role|clusterrole)[ /](?:([^/]+)\/)?([^/]+)$/i.exec(text);
  if (role?.[3] !== undefined) return { role: roleOf(role[1] as string, role[2] ?? namespace, role[3]) };
  const isSubject = /^(sa|serviceaccount|user|group):/i.test(text) || accountOf(text) !== undefined;
  const subject = isSubject ? parseSubjectWord(text) : undefined;
  if (subject === undefined) return { text };
  const { kind, name } = subject;
  return { subject: subject.kind === "ServiceAccount" ? { kind, name, namespace: subject.namespace } : { kind, name } };
}

/** `role/NAME` means either kind, as people say it; with a namespace, and as `clusterrole/NAME`, one of them. */
function roleOf(word: string, namespace: string | undefined, name: string): Extract<Wanted, { role: unknown }>["role"] {
  if (word.toLowerCase() === "clusterrole") return { kinds: ["ClusterRole"], name };
  return namespace === undefined ? { kinds: ["ClusterRole", "Role"], name } : { kinds: ["Role"], name, namespace };
}
