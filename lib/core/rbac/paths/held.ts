/** What somebody holds, right by right and place by place, with who gives it: what edges that need several rights are made of. */
import type { RoleEntry } from "../rbac-index.ts";
import type { Giver, Part } from "./graph.ts";
import type { Given, RightId } from "./rights.ts";

interface Holding {
  readonly giver: Giver;
  readonly names: readonly string[] | undefined;
}

/** A role that somebody is bound to: in the whole cluster where `namespace` is empty. */
export interface BoundRole {
  readonly role: RoleEntry;
  readonly namespace: string;
  readonly giver: Giver;
}

/** Everything that one identity may do, in a form that answers "who gives it?". */
export class Held {
  readonly bound: BoundRole[] = [];
  readonly #rights = new Map<string, Map<RightId, Holding[]>>();

  /** @param namespace empty for the whole cluster */
  add(bound: BoundRole, given: readonly Given[]): void {
    this.bound.push(bound);
    const rights = this.#rights.get(bound.namespace) ?? new Map<RightId, Holding[]>();
    this.#rights.set(bound.namespace, rights);
    for (const { right, names, ruleIndex } of given) {
      const holding = { giver: { ...bound.giver, ruleIndex }, names };
      const known = rights.get(right);
      if (known === undefined) rights.set(right, [holding]);
      else known.push(holding);
    }
  }

  /** @returns whether any of the rights is held anywhere, for whatever objects. */
  hasAny(wanted: readonly RightId[]): boolean {
    return [...this.#rights.values()].some((rights) => wanted.some((right) => rights.has(right)));
  }

  /**
   * @param namespace empty for the whole cluster; what holds there holds in each namespace, too
   * @param name the object; without one only a right to any object counts, and with `anyName` a right to some object does
   * @returns who gives a right.
   */
  givers(right: RightId, namespace: string, name?: string): Part {
    return this.#holdings(right, namespace)
      .filter(({ names }) => names === undefined || (name !== undefined && names.includes(name)))
      .map(({ giver }) => giver);
  }

  /** @returns who gives a right to at least one object. */
  giversOfSome(right: RightId, namespace: string): Part {
    return this.#holdings(right, namespace).map(({ giver }) => giver);
  }

  /** @returns the objects that rules name for a right, or undefined where a rule gives it for any. */
  names(right: RightId, namespace: string): readonly string[] {
    return [...new Set(this.#holdings(right, namespace).flatMap(({ names }) => names ?? []))];
  }

  /** @returns the namespaces in which RoleBindings give one of the rights. */
  namespacesOf(wanted: readonly RightId[]): readonly string[] {
    return [...this.#rights]
      .filter(([namespace, rights]) => namespace !== "" && wanted.some((right) => rights.has(right)))
      .map(([namespace]) => namespace);
  }

  #holdings(right: RightId, namespace: string): readonly Holding[] {
    const everywhere = this.#rights.get("")?.get(right) ?? [];
    return namespace === "" ? everywhere : [...everywhere, ...(this.#rights.get(namespace)?.get(right) ?? [])];
  }
}
