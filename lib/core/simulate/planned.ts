/** What somebody means to do to a cluster's RBAC: objects to apply as a whole, and objects to delete. */
import type { BindingItem, ClusterRoleItem, RoleItem } from "../inventory/items.ts";
import { err, type Failure, ok, type Result } from "../result.ts";

export const accessKinds = ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"] as const;
export type AccessKind = (typeof accessKinds)[number];

export interface AccessName {
  readonly kind: AccessKind;
  /** Of a Role or a RoleBinding. */
  readonly namespace?: string;
  readonly name: string;
}

export interface PlannedObject extends AccessName {
  /** Where it was written: `document 2`, `document 1, items[3]`, `--delete`. */
  readonly place: string;
  /** What the object will be; absent where it is to be deleted. */
  readonly item?: RoleItem | ClusterRoleItem | BindingItem;
}

/** @returns whether objects of a kind live in namespaces. */
export function livesInNamespace(kind: AccessKind): boolean {
  return kind === "Role" || kind === "RoleBinding";
}

/** @returns `RoleBinding payments/oncall`. */
export function formatAccessName({ kind, namespace, name }: AccessName): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** @returns what is to be deleted, from `KIND NAMESPACE/NAME` or `KIND NAME`, or why it cannot be meant. */
export function readDeletion(text: string, place: string): Result<PlannedObject, Failure<"changeInvalid">> {
  const [word = "", path = "", ...more] = text.trim().split(/\s+/);
  const kind = accessKinds.find((known) => [known, `${known}s`].some((form) => form.toLowerCase() === word.toLowerCase()));
  if (kind === undefined || path === "" || more.length > 0) return err(problem(place, text, usage));
  const slash = path.indexOf("/");
  const namespace = slash < 0 ? undefined : path.slice(0, slash);
  const name = path.slice(slash + 1);
  if (name === "" || name.includes("/") || namespace === "") return err(problem(place, text, usage));
  if (livesInNamespace(kind) && namespace === undefined)
    return err(problem(place, text, `A ${kind} lives in a namespace: write ${kind} NAMESPACE/${name}.`));
  if (!livesInNamespace(kind) && namespace !== undefined)
    return err(problem(place, text, `A ${kind} lives in no namespace: write ${kind} ${name}.`));
  return ok({ kind, name, ...(namespace === undefined ? {} : { namespace }), place });
}

const usage = "Write the kind and the name: RoleBinding payments/oncall, or ClusterRoleBinding ops.";

function problem(path: string, text: string, remedy: string): Failure<"changeInvalid"> {
  return { code: "changeInvalid", message: `"${text.slice(0, 200)}" names no object to delete.`, remedy, path };
}
