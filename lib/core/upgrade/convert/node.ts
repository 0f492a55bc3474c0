/** Changes to a parsed manifest that leave comments and order of what they do not touch. */
import { Document, isMap, isNode, isScalar, isSeq, type Node, type Pair, YAMLMap } from "yaml";

/** What a person has to know about a field that is not written as before. */
export interface ConversionNote {
  /** Of the field in the new manifest, such as `spec.rules[0].http.paths[0].pathType`. */
  readonly path: string;
  readonly message: string;
  /** Only a person can say whether it is right. */
  readonly decide?: true;
}

/** A map of the manifest with where it stands, and where notes about it go. */
export class Field {
  readonly map: YAMLMap;
  readonly path: string;
  readonly notes: ConversionNote[];

  constructor(map: YAMLMap, path: string, notes: ConversionNote[]) {
    this.map = map;
    this.path = path;
    this.notes = notes;
  }

  /** @returns the map under a key, if there is one. */
  at(...keys: readonly string[]): Field | undefined {
    const [key, ...rest] = keys;
    if (key === undefined) return this;
    const node = this.map.get(key, true);
    return isMap(node) ? new Field(node, this.pathOf(key), this.notes).at(...rest) : undefined;
  }

  /** @returns the map under a key, made where there is none. */
  make(key: string): Field {
    const found = this.at(key);
    if (found) return found;
    const map = new YAMLMap();
    this.put(key, map);
    return new Field(map, this.pathOf(key), this.notes);
  }

  /** @returns the maps of the list under a key. */
  each(key: string): readonly Field[] {
    const list = this.map.get(key, true);
    if (!isSeq(list)) return [];
    return list.items.flatMap((item, index) =>
      isMap(item) ? [new Field(item, `${this.pathOf(key)}[${index}]`, this.notes)] : [],
    );
  }

  has(key: string): boolean {
    const node = this.map.get(key, true);
    return node !== undefined && !(isScalar(node) && node.value === null);
  }

  /** @returns a scalar's value. */
  value(key: string): unknown {
    const node = this.map.get(key, true);
    return isScalar(node) ? node.value : undefined;
  }

  text(key: string): string | undefined {
    const value = this.value(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  put(key: string, value: unknown): void {
    this.map.set(key, isNode(value) ? value : new Document(value).contents);
  }

  /** Puts a value where there is none. @returns whether it did. */
  putMissing(key: string, value: unknown): boolean {
    if (this.has(key)) return false;
    this.put(key, value);
    return true;
  }

  /** Calls a key otherwise, in its place. */
  rename(from: string, to: string): boolean {
    const pair = this.#pair(from);
    if (!pair) return false;
    const { key } = pair;
    if (isScalar(key)) key.value = to;
    return true;
  }

  /** Takes a key out. @returns what stood there. */
  take(key: string): Node | undefined {
    const node = this.map.get(key, true);
    this.map.delete(key);
    return node as Node | undefined;
  }

  /** Moves a key to another map, called otherwise there if so wished. */
  move(key: string, to: Field, name = key): boolean {
    if (!this.has(key)) return false;
    to.put(name, this.take(key));
    return true;
  }

  note(key: string, message: string): void {
    this.notes.push({ path: this.pathOf(key), message });
  }

  /** A note about what only a person can decide. */
  ask(key: string, message: string): void {
    this.notes.push({ path: this.pathOf(key), message, decide: true });
  }

  pathOf(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  #pair(key: string): Pair | undefined {
    return this.map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
  }
}

/** What a conversion knows beside the manifest. */
export interface Change {
  /** The old `apiVersion` in parts. */
  readonly group: string;
  readonly version: string;
  /** The minor to convert for. */
  readonly target: number;
}

/** Rewrites a manifest's fields; the `apiVersion` is set by the caller. */
export type Rewrite = (root: Field, change: Change) => void;
