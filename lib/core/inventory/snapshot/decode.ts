/**
 * Reads the lines of a snapshot back, and believes none of them: a snapshot may be anything that somebody uploads. It gives a
 * whole inventory or one error; never half of one.
 */
import { createHash } from "node:crypto";
import type { z } from "zod";
import { err, type Failure, ok, type Result } from "../../result.ts";
import { emptyInventory, finishLook } from "../build.ts";
import { type Inventory, inventoryVersion, type Look } from "../inventory.ts";
import type { Item } from "../items.ts";
import type { ResourceId } from "../resources.ts";
import { footerLine, headerLine, itemsLine, lookLine, packedItems, type SharedPart, sharedParts, shareLine } from "./schema.ts";
import { slotsOf } from "./share.ts";

export type SnapshotErrorCode = "notASnapshot" | "newerSnapshot" | "truncatedSnapshot" | "damagedSnapshot";
export type SnapshotError = Failure<SnapshotErrorCode> & { readonly line?: number };

/** Longest line that `splitLines` accepts, in characters. */
export const longestLine = 64 * 1024 * 1024;

class Refused extends Error {
  readonly failure: SnapshotError;
  constructor(failure: SnapshotError) {
    super(failure.message);
    this.failure = failure;
  }
}

function damaged(line: number, what: string): Refused {
  return new Refused({
    code: "damagedSnapshot",
    message: `The snapshot is damaged: line ${line} ${what}.`,
    remedy: "Take the snapshot again, and copy it as a binary file.",
    line,
  });
}

const notASnapshot = new Refused({
  code: "notASnapshot",
  message: "This is not a Drydock snapshot.",
  remedy: "Upload a file that `drydock snapshot` wrote, or the output of kubectl get -o yaml.",
});

const truncated = new Refused({
  code: "truncatedSnapshot",
  message: "The snapshot ends before its last line: it was cut off.",
  remedy: "Take or copy the snapshot again, and check that the disk was not full.",
});

/** @returns the inventory that the lines hold (each with or without its line feed), or why they are not one. */
export async function decodeInventory(
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<Result<Inventory, SnapshotError>> {
  const decoder = new Decoder();
  try {
    for await (const line of lines) decoder.take(line);
    return ok(decoder.finish());
  } catch (error) {
    if (error instanceof Refused) return err(error.failure);
    throw error;
  }
}

/** @returns the lines of a text that arrives in pieces. A line beyond `longestLine` is passed on as it is, and refused there. */
export async function* splitLines(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, void> {
  let rest = "";
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
    if (rest.length > longestLine) break;
  }
  if (rest !== "") yield rest;
}

class Decoder {
  #hash = createHash("sha256");
  #line = 0;
  #items = 0;
  /** The number of a line that is not JSON. */
  #broken: number | undefined;
  #header: z.infer<typeof headerLine> | undefined;
  #footer: z.infer<typeof footerLine> | undefined;
  #shared: { readonly part: SharedPart; readonly value: unknown }[] = [];
  #look: { readonly line: z.infer<typeof lookLine>; readonly items: Item[] } | undefined;
  #looks = new Map<ResourceId, Look>();

  take(text: string): void {
    const bare = text.endsWith("\n") ? text.slice(0, -1) : text;
    if (bare === "" && this.#footer) return;
    if (this.#broken !== undefined) throw damaged(this.#broken, "is not JSON");
    this.#line++;
    const value = this.#parse(bare);
    if (value === undefined) this.#broken = this.#line;
    else if (this.#header === undefined) this.#takeHeader(value);
    else if (this.#footer) throw damaged(this.#line, "stands behind the end");
    else if ("end" in value) this.#takeFooter(value);
    else if ("items" in value) this.#takeItems(value);
    else if ("share" in value) this.#takeShare(value);
    else this.#takeLook(value);
    if (this.#footer === undefined) this.#hash.update(bare).update("\n");
  }

  finish(): Inventory {
    if (this.#header === undefined) throw notASnapshot;
    if (this.#footer === undefined) throw truncated;
    const { version, takenAt, source, cluster, crossCheck, apiMetric, anonymous, hostPorts } = this.#header;
    const inventory = {
      ...emptyInventory({ takenAt, source, cluster }),
      ...(crossCheck && { crossCheck }),
      ...(apiMetric && { apiMetric }),
      ...(anonymous && { anonymous }),
      ...(hostPorts && { hostPorts }),
    };
    const looks = Object.fromEntries(this.#looks);
    return { ...inventory, version, looks: { ...inventory.looks, ...looks } as Inventory["looks"] };
  }

  /** @returns undefined for what is not JSON: the end of a file that was cut off, unless something comes after it. */
  #parse(line: string): object | undefined {
    try {
      const value: unknown = JSON.parse(line.length > longestLine ? "" : line);
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
    } catch {
      if (this.#header) return undefined;
    }
    if (this.#header) throw damaged(this.#line, "is not an object");
    throw notASnapshot;
  }

  #check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const path = parsed.error.issues[0]?.path.map(String).join(".").slice(0, 100);
    throw damaged(this.#line, path ? `is not ${what} (at ${path})` : `is not ${what}`);
  }

  #takeHeader(value: object): void {
    if (!("format" in value) || value.format !== "drydock.inventory") throw notASnapshot;
    if ("version" in value && typeof value.version === "number" && value.version > inventoryVersion)
      throw new Refused({
        code: "newerSnapshot",
        message: `The snapshot has format version ${value.version}; this Drydock reads up to ${inventoryVersion}.`,
        remedy: "Upgrade Drydock, or take the snapshot with the command of this version.",
      });
    this.#header = this.#check(headerLine, value, "a header");
    if (this.#header.version < 1) throw damaged(this.#line, "names a version that never was");
  }

  #takeLook(value: object): void {
    this.#closeLook();
    const line = this.#check(lookLine, value, "the head of a look");
    if (this.#looks.has(line.look)) throw damaged(this.#line, "repeats a look");
    this.#look = { line, items: [] };
  }

  #closeLook(): void {
    if (this.#look === undefined) return;
    const { line, items } = this.#look;
    if (items.length !== line.count) throw damaged(this.#line, "follows a look with another number of items than it says");
    if (items.length > 0 && (line.coverage.state === "unseen" || line.coverage.state === "absent"))
      throw damaged(this.#line, "follows a look that saw nothing and has items");
    this.#looks.set(line.look, finishLook({ resource: line.look, apiVersion: line.apiVersion, coverage: line.coverage, items }));
    this.#look = undefined;
  }

  #takeShare(value: object): void {
    const { share, value: part } = this.#check(shareLine, value, "a shared part");
    this.#shared.push({ part: share, value: this.#check(sharedParts[share] as z.ZodType, part, "a shared part") });
  }

  #takeItems(value: object): void {
    if (this.#look === undefined) throw damaged(this.#line, "has items without a look");
    const schema = packedItems[this.#look.line.look] as z.ZodType<Record<string, unknown>>;
    for (const packed of this.#check(itemsLine, value, "a portion of items").items) {
      const item = this.#check(schema, packed, `an item of ${this.#look.line.look}`);
      this.#look.items.push(this.#unpack(item) as unknown as Item);
      this.#items++;
    }
  }

  #unpack(item: Record<string, unknown>): object {
    for (const { holder, key, part } of slotsOf(item)) {
      const number = holder[key];
      if (number === undefined) continue;
      const shared = this.#shared[number as number];
      if (shared?.part !== part) throw damaged(this.#line, "refers to a shared part that is not there");
      holder[key] = shared.value;
    }
    return item;
  }

  #takeFooter(value: object): void {
    this.#closeLook();
    const footer = this.#check(footerLine, value, "an end");
    if (footer.lines !== this.#line - 1 || footer.items !== this.#items)
      throw damaged(this.#line, "counts other lines than there are");
    if (footer.sha256 !== this.#hash.digest("hex")) throw damaged(this.#line, "has another digest than the lines before it");
    this.#footer = footer;
  }
}
