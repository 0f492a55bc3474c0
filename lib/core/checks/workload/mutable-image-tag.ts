import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "./workloads.ts";

/** @returns the tag of an image reference, `latest` where it names none, or undefined where a digest fixes what runs. */
function mutableTag(image: string): string | undefined {
  if (image === "" || /@[a-z0-9]+:[a-f0-9]{32,}$/i.test(image)) return undefined;
  const name = image.slice(image.lastIndexOf("/") + 1);
  const colon = name.indexOf(":");
  return colon < 0 ? "latest" : name.slice(colon + 1);
}

export default defineCheck({
  id: "workload/mutable-image-tag",
  major: 1,
  since: "0.1",
  title: "Mutable image tags",
  pillar: "supply-chain",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["kubescape:C-0075", "checklist:digest-or-verified"],
  reads: workloadResources,
  messages: {
    latest: { text: "{object} runs whatever latest is when {containers} starts: {images}", severity: "medium" },
    tag: { text: "{object} names images by tag and not by digest: {images}", severity: "low" },
  },
  docs: {
    why: "A tag is a name that its owner may point elsewhere. Two pods of one workload can then run different programs, a rollback may bring back something new, and nobody can prove what ran.",
    fix: "Name the image by digest, image@sha256:…, and let a tool move it. The tag may stay in front of the digest for readers.",
    refs: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ image }) => {
      const tag = mutableTag(image);
      if (tag === undefined) return undefined;
      return { message: tag === "latest" ? ("latest" as const) : ("tag" as const), field: "image", data: { images: [image] } };
    }),
});
