/** `snapshot`: writes what a cluster shows to a file that Drydock reads back, here or elsewhere. */
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { allGaps } from "#core/inventory/build.ts";
import { formatGap } from "#core/inventory/gap-words.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { isResourceId, wantedResources } from "#core/inventory/resources.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { clean } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { type ContextOptions, chooseContext, look } from "../source/live.ts";

export interface SnapshotOptions extends ContextOptions {
  readonly secretNames?: boolean;
  readonly helmReleases?: boolean;
}

export async function snapshot(io: Io, file: string | undefined, options: SnapshotOptions): Promise<number> {
  const context = chooseContext(io, options);
  if (!context.ok) return refuse(io, context.error);
  const { secretNames = false, helmReleases = false } = options;
  const inventory = await look(io, context.value, { secretNames, helmReleases });
  if (!inventory.ok) return refuse(io, inventory.error);
  const path = file ?? defaultName(context.value.name, inventory.value);
  const written = await writeSnapshot(path, inventory.value, io.signal);
  if (!written.ok) return refuse(io, written.error);
  const gaps = unseen(inventory.value, options);
  for (const gap of gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  await print(io, [`${clean(path)}\n`]);
  return gaps.length > 0 ? exitCodes.unsure : exitCodes.yes;
}

function defaultName(context: string, { takenAt }: Inventory): string {
  const place = context.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+|[.-]+$/g, "") || "cluster";
  return `${place}-${takenAt.replace(/[-:]|\.\d+/g, "")}.drydock.gz`;
}

/** What was left out on purpose hides nothing from whoever chose it. */
function unseen(inventory: Inventory, options: SnapshotOptions) {
  const wanted = new Set<string>(wantedResources(options));
  return allGaps(inventory).filter((gap) => !isResourceId(gap.resource) || wanted.has(gap.resource));
}

/** The file appears when it is whole, for its owner alone. */
async function writeSnapshot(
  path: string,
  inventory: Inventory,
  signal: AbortSignal,
): Promise<Result<void, Failure<"snapshotNotWritten">>> {
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    const file = createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true });
    await pipeline(Readable.from(encodeInventory(inventory)), createGzip(), file, { signal });
    await rename(unfinished, path);
    return ok(undefined);
  } catch (error) {
    await rm(unfinished, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    const message = `The snapshot cannot be written to ${path} (${code}).`;
    return err({ code: "snapshotNotWritten", message, remedy: "Name a file in a folder that you may write to." });
  }
}
