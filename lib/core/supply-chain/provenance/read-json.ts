/** Reads a document that anybody may have written: what is not of the expected type is absent. */

type Path = readonly (string | number)[];

export function valueAt(value: unknown, ...path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === "object" && inner !== null ? own(inner, step) : undefined),
    value,
  );
}

function own(object: object, step: string | number): unknown {
  return Object.hasOwn(object, step) ? (object as Record<string | number, unknown>)[step] : undefined;
}

const longestText = 4096;

/** @returns the text there; undefined for anything else, for an empty one and for one that is far too long. */
export function textAt(value: unknown, ...path: Path): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" && found !== "" && found.length <= longestText ? found : undefined;
}

export function flagAt(value: unknown, ...path: Path): boolean | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "boolean" ? found : undefined;
}

export function listAt(value: unknown, ...path: Path): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** @returns the entries of the object there whose values are texts, numbers or flags, as texts. */
export function entriesAt(value: unknown, ...path: Path): readonly (readonly [string, string])[] {
  const found = valueAt(value, ...path);
  if (typeof found !== "object" || found === null || Array.isArray(found)) return [];
  return Object.entries(found).flatMap(([name, inner]) =>
    typeof inner === "string" || typeof inner === "number" || typeof inner === "boolean" ? [[name, String(inner)] as const] : [],
  );
}

/** @returns the object without the keys whose values are undefined. */
export function present<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
