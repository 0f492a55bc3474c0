import { type Digest, shortDigest } from "../../supply-chain/images/digest.ts";
import { formatReference } from "../../supply-chain/images/reference.ts";
import { type RunningContainer, runningImageResources } from "../../supply-chain/images/running.ts";
import { defineCheck } from "../define.ts";
import { runningWorkloads } from "./running.ts";

interface Run {
  readonly name: string;
  /** Name and platform: images of several platforms may have digests of their own under one name. */
  readonly group: string;
  readonly digest: Digest;
}

/** @returns what a container runs under a name that may move; undefined where that cannot be compared. */
function runOf({ reference, imageID, architecture }: RunningContainer): Run | undefined {
  if (reference === undefined || reference.digest !== undefined || architecture === undefined) return undefined;
  if (imageID.kind !== "repository") return undefined;
  const name = formatReference(reference);
  return { name, group: `${name} ${architecture}`, digest: imageID.digest };
}

export default defineCheck({
  id: "supply-chain/diverging-image",
  major: 1,
  since: "0.1",
  title: "Different images under the same reference",
  pillar: "supply-chain",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: [],
  reads: runningImageResources,
  facts: ["init-container-images"],
  crossesNamespaces: true,
  messages: {
    within: { text: "{object} runs different images under one name: {images} is {digests}", severity: "medium" },
    elsewhere: {
      text: "{object} runs {images} as {digests}, and another workload of the cluster runs another image under that name",
      severity: "low",
    },
  },
  docs: {
    why: "The same name means different bytes on nodes of one platform: the tag was moved, or somebody brought an image to a node under that name. Which of them was built, reviewed or scanned nobody can tell by the name, and pods of one workload may behave differently.",
    fix: "Name the image by digest, and roll the workload out again so that all of its pods run the same. Find out who moved the tag.",
    refs: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"],
  },
  *evaluate({ view }) {
    const workloads = view(runningWorkloads).map(({ at, containers }) => ({
      at,
      runs: containers.flatMap((one) => runOf(one) ?? []),
    }));
    const digests = new Map<string, Set<string>>();
    for (const { group, digest } of workloads.flatMap(({ runs }) => runs))
      digests.set(group, (digests.get(group) ?? new Set()).add(digest));
    for (const { at, runs } of workloads) {
      const diverging = runs.filter(({ group }) => (digests.get(group)?.size ?? 0) > 1);
      for (const [name, same] of Map.groupBy(diverging, (run) => run.name)) {
        const within = [...Map.groupBy(same, ({ group }) => group).values()].some(
          (group) => new Set(group.map(({ digest }) => digest)).size > 1,
        );
        const own = [...new Set(same.map(({ digest }) => shortDigest(digest)))].sort();
        yield { at, message: within ? "within" : "elsewhere", data: { images: [name], digests: own }, locus: name };
      }
    }
  },
});
