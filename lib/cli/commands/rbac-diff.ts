/** `rbac diff`: who would gain or lose what by a change, or did between two snapshots, and which risks come and go. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { identityOfCluster } from "#core/findings/fingerprint.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { accessResources } from "#core/simulate/access-checks.ts";
import { type PlannedObject, readDeletion } from "#core/simulate/planned.ts";
import { compareAccess, simulate } from "#core/simulate/simulate.ts";
import { readChange } from "#server/snapshot/change-file.ts";
import type { DiffFailOn } from "../exit-codes.ts";
import type { DiffFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { asJson } from "../rbac-diff/as-json.ts";
import { asJunit } from "../rbac-diff/as-junit.ts";
import { asSarif } from "../rbac-diff/as-sarif.ts";
import { asText } from "../rbac-diff/as-text.ts";
import { type DiffReport, exitCodeOfDiff } from "../rbac-diff/report.ts";
import type { ContextOptions } from "../source/live.ts";
import { type OpenedInventory, openInventory } from "../source/open-inventory.ts";

export interface RbacDiffOptions extends ContextOptions {
  readonly snapshot?: readonly string[];
  readonly against?: string;
  readonly with?: readonly string[];
  readonly delete?: readonly string[];
  readonly failOn: DiffFailOn;
  readonly output: DiffFormat;
}

export async function rbacDiff(io: Io, options: RbacDiffOptions): Promise<number> {
  const reported = await report(io, options);
  if (!reported.ok) return refuse(io, reported.error);
  const exitCode = exitCodeOfDiff(reported.value, options.failOn);
  const presenters = { table: asText, json: asJson, sarif: asSarif, junit: asJunit };
  await print(io, presenters[options.output](reported.value, { failOn: options.failOn, exitCode }));
  return exitCode;
}

async function report(io: Io, options: RbacDiffOptions): Promise<Result<DiffReport, Failure>> {
  const { with: files = [], delete: deletions = [], snapshot = [] } = options;
  const others = [...snapshot.slice(1), ...(options.against === undefined ? [] : [options.against])];
  const changes = files.length + deletions.length;
  if (others.length > 1 || (others.length === 1) === changes > 0) return err(usage);
  const before = await open(io, options, snapshot[0]);
  if (!before.ok) return before;
  if (others[0] !== undefined) return compared(io, before.value, others[0]);
  const plan = await readPlan(io, files, deletions);
  if (!plan.ok) return plan;
  const { inventory, place, fallbackIdentity } = before.value;
  const identity = identityOfCluster(inventory, fallbackIdentity);
  const outcome = simulate(inventory, plan.value.plan, { now: io.now(), clusterIdentity: identity });
  return ok({ ...outcome, identity, places: { before: place, after: "with the change" }, others: plan.value.others });
}

const usage: Failure = {
  code: "usage",
  message: "rbac diff compares two things.",
  remedy: "Give a change with --with FILE or --delete OBJECT, or a second snapshot with --against FILE; not both.",
};

function open(io: Io, { kubeconfig, context }: RbacDiffOptions, snapshot: string | undefined) {
  const source = {
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(snapshot !== undefined && { snapshot }),
  };
  return openInventory(io, source, { resources: accessResources });
}

async function compared(io: Io, before: OpenedInventory, path: string): Promise<Result<DiffReport, Failure>> {
  const after = await openInventory(io, { snapshot: path });
  if (!after.ok) return after;
  const [one, other] = [before.inventory.cluster.uid, after.value.inventory.cluster.uid];
  if (one !== undefined && other !== undefined && one !== other)
    tell(io, "These are two clusters: objects and findings are compared by their names.");
  const identity = identityOfCluster(before.inventory, before.fallbackIdentity);
  const outcome = compareAccess(before.inventory, after.value.inventory, { now: io.now(), clusterIdentity: identity });
  const places = { before: before.place, after: after.value.place };
  return ok({ ...outcome, identity, places, objects: [], others: {} });
}

/** Documents are counted through all files; what is wrong is told line by line. */
async function readPlan(io: Io, files: readonly string[], deletions: readonly string[]) {
  const deleted: PlannedObject[] = [];
  for (const [index, deletion] of deletions.entries()) {
    const read = readDeletion(deletion, `--delete ${index + 1}`);
    if (!read.ok) return read;
    deleted.push(read.value);
  }
  const texts: string[] = [];
  for (const file of files) {
    const content = await readText(io, file);
    if (!content.ok) return content;
    texts.push(content.value);
  }
  const read = readChange(texts.join("\n---\n"), deleted);
  if (read.ok) return read;
  tell(io, "The change cannot be read.");
  const [last, ...others] = read.error.map(({ path, message }) => `${path === "" ? "" : `${path}: `}${message}`).toReversed();
  for (const line of others.toReversed()) tell(io, line);
  const remedy = "Give Roles, ClusterRoles and bindings as they will be applied.";
  return err<Failure>({ code: "changeInvalid", message: last ?? "", remedy });
}

async function readText(io: Io, file: string): Promise<Result<string, Failure>> {
  if (file === "-") return ok(await text(io.stdin));
  try {
    return ok(await readFile(file, "utf8"));
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (typeof syscall !== "string") throw error;
    return err({
      code: "changeUnreadable",
      message: `${file} cannot be read (${code}).`,
      remedy: "Name a file with --with, or - for the input.",
    });
  }
}
