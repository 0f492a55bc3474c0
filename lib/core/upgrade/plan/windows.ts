/**
 * Windows to migrate: the minors that serve both an API and what takes its place. Inside of it one changes manifests before
 * the upgrade; before it and after it only one of the two is there.
 */
import type { Inventory, Look } from "../../inventory/inventory.ts";
import { type ResourceId, resourceIds } from "../../inventory/resources.ts";
import { type ApiLifecycle, apiLifecycles, apiVersionOf, replacementIn, windowToMigrate } from "../lifecycle.ts";
import { formatMinor, type Minor } from "../minor.ts";

export interface MigrationWindow {
  readonly from: ApiLifecycle;
  readonly to: ApiLifecycle;
  /** The minors that serve both; absent where both change in one step. */
  readonly both?: { readonly from: Minor; readonly to: Minor };
  /** Where the cluster stands: the new one is not there yet, both are, or the old one is gone. */
  readonly stands: "before" | "inside" | "after";
  /** How many objects of the kind were seen; absent where the kind was not looked at. */
  readonly objects?: number;
  /** What to do, in one or two sentences. */
  readonly says: string;
}

/** Minors that the old one is gone for, and whoever did not change it still meets. */
const justGone = 2;

/** @returns the windows of kinds that the cluster serves, the one that closes first before others. */
export function migrationWindows(
  { cluster, looks }: Pick<Inventory, "cluster" | "looks">,
  current: Minor,
): readonly MigrationWindow[] {
  const served = new Set(cluster.discovery.resources.map(({ group, version, kind }) => `${group}/${version}/${kind}`));
  const isServed = ({ group, version, kind }: ApiLifecycle) => served.has(`${group}/${version}/${kind}`);
  const found = apiLifecycles.flatMap((from): MigrationWindow[] => {
    if (!from.stored || from.stage === "config" || from.removed === undefined || from.removed <= current - justGone) return [];
    const to = replacementIn(from, from.removed);
    if (to === undefined || !(isServed(from) || (from.onByDefault !== false && isServed(to)))) return [];
    const both = windowToMigrate(from);
    const stands = standsAt(from, to, current);
    const objects = objectsOf(looks, to) ?? objectsOf(looks, from);
    return [
      {
        ...{ from, to, stands, says: saysOf({ from, to, current, both }) },
        ...(both && { both }),
        ...(objects !== undefined && { objects }),
      },
    ];
  });
  return found.sort((one, other) => (one.from.removed ?? 0) - (other.from.removed ?? 0));
}

function standsAt(from: ApiLifecycle, to: ApiLifecycle, current: Minor): MigrationWindow["stands"] {
  if (from.removed !== undefined && current >= from.removed) return "after";
  return to.introduced !== undefined && current < to.introduced ? "before" : "inside";
}

function objectsOf(looks: Inventory["looks"], { group, resource }: ApiLifecycle): number | undefined {
  const id = resourceIds.find((one) => one === (group === "" ? resource : `${resource}.${group}`));
  const look = id && (looks[id as ResourceId] as Look);
  return look === undefined || look.coverage.state === "unseen" ? undefined : look.items.length;
}

interface Told {
  readonly from: ApiLifecycle;
  readonly to: ApiLifecycle;
  readonly current: Minor;
  readonly both: MigrationWindow["both"];
}

/** No minor serves both: what leads from one to the other, if anything does. */
function apart({ from, current, gone }: Pick<Told, "from" | "current"> & { readonly gone: string }): string {
  const removed = from.removed ?? current;
  const bridge = apiLifecycles.findLast(
    ({ group, version, kind, introduced = Number.POSITIVE_INFINITY, removed: end = Number.POSITIVE_INFINITY, onByDefault }) =>
      group === from.group &&
      kind === from.kind &&
      version !== from.version &&
      onByDefault !== false &&
      introduced <= current &&
      end > removed,
  );
  if (bridge === undefined) return `, and no minor serves both: change manifests in the step to ${gone}`;
  const until = bridge.removed === undefined ? "" : `, and ${formatMinor(bridge.removed)} no longer does`;
  return `. ${apiVersionOf(bridge)} leads over: ${formatMinor(current)} serves it already${until}. Change to that now, before the step to ${gone}`;
}

function saysOf({ from, to, current, both }: Told): string {
  const [old, fresh] = [apiVersionOf(from), apiVersionOf(to)];
  const gone = formatMinor(from.removed ?? current);
  switch (standsAt(from, to, current)) {
    case "after":
      return `${old} is gone since ${gone}. Whatever still writes it fails now: write ${fresh}.`;
    case "before":
      return both === undefined
        ? `${formatMinor(current)} does not serve ${fresh} yet${apart({ from, current, gone })}.`
        : `${formatMinor(current)} does not serve ${fresh} yet. Go to ${formatMinor(both.from)}, change manifests there, and be done before ${gone}.`;
    case "inside":
      return `${formatMinor(current)} serves both. Change to ${fresh} now, before the step to ${gone}.`;
  }
}
