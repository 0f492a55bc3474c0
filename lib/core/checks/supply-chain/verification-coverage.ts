import { outside } from "../../inventory/gap.ts";
import type { CoverageState } from "../../supply-chain/enforcement/coverage.ts";
import { defineCheck } from "../define.ts";
import {
  type EnforcementView,
  enforcementResources,
  enforcementView,
  type JudgedImage,
  verifiesAnything,
} from "./enforcement.ts";

const told = ["failOpen", "older", "reported", "skipped", "unmatched"] as const satisfies readonly CoverageState[];
type Told = (typeof told)[number];

function policiesOf(images: readonly JudgedImage[]): readonly string[] {
  return [...new Set(images.flatMap(({ covered }) => covered.guard?.policy.meta.name ?? []))].sort();
}

/** @returns how many workloads run images of which nobody can say whether they were verified. */
function doubtfulIn({ enforcement, workloads }: EnforcementView): number {
  const verifies = verifiesAnything(enforcement);
  if (verifies === "no") return 0;
  if (verifies === "unknown") return workloads.length;
  return workloads.filter(({ images }) => images.some(({ covered }) => covered.state === "unknown")).length;
}

export default defineCheck({
  id: "supply-chain/verification-coverage",
  major: 1,
  since: "0.1",
  title: "Running images past the verification of signatures",
  pillar: "supply-chain",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.5.1"],
  reads: enforcementResources,
  facts: ["image-policy-rules", "policy-engine-settings", "init-container-images"],
  crossesNamespaces: true,
  messages: {
    failOpen: {
      text: "{object} runs {images}, which {policies} would verify, but pods pass while the engine does not answer",
      severity: "low",
    },
    older: {
      text: "{object} has pods that are older than {policies}: nobody verified {images} when they were made",
      severity: "low",
    },
    reported: { text: "{object} runs {images}, of which {policies} only reports what it finds", severity: "low" },
    skipped: {
      text: "{object} runs {images}, which {policies} is about, in a namespace whose pods its engine is not asked about",
      severity: "medium",
    },
    unmatched: { text: "{object} runs {images}, which no policy that verifies signatures is about", severity: "medium" },
  },
  docs: {
    why: "A policy that verifies signatures judges a pod when it is made, in the namespaces where its engine is asked, for the images that it names. What was there before, stands outside, or is only reported runs as if there were no policy. Nothing judges what runs again.",
    fix: "Let the policies be about every image of the namespaces that matter, label or select these namespaces, set the action to enforce, and roll out anew what is older than the policy.",
    refs: [
      "https://docs.sigstore.dev/policy-controller/overview/",
      "https://kyverno.io/docs/policy-types/cluster-policy/verify-images/",
    ],
  },
  unseen: ({ view }) => {
    const doubtful = doubtfulIn(view(enforcementView));
    const detail = `whether the images of ${doubtful} workloads were verified rests on conditions, settings or engines that are not read`;
    return doubtful === 0 ? [] : [outside("pods", detail)];
  },
  applies: ({ view }) =>
    verifiesAnything(view(enforcementView).enforcement) === "no" ? "No policy of the cluster verifies signatures." : undefined,
  *evaluate({ view }) {
    const { enforcement, workloads } = view(enforcementView);
    if (verifiesAnything(enforcement) !== "yes") return;
    for (const { at, images } of workloads)
      for (const state of told) {
        const found = images.filter(({ covered }) => covered.state === state);
        if (found.length === 0) continue;
        const names = [...new Set(found.map(({ container }) => container.image))].sort();
        const data = { images: names, ...(state !== "unmatched" && { policies: policiesOf(found) }) };
        yield { at, message: state satisfies Told, data, locus: state };
      }
  },
});
