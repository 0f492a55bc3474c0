/**
 * Readers of values that come from outside. What is missing is undefined; what has another type than Kubernetes promises
 * throws `DecodeError`, because dropping it silently would let a check pass on something that was not read.
 */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns the object, or undefined where the field is missing or null. */
export function fields(value: unknown, path: string): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw new DecodeError(`${path} is not an object`);
  return value;
}

/** @returns the elements, or none where the field is missing or null. */
export function elements(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new DecodeError(`${path} is not a list`);
  return value;
}

/** @returns the objects of a list; an element that is not an object is an error. */
export function objects(value: unknown, path: string): readonly Fields[] {
  return elements(value, path).map((element) => {
    const object = fields(element, path);
    if (object === undefined) throw new DecodeError(`${path} has an empty element`);
    return object;
  });
}

export function text(value: unknown, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new DecodeError(`${path} is not a text`);
  return value;
}

export function requiredText(value: unknown, path: string): string {
  const found = text(value, path);
  if (found === undefined || found === "") throw new DecodeError(`${path} is missing`);
  return found;
}

export function flag(value: unknown, path: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw new DecodeError(`${path} is not true or false`);
  return value;
}

export function integer(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new DecodeError(`${path} is not a whole number`);
  return value;
}

export function texts(value: unknown, path: string): readonly string[] {
  return elements(value, path).map((element) => {
    if (typeof element !== "string") throw new DecodeError(`${path} has an element that is not a text`);
    return element;
  });
}

/** @returns the texts, or undefined where there are none. */
export function someTexts(value: unknown, path: string): readonly string[] | undefined {
  const found = texts(value, path);
  return found.length === 0 ? undefined : found;
}

/** @returns a map of texts, or undefined where it is empty. Keys such as `__proto__` stay plain keys. */
export function textMap(value: unknown, path: string): Readonly<Record<string, string>> | undefined {
  const map = fields(value, path);
  if (map === undefined) return undefined;
  const entries = Object.entries(map).map(([key, entry]): [string, string] => [key, text(entry, `${path}.${key}`) ?? ""]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** @returns a quantity or an int-or-string as Kubernetes prints it. */
export function scalar(value: unknown, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value;
  throw new DecodeError(`${path} is neither a text nor a number`);
}

/**
 * @returns a copy without the keys whose value is undefined, so that items stay small. A copy, because V8 keeps an object that
 * a key was deleted from as a table of several times the size.
 */
export function compact<T extends object>(object: T): T {
  const kept = {} as T;
  for (const key in object) if (object[key] !== undefined) kept[key] = object[key];
  return kept;
}
