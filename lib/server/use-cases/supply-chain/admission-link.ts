/** Whether what enforces in a cluster would have asked for the signature of an image: a link beside the trail. */
import type { TrailLinkView } from "../../../contracts/supply-chain.ts";
import { type AdmittedContainer, admittedContainers } from "../../../core/supply-chain/enforcement/admitted.ts";
import type { CoverageState } from "../../../core/supply-chain/enforcement/coverage.ts";
import { standingResources } from "../../../core/supply-chain/enforcement/standing.ts";
import type { Actor } from "../../auth/actor.ts";
import { seesAllOf } from "../../database/scope.ts";
import type { RunningImageRow } from "../../database/supply-chain/image-rows.ts";
import type { Services } from "../services.ts";

/** One container of the trail; without `admitted` it says why nobody can tell. */
export interface AdmissionPlace {
  readonly row: RunningImageRow;
  readonly cluster: string;
  readonly admitted?: AdmittedContainer;
  readonly unseen?: string;
}

/** Clusters that one trail asks about. */
const mostClusters = 10;

/** @param clusterName of a cluster's id. @returns how each container that runs the image was let in, by the scans that showed it. */
export async function admissionOf(
  { scope }: Actor,
  running: readonly RunningImageRow[],
  {
    services: { repositories, memory },
    clusterName,
  }: { readonly services: Services; readonly clusterName: (id: string) => string },
): Promise<readonly AdmissionPlace[]> {
  const asked = [...new Set(running.map(({ clusterId }) => clusterId))].slice(0, mostClusters);
  const load = (scanId: string) =>
    memory.get(`how containers were let in ${scanId}`, async () => {
      const inventory = await repositories.inventories.loadForIndex(scope, scanId, standingResources);
      const value = inventory && new Map(admittedContainers(inventory).map((one) => [keyOf(one), one]));
      return value && { value, weight: value.size + 1 };
    });
  return Promise.all(
    running.map(async (row): Promise<AdmissionPlace> => {
      const place = { row, cluster: clusterName(row.clusterId) };
      if (!seesAllOf(scope, row.clusterId))
        return { ...place, unseen: "Your scope is a part of the cluster; its admission is about all of it." };
      if (!asked.includes(row.clusterId)) return { ...place, unseen: `The first ${mostClusters} clusters are looked at.` };
      const admitted = (await load(row.scanId))?.get(keyOf(row));
      return admitted === undefined ? { ...place, unseen: "The scan does not show how it was let in." } : { ...place, admitted };
    }),
  );
}

function keyOf(one: Pick<AdmittedContainer, "namespace" | "kind" | "workload" | "container" | "image">): string {
  return [one.namespace, one.kind, one.workload, one.container, one.image].join("\n");
}

/** A pod that passes while its engine is silent may have passed unasked: of such a one nobody can tell. */
const unknowable: ReadonlySet<CoverageState | undefined> = new Set([undefined, "unknown", "failOpen"]);

/** @returns the link: proved where every container was let in by a rule that refuses what nobody signed. */
export function admissionLink(places: readonly AdmissionPlace[]): TrailLinkView {
  const open = places.filter(({ admitted }) => unknowable.has(admitted?.state));
  const passed = places.filter(({ admitted }) => admitted?.state === "verified");
  const absent = places.filter((one) => !open.includes(one) && !passed.includes(one));
  const shared = {
    id: "admission" as const,
    title: "Admission",
    artifacts: [],
    reported: [],
    checks: places.slice(0, shown).map(checkOf),
  };
  const all = places.length;
  const proof = `${passed.length} of ${all} ${all === 1 ? "container" : "containers"} covered`;
  const [first] = absent.length > 0 ? absent : open.length > 0 ? open : passed;
  if (first === undefined) return { ...shared, state: "unknown", proof: "not looked", reason: "Nothing that is seen runs it." };
  const state = absent.length > 0 ? "unsigned" : open.length > 0 ? "unknown" : "verified";
  return {
    ...{ ...shared, state, proof, reason: reasonOf(first) },
    ...(first.admitted?.rule && { value: ruleName(first.admitted.rule) }),
    ...(state === "unsigned" && { remedy: "Enforce a policy that asks for a signature where it runs." }),
  };
}

const shown = 20;

function checkOf(place: AdmissionPlace, index: number): TrailLinkView["checks"][number] {
  const { row, cluster, admitted } = place;
  const state = admitted?.state;
  const outcome = unknowable.has(state) ? "notAssessed" : state === "verified" ? "passed" : "failed";
  const where = `${cluster}, ${row.namespace}/${row.workload}, ${row.container}`;
  return {
    id: `admitted-${index + 1}`,
    title: "It would not have been let in without a signature",
    outcome,
    detail: `${where}: ${reasonOf(place)}`,
  };
}

function ruleName({ engine, policy }: NonNullable<AdmittedContainer["rule"]>): string {
  return `${engine} ${policy}`;
}

function reasonOf({ admitted, unseen }: AdmissionPlace): string {
  if (admitted === undefined) return unseen ?? "";
  const { state, rule } = admitted;
  const name = rule === undefined ? "A policy" : `The policy ${rule.policy} of ${rule.engine}`;
  return {
    verified: `${name} refuses pods whose image is not signed as it asks.`,
    failOpen: `${name} lets pods pass while its engine does not answer: nobody can tell whether it was asked.`,
    unknown: "Not all policies and webhooks could be seen or read, so that nobody can tell.",
    older: `The pod is older than ${rule === undefined ? "the policy" : rule.policy}, which never saw it.`,
    reported: `${name} only reports what it finds.`,
    skipped: `${name} is about the image, and its engine is not asked in this namespace.`,
    unmatched: "No policy that verifies signatures is about it.",
  }[state];
}
