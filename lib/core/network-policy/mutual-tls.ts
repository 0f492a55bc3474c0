/** How a workload of a service mesh takes traffic. */

/** `absent`: the mesh is wanted, and no proxy runs beside it. */
export type MutualTls = "strict" | "permissive" | "off" | "absent" | "unknown";

export interface Authentication {
  readonly mode: MutualTls;
  /** Why the mode is not known. */
  readonly doubt?: string;
}

/** The least safe first; what is not known could be any of those before it. */
const worstFirst: readonly MutualTls[] = ["absent", "off", "permissive", "unknown", "strict"];

/** @returns the least safe of them; undefined where there is none. */
export function leastSafe(all: readonly Authentication[]): Authentication | undefined {
  return all.toSorted((one, other) => worstFirst.indexOf(one.mode) - worstFirst.indexOf(other.mode))[0];
}
