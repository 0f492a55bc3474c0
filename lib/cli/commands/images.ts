/** `images`: which images run where, by what the runtimes say, and how much their references settle. It asks no registry. */
import { formatGap, uniqueGaps } from "#core/inventory/gap-words.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { shortDigest } from "#core/supply-chain/images/digest.ts";
import { type FleetImage, fleetImages } from "#core/supply-chain/images/fleet-images.ts";
import { runningImageResources, runningImages } from "#core/supply-chain/images/running.ts";
import { json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";
import { table } from "../terminal/table.ts";

export interface ImagesOptions extends SourceOptions {
  readonly namespace?: string;
  readonly output: QuestionFormat;
}

export async function images(io: Io, options: ImagesOptions): Promise<number> {
  const opened = await openInventory(io, options, { resources: [...runningImageResources] });
  if (!opened.ok) return refuse(io, opened.error);
  const { inventory, place } = opened.value;
  const { containers, gaps: found } = runningImages(inventory);
  const { namespace } = options;
  const wanted = namespace === undefined ? containers : containers.filter((one) => one.namespace === namespace);
  const gaps = uniqueGaps(found.filter((gap) => namespace === undefined || (gap.namespace ?? namespace) === namespace));
  const list = fleetImages([{ cluster: place, containers: wanted }]);
  if (options.output === "json") await print(io, json({ images: list, complete: gaps.length === 0, gaps }, 2));
  else await print(io, table(["IMAGE", "DIGEST", "REFERENCE", "PODS", "RUNS IN"], list.map(rowOf)));
  if (options.output !== "json") for (const gap of gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  tellOlder(io, inventory, list);
  tell(io, "No registry was asked: what is signed is not assessed. `drydock trail` asks for one image.");
  return gaps.length > 0 ? exitCodes.unsure : exitCodes.yes;
}

function tellOlder(io: Io, { version }: Inventory, list: readonly FleetImage[]): void {
  if (list.some(({ withoutDigest }) => withoutDigest === "notCollected"))
    tell(io, `The snapshot is of format ${version}, which has no digests of init and ephemeral containers: take it again.`);
}

const absences: Readonly<Record<NonNullable<FleetImage["withoutDigest"]>, string>> = {
  absent: "not pulled yet",
  notCollected: "not assessed",
  unrecognised: "not known",
};

const settled = { digest: "pinned by digest", tag: "tag", latest: "latest, or no tag" } as const;

/** The digest has a column of its own. */
function named(references: readonly string[]): string {
  const names = references.map((reference) => reference.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]{52}$/, "$1"));
  return names.length > 2 ? `${names.slice(0, 2).join(", ")}, and ${names.length - 2} more` : names.join(", ");
}

function rowOf({ references, digest, digestOf, withoutDigest, pinning, pods, places }: FleetImage): readonly string[] {
  const by = digestOf === "configuration" ? " (configuration)" : "";
  const workloads = [...new Set(places.map(({ namespace, kind, workload }) => `${kind} ${namespace}/${workload}`))];
  const more = workloads.length > 3 ? `, and ${workloads.length - 3} more` : "";
  return [
    named(references),
    digest === undefined ? absences[withoutDigest ?? "absent"] : `${shortDigest(digest)}${by}`,
    pinning === undefined ? "cannot be read" : settled[pinning],
    String(pods),
    `${workloads.slice(0, 3).join(", ")}${more}`,
  ];
}
