import { formatReference, parseImageReference } from "../../supply-chain/images/reference.ts";
import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "../workload/workloads.ts";

export default defineCheck({
  id: "supply-chain/implicit-registry",
  major: 1,
  since: "0.1",
  title: "Images without a written registry",
  pillar: "supply-chain",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["kubescape:C-0078"],
  reads: workloadResources,
  messages: {
    implicit: {
      text: "{object} leaves the registry out: a node reads {images} as {meant}, unless it was told to ask elsewhere",
      severity: "low",
    },
  },
  docs: {
    why: "A short name is looked up in Docker Hub, or in whatever registry a node's configuration puts first. Which one that was, the manifest does not say: a name that is free there can be taken by anybody, and a policy that allows registries by name has nothing to look at.",
    fix: "Write the registry: docker.io/library/nginx for nginx, or better a mirror of your own.",
    refs: ["https://kubernetes.io/docs/concepts/containers/images/#image-names"],
  },
  evaluate: (context) =>
    reportContainers(context, ({ image }) => {
      const reference = parseImageReference(image);
      if (reference?.implicitRegistry === undefined) return undefined;
      return { message: "implicit" as const, field: "image", data: { images: [image], meant: [formatReference(reference)] } };
    }),
});
