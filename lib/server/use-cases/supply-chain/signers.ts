/** Who signed what runs, and where it runs. */
import type { SignerList } from "../../../contracts/supply-chain.ts";
import { ok } from "../../../core/result.ts";
import type { Signer } from "../../../core/supply-chain/identity/signer.ts";
import type { ImageRecord, ImageSignerRow } from "../../database/supply-chain/image-rows.ts";
import type { SeenImages } from "../../database/supply-chain/images.ts";
import { loadJudgement } from "../../supply-chain/judgement.ts";
import { defineUseCase } from "../outcome.ts";
import { groupImages, type ImageGroup, nameOf } from "./image-groups.ts";
import { type Held, imageRow } from "./image-row.ts";
import { rowContext } from "./images.ts";
import { signerView } from "./trail-artifacts.ts";
import { podsOf } from "./trail-links.ts";

type SignerEntry = SignerList["signers"][number];

const newForMs = 7 * 24 * 60 * 60 * 1000;
const mostRepositories = 5;

export const listSigners = defineUseCase<unknown, SignerList>("report:read", async ({ scope }, _input, { repositories, now }) => {
  const { images, judgement } = repositories;
  const [seen, signers, judged] = await Promise.all([images.seen(scope), images.signers(scope), loadJudgement(judgement)]);
  const groups = groupImages(seen);
  const context = rowContext(seen, judged, now());
  const states = groups.map((group) => imageRow(group, context).state);
  const bySigner = Map.groupBy(signers, ({ signer }) => signer);
  return ok({
    signers: [...bySigner.values()]
      .map((rows) => entryOf(rows, { groups, seen, held: context }))
      .sort((one, other) => other.images - one.images || (one.name < other.name ? -1 : 1)),
    unsigned: states.filter((state) => state === "unsigned" || state === "claim-only").length,
    notKnown: states.filter((state) => state === "unknown" || state === "stale").length,
  });
});

interface Inside {
  readonly groups: readonly ImageGroup[];
  readonly seen: SeenImages;
  readonly held: Held;
}

function entryOf(rows: readonly ImageSignerRow[], { groups, seen, held }: Inside): SignerEntry {
  const images = new Set(rows.map(({ imageId }) => imageId));
  const signed = groups.filter(({ records }) => records.some(({ id }) => images.has(id)));
  const running = signed.flatMap((group) => group.running);
  const clusters = new Set(running.map(({ clusterId }) => clusterId));
  const records = seen.records.filter(({ id }) => images.has(id));
  const repositories = [...new Set(records.map(nameOf))].sort();
  const newest = rows.toSorted((one, other) => lastSigned(other.identity) - lastSigned(one.identity))[0] as ImageSignerRow;
  const firstSeen = new Date(Math.min(...rows.map((row) => row.firstSeen.getTime())));
  const { signedAt: _signedAt, ...signer } = signerView(newest.identity);
  return {
    ...signer,
    state: stateOf(rows, records, held),
    images: signed.length,
    pods: podsOf(running),
    clusters: seen.clusters.filter(({ id }) => clusters.has(id)).map(({ id, name }) => ({ id, name })),
    repositories: repositories.slice(0, mostRepositories),
    repositoryCount: repositories.length,
    roles: [...new Set(rows.map(({ role }) => role))].sort(),
    ...runOf(newest.identity),
    firstSeen: firstSeen.toISOString(),
    isNew: held.now.getTime() - firstSeen.getTime() < newForMs,
    warnings: warningsOf(newest.identity),
  };
}

function stateOf(rows: readonly ImageSignerRow[], records: readonly ImageRecord[], { revision }: Held): SignerEntry["state"] {
  if (records.some(({ judgedBy }) => judgedBy !== revision)) return "stale";
  return rows.every(({ state }) => state === "verified") ? "verified" : "signed-untrusted";
}

function lastSigned({ signedAt }: Signer): number {
  return Math.max(0, ...signedAt.map((time) => Date.parse(time)));
}

function runOf(signer: Signer): Pick<SignerEntry, "runner" | "ref" | "trigger"> {
  if (signer.kind === "key") return {};
  const { runnerEnvironment, sourceRepositoryRef, buildTrigger } = signer.claims;
  return {
    ...(runnerEnvironment !== undefined && { runner: runnerEnvironment }),
    ...(sourceRepositoryRef !== undefined && { ref: sourceRepositoryRef }),
    ...(buildTrigger !== undefined && { trigger: buildTrigger }),
  };
}

const usualRef = /^refs\/(?:heads\/(?:main|master)$|tags\/)/;

function warningsOf(signer: Signer): string[] {
  if (signer.kind === "key")
    return signer.signedAt.length > 0 ? [] : ["Nothing says when the key signed: a key that leaks signs for ever."];
  const { runnerEnvironment, sourceRepositoryRef, buildTrigger } = signer.claims;
  return [
    ...(signer.lookalike === undefined ? [] : ["Its name has characters that look like others."]),
    ...(runnerEnvironment === "self-hosted"
      ? ["It runs on a machine of somebody's own, which may remember earlier builds."]
      : []),
    ...(sourceRepositoryRef !== undefined && !usualRef.test(sourceRepositoryRef)
      ? [`It signs from ${sourceRepositoryRef}.`]
      : []),
    ...(buildTrigger === "pull_request_target" ? ["A pull request from outside can start it."] : []),
  ];
}
