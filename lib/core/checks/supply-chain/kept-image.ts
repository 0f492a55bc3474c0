import { parseImageReference, pinningOf } from "../../supply-chain/images/reference.ts";
import { defineCheck } from "../define.ts";
import { reportContainers, workloadResources } from "../workload/workloads.ts";

export default defineCheck({
  id: "supply-chain/kept-image",
  major: 1,
  since: "0.1",
  title: "Images that nodes keep under a movable tag",
  pillar: "supply-chain",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["kubescape:C-0075"],
  reads: workloadResources,
  messages: {
    latest: {
      text: "{object} says latest and runs what each node happens to keep under that name: {images}",
      severity: "medium",
    },
    never: {
      text: "{object} never asks a registry for {images}: whoever brings an image to the node under that name is run",
      severity: "medium",
    },
    tag: {
      text: "{object} runs what each node first pulled as {images}: once the tag has moved, nodes differ",
      severity: "low",
    },
  },
  docs: {
    why: "With the pull policy IfNotPresent a node that has an image under a tag asks nobody whether the tag still means it. Nodes then run different programs under one name, a mended image does not arrive, and a pod may use an image that another one with a credential has pulled. Never asks no registry at all.",
    fix: "Name the image by digest, which no policy can change. Where that cannot be, set imagePullPolicy: Always, or let the admission plugin AlwaysPullImages do it.",
    refs: [
      "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
      "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages",
    ],
  },
  evaluate: (context) =>
    reportContainers(context, ({ image, imagePullPolicy }) => {
      const reference = parseImageReference(image);
      const pinning = reference && pinningOf(reference);
      if (pinning === undefined || pinning === "digest") return undefined;
      const policy = imagePullPolicy ?? (pinning === "latest" ? "Always" : "IfNotPresent");
      if (policy !== "IfNotPresent" && policy !== "Never") return undefined;
      const message = policy === "Never" ? ("never" as const) : pinning;
      return { message, field: "imagePullPolicy", data: { images: [image] } };
    }),
});
