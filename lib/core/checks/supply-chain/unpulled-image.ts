import { runningImageResources } from "../../supply-chain/images/running.ts";
import { defineCheck } from "../define.ts";
import { runningWorkloads } from "./running.ts";

export default defineCheck({
  id: "supply-chain/unpulled-image",
  major: 1,
  since: "0.1",
  title: "Images without a registry's digest",
  pillar: "supply-chain",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: ["kubescape:C-0078"],
  reads: runningImageResources,
  facts: ["init-container-images"],
  messages: {
    local: {
      text: "{object} runs images of which the node knows no digest of a registry, as if they were built or loaded there: {images}",
      severity: "medium",
    },
    unrecognised: {
      text: "{object} runs images by a name of the runtime's that says nothing of where they came from: {images}",
      severity: "low",
    },
  },
  docs: {
    why: "For an image that was pulled, the runtime keeps the digest that the registry has it by. Where it knows the configuration's digest alone, the image was built or loaded on the node: no registry has seen it, no signature can be looked up for it, and no policy that asks a registry judged it.",
    fix: "Push the image to a registry and name it by digest. Where nodes are meant to bring images along, list what they bring.",
    refs: ["https://kubernetes.io/docs/concepts/containers/images/#pre-pulled-images"],
  },
  *evaluate({ view }) {
    for (const { at, containers } of view(runningWorkloads))
      for (const [message, kind] of [
        ["local", "config"],
        ["unrecognised", "unrecognised"],
      ] as const) {
        const images = containers.filter(({ imageID }) => imageID.kind === kind).map(({ image }) => image);
        if (images.length > 0) yield { at, message, data: { images: [...new Set(images)].sort() }, locus: kind };
      }
  },
});
