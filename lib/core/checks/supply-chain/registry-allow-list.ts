import { outside } from "../../inventory/gap.ts";
import { defineCheck } from "../define.ts";
import { disallowedBy, enforcementResources, enforcementView, hasAllowList, mayBeDisallowed } from "./enforcement.ts";

export default defineCheck({
  id: "supply-chain/registry-allow-list",
  major: 1,
  since: "0.1",
  title: "Running images outside of the cluster's own list of registries",
  pillar: "supply-chain",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0078"],
  reads: enforcementResources,
  facts: ["image-policy-rules", "admission-policy-scope", "init-container-images"],
  crossesNamespaces: true,
  messages: {
    refused: {
      text: "{object} runs {images}, which {policies} would refuse today: its pods are older, or passed where nobody asked",
      severity: "medium",
    },
    reported: { text: "{object} runs {images}, which {policies} does not list, and only reports", severity: "low" },
  },
  docs: {
    why: "The policies of the cluster say which registries or names images may come from, and what runs comes from elsewhere. Either the policy came later, or the namespace was left out, or it only reports.",
    fix: "Move the image to a registry of the list, or add its registry there on purpose; then roll the workload out, so that the policy judges it.",
    refs: [
      "https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/",
      "https://kyverno.io/policies/best-practices/restrict-image-registries/restrict-image-registries/",
    ],
  },
  unseen: ({ view }) => {
    const { enforcement, workloads } = view(enforcementView);
    const doubtful = workloads.filter(({ images }) => images.some((image) => mayBeDisallowed(enforcement, image))).length;
    const detail = `whether a list is about ${doubtful} workloads outside of it rests on conditions that are not read`;
    return doubtful === 0 ? [] : [outside("pods", detail)];
  },
  applies: ({ view }) =>
    hasAllowList(view(enforcementView).enforcement)
      ? undefined
      : "No policy that is read here says by name which images may run. Policies of other kinds are not read.",
  *evaluate({ view }) {
    const { enforcement, workloads } = view(enforcementView);
    for (const { at, images } of workloads) {
      const found = images.flatMap((image) =>
        disallowedBy(enforcement, image).map(({ guard, image: name }) => ({ guard, name, action: guard.action(image.pod) })),
      );
      for (const message of ["refused", "reported"] as const) {
        const same = found.filter(({ action }) => (action === "enforce") === (message === "refused") && action !== "unknown");
        if (same.length === 0) continue;
        const names = [...new Set(same.map(({ name }) => name))].sort();
        const policies = [...new Set(same.map(({ guard }) => guard.policy.meta.name))].sort();
        yield { at, message, data: { images: names, policies }, locus: message };
      }
    }
  },
});
