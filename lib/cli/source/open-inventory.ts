/** Where a command's inventory comes from: a live cluster, or something saved. */
import { basename } from "node:path";
import type { Inventory } from "#core/inventory/inventory.ts";
import { type Failure, ok, type Result } from "#core/result.ts";
import type { Io } from "../io.ts";
import type { ContextOptions, LookOptions } from "./live.ts";

export interface SourceOptions extends ContextOptions {
  readonly snapshot?: string;
}

export interface OpenedInventory {
  readonly inventory: Inventory;
  /** What `-n` means where it is not given. */
  readonly namespace: string;
  /** For people: `context prod`, `snapshot prod.gz`. */
  readonly place: string;
  /** Stands for the cluster in fingerprints where it cannot tell who it is. */
  readonly fallbackIdentity: string;
}

/** @param what limits a live look; something saved is read in full. */
export async function openInventory(
  io: Io,
  source: SourceOptions,
  what: LookOptions = {},
): Promise<Result<OpenedInventory, Failure>> {
  if (source.snapshot !== undefined) {
    const { readSaved } = await import("./saved.ts");
    const saved = await readSaved(source.snapshot, io.now());
    if (!saved.ok) return saved;
    const place = `snapshot ${basename(source.snapshot)}`;
    return ok({ inventory: saved.value, namespace: "default", place, fallbackIdentity: "snapshot" });
  }
  const { chooseContext, look } = await import("./live.ts");
  const context = chooseContext(io, source);
  if (!context.ok) return context;
  const inventory = await look(io, context.value, what);
  if (!inventory.ok) return inventory;
  const { name, namespace, cluster } = context.value;
  return ok({ inventory: inventory.value, namespace, place: `context ${name}`, fallbackIdentity: cluster.server });
}
