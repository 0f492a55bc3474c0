/** Loads and removes the sample fleet: clusters of kind `sample`, scanned by the code that scans every other. */
import { err, type Failure, ok, type Result } from "../../core/result.ts";
import type { Repositories } from "../database/repositories.ts";
import type { Scope } from "../database/scope.ts";
import { sampleNames } from "./samples.ts";

type SampleFailure = Failure<"sampleLoaded" | "sampleMissing">;

class Undone extends Error {
  readonly failure: SampleFailure;
  constructor(failure: SampleFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Registers every sample and enqueues its scan, all of them or none. The scope must be all clusters. */
export async function loadSampleFleet(
  repositories: Repositories,
  scope: Scope,
  requestedBy: string,
): Promise<Result<{ clusters: number }, SampleFailure>> {
  const names = await sampleNames();
  if (names.length === 0) return err(missing);
  try {
    await repositories.transaction(async (tx) => {
      if (await tx.clusters.sampleLoaded(scope)) throw new Undone(loaded);
      for (const name of names) await loadSample(tx, scope, { name, requestedBy });
    });
    return ok({ clusters: names.length });
  } catch (error) {
    if (error instanceof Undone) return err(error.failure);
    throw error;
  }
}

async function loadSample(
  tx: Repositories,
  scope: Scope,
  { name, requestedBy }: { name: string; requestedBy: string },
): Promise<void> {
  const cluster = await freeName(tx, scope, { name, requestedBy });
  const scan = await tx.scans.start(scope, { clusterId: cluster, trigger: "sample", requestedBy, sample: name });
  if (!scan.ok) throw new Error(scan.error.message);
}

/** A person may have registered a cluster under a sample's name: the sample then gives way. */
async function freeName(
  tx: Repositories,
  scope: Scope,
  { name, requestedBy }: { name: string; requestedBy: string },
): Promise<string> {
  for (const candidate of [name, `sample-${name}`]) {
    const made = await tx.clusters.create(scope, { name: candidate, kind: "sample", createdBy: requestedBy });
    if (made.ok) return made.value.id;
  }
  throw new Undone(loaded);
}

/** @returns how many clusters were removed. */
export async function removeSampleFleet(repositories: Repositories, scope: Scope): Promise<number> {
  return repositories.clusters.removeSamples(scope);
}

const loaded: SampleFailure = {
  code: "sampleLoaded",
  message: "The sample fleet is loaded already.",
  remedy: "Remove it first to load it anew.",
};
const missing: SampleFailure = {
  code: "sampleMissing",
  message: "This installation ships no samples.",
  remedy: "Install Drydock with its folder `samples`.",
};
