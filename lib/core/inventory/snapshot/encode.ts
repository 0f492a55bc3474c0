/**
 * An inventory as lines of JSON: a header, for each look a line and its items in portions, and a footer with the number of
 * lines and their digest, so that a file that ends early is never taken for a whole one. Compression is the caller's.
 */
import { createHash } from "node:crypto";
import type { Inventory, Look } from "../inventory.ts";
import type { ItemBase } from "../items.ts";
import { resourceIds } from "../resources.ts";
import { copyHolders, slotsOf } from "./share.ts";

export const snapshotFormat = "drydock.inventory";
const portion = 200;

/** @returns the lines of a snapshot, each with its line feed. The same inventory gives the same bytes. */
export function* encodeInventory(inventory: Inventory): Generator<string, void> {
  const hash = createHash("sha256");
  let lines = 0;
  let items = 0;
  for (const line of body(inventory)) {
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    lines++;
    if ("items" in line) items += (line.items as unknown[]).length;
    yield text;
  }
  yield `${JSON.stringify({ end: true, lines, items, sha256: hash.digest("hex") })}\n`;
}

function* body(inventory: Inventory): Generator<object, void> {
  const { version, takenAt, source, cluster, crossCheck, apiMetric, anonymous, hostPorts } = inventory;
  yield { format: snapshotFormat, version, takenAt, source, cluster, crossCheck, apiMetric, anonymous, hostPorts };
  const shared = createSharedTable();
  for (const resource of resourceIds) yield* look(inventory.looks[resource] as Look, shared);
}

function* look(found: Look, shared: SharedTable): Generator<object, void> {
  yield { look: found.resource, apiVersion: found.apiVersion, coverage: found.coverage, count: found.items.length };
  for (let start = 0; start < found.items.length; start += portion) {
    const packed = found.items.slice(start, start + portion).map((item) => shared.pack(item));
    yield* shared.added();
    yield { items: packed };
  }
}

interface SharedTable {
  pack(item: ItemBase): object;
  /** The lines of parts that were met since the last call. */
  added(): readonly object[];
}

function createSharedTable(): SharedTable {
  const numbers = new Map<string, number>();
  const byIdentity = new Map<object, number>();
  let added: object[] = [];
  const numberOf = (part: string, value: object): number => {
    const known = byIdentity.get(value);
    if (known !== undefined) return known;
    const key = `${part} ${JSON.stringify(value)}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      added.push({ share: part, value });
    }
    byIdentity.set(value, number);
    return number;
  };
  return {
    pack(item) {
      const copy = copyHolders(item);
      for (const { holder, key, part } of slotsOf(copy)) {
        const value = holder[key];
        if (value !== undefined) holder[key] = numberOf(part, value as object);
      }
      return copy;
    },
    added() {
      const lines = added;
      added = [];
      return lines;
    },
  };
}
