/** Answers that rest on what is known of each image that runs. */
import type { VerdictKind } from "../../findings/verdict.ts";
import type { AskedCluster, AskedImage, Evidence, Question } from "./question.ts";

/** What one image says to a question: the state, and what to tell of it as the end of a sentence about images. */
export interface Told {
  readonly verdict: "pass" | "fail" | "notAssessed";
  readonly says: string;
}

const shown = 3;
const toLook = "Allow the registries of these images under Settings, so that what lies in them can be looked at.";

interface Words {
  /** The link of the trail that the question is about. */
  readonly link?: string;
  /** With `{met}`, `{of}` and `{open}` in it. */
  readonly sentence: string;
}

/** @returns the answer of all images together; an image of which nothing is known leaves it open. */
export function byImages(
  tell: (image: AskedImage, cluster: AskedCluster) => Told,
  { link, sentence }: Words,
): Question["answer"] {
  return (cluster: AskedCluster) => {
    const { images, imagesLeftOut, complete } = cluster;
    if (images.length === 0 && imagesLeftOut === 0) return withoutImages(complete);
    const groups = Map.groupBy(
      images.map((image) => ({ image, told: tell(image, cluster) })),
      ({ told }) => `${told.verdict} ${told.says}`,
    );
    const evidence = [...groups.values()].flatMap((same): Evidence[] => {
      const [first] = same;
      if (first === undefined) return [];
      const names = [...new Set(same.map(({ image }) => image.name))].sort();
      return [{ kind: "images", ...first.told, count: same.length, names: names.slice(0, shown), ...(link && { link }) }];
    });
    if (imagesLeftOut > 0)
      evidence.push({
        kind: "images",
        verdict: "notAssessed",
        count: imagesLeftOut,
        says: "were not read, because they are many",
        names: [],
      });
    const sorted = evidence.toSorted((one, other) => rank(one) - rank(other) || countOf(other) - countOf(one));
    const count = (verdict: Told["verdict"]) =>
      sorted.reduce((sum, one) => sum + (one.verdict === verdict ? countOf(one) : 0), 0);
    const [met, unmet, open] = [count("pass"), count("fail"), count("notAssessed")];
    const verdict: VerdictKind = unmet > 0 ? "fail" : open > 0 || !complete ? "notAssessed" : "pass";
    const unseen = verdict === "notAssessed" && sorted.some((one) => one.kind === "images" && one.says === notLooked.says);
    const because = filled(sentence, { met, of: met + unmet + open, open });
    return { verdict, because, evidence: sorted, ...(unseen && { remedy: toLook }) };
  };
}

function withoutImages(complete: boolean): ReturnType<Question["answer"]> {
  if (complete) return { verdict: "notApplicable", because: "Nothing runs in the cluster.", evidence: [] };
  return { verdict: "notAssessed", because: "What runs in the cluster was not seen.", evidence: [] };
}

function countOf(evidence: Evidence): number {
  return evidence.kind === "images" ? evidence.count : 0;
}

function rank({ verdict }: Evidence): number {
  return ["fail", "notAssessed", "pass"].indexOf(verdict);
}

function filled(
  sentence: string,
  { met, of, open }: { readonly met: number; readonly of: number; readonly open: number },
): string {
  const told = sentence.replace("{met}", String(met)).replace("{of}", `${of} ${of === 1 ? "image" : "images"}`);
  return open === 0 ? `${told}.` : `${told}; of ${open} nobody can tell.`;
}

const linkWords: Readonly<Record<string, Told>> = {
  verified: { verdict: "pass", says: "are verified" },
  "signed-untrusted": { verdict: "fail", says: "are signed by somebody whom no policy names" },
  invalid: { verdict: "fail", says: "contradict themselves" },
  unsigned: { verdict: "fail", says: "have nothing that says so" },
  "claim-only": { verdict: "fail", says: "say so by themselves, and nobody signed it" },
  "signed-unverifiable": { verdict: "notAssessed", says: "are signed in a way that could not be verified" },
  stale: { verdict: "notAssessed", says: "have an answer that is older than its time, its trust or its policy" },
};
export const notLooked: Told = { verdict: "notAssessed", says: "were not looked at" };

/** @returns what the state of a link of the trail says. */
export function byLink(link: string): (image: AskedImage) => Told {
  return ({ states }) => linkWords[states[link] ?? ""] ?? notLooked;
}

/** @returns whether each build had a builder that was made for it: only a verified word of the builder's platform is evidence. */
export function byInstance({ provenances }: AskedImage): Told {
  if (provenances === undefined) return notLooked;
  if (provenances.length === 0) return { verdict: "notAssessed", says: "have no provenance that names a builder" };
  const verified = provenances.filter(({ state }) => state === "verified");
  if (verified.length === 0) return { verdict: "notAssessed", says: "have a provenance that is not verified" };
  if (verified.every(({ instance }) => instance === "ephemeral"))
    return { verdict: "pass", says: "were built on a machine that was made for the run" };
  if (verified.some(({ instance }) => instance === "selfHosted"))
    return { verdict: "notAssessed", says: "were built on somebody's own runner, which may outlive a run" };
  return { verdict: "notAssessed", says: "were built where nothing tells how long a builder lives" };
}

/** @returns whether each dependency that the build names is pinned, and whether it names them all. */
export function byDependencies({ provenances }: AskedImage): Told {
  if (provenances === undefined) return notLooked;
  if (provenances.length === 0) return { verdict: "notAssessed", says: "have no provenance that names what went into them" };
  const all = provenances.flatMap(({ provenance }) => provenance.dependencies);
  if (all.some(({ digest }) => Object.keys(digest).length === 0))
    return { verdict: "fail", says: "were built with dependencies that no digest pins" };
  if (all.length === 0) return { verdict: "notAssessed", says: "have a provenance that names no dependency" };
  if (!provenances.some(({ state }) => state === "verified"))
    return { verdict: "notAssessed", says: "name digests of their dependencies in a provenance that is not verified" };
  if (!provenances.some(({ provenance }) => provenance.complete?.materials === true))
    return { verdict: "notAssessed", says: "pin what they name, and do not claim to name all dependencies" };
  return { verdict: "pass", says: "pin every dependency, and claim to name all" };
}

/** @returns whether the image says by which digest its base was taken. That is the builder's own word. */
export function byBase({ facts }: AskedImage): Told {
  if (facts === undefined) return notLooked;
  const { base } = facts;
  if (base.digest !== undefined) return { verdict: "pass", says: "name the digest of their base" };
  if (base.name !== undefined) return { verdict: "fail", says: "name their base by a tag alone" };
  return { verdict: "notAssessed", says: "do not say what they were built on" };
}
