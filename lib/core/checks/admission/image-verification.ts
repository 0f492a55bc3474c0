import { defineCheck } from "../define.ts";
import { webhookResources, webhooksOf } from "../upgrade/webhooks.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";

const kyverno = ["clusterpolicies.kyverno.io", "policies.kyverno.io"] as const;
/** Kinds that are about nothing but the verification of images. */
const dedicated = [
  "imagevalidatingpolicies.policies.kyverno.io",
  "namespacedimagevalidatingpolicies.policies.kyverno.io",
  "ratifyverification.constraints.gatekeeper.sh",
] as const;

/** Webhooks that verify signatures and nothing else, by a part of their name. */
const verifiers =
  /policy\.sigstore\.dev|cosigned|connaisseur|portieris|ratify|notation|notary|imagepolicywebhook|binauthz|binaryauthorization/i;

export default defineCheck({
  id: "admission/image-verification",
  major: 1,
  since: "0.1",
  title: "Verification of images at admission",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.5.1", "checklist:digest-or-verified"],
  reads: [...webhookResources, ...kyverno, ...dedicated, ...workloadResources],
  messages: {
    none: {
      text: "{object} verifies no signature of an image at admission, by nothing that is known here, and {count} workloads name images by tags",
      severity: "low",
    },
  },
  docs: {
    why: "A tag may be moved to another image by whoever may write to the registry. Only a digest in the manifest, or a signature that is verified when the pod is made, ties what runs to what was built. Known are Sigstore's policy-controller, Kyverno's verifyImages, Connaisseur, Portieris and Ratify; what a provider verifies outside the cluster is not seen.",
    fix: "Sign images where they are built, and let policy-controller or Kyverno verify them in the namespaces that matter; name images by digest until then.",
    refs: [
      "https://docs.sigstore.dev/policy-controller/overview/",
      "https://kubernetes.io/docs/concepts/security/security-checklist/#images",
    ],
  },
  *evaluate(context) {
    const { list, view, complete } = context;
    const byWebhook = [...webhooksOf(context)].some(({ webhook, at }) => verifiers.test(`${webhook.name} ${at("").name}`));
    const byKyverno = kyverno.some((resource) => list(resource).some(({ verifiesImages }) => verifiesImages));
    const byOther = dedicated.some((resource) => list(resource).length > 0);
    const seen = [...webhookResources, ...kyverno, ...dedicated].every((resource) => complete(resource));
    const byTag = view(workloads).filter(({ spec }) => spec.containers.some(({ image }) => !image.includes("@sha256:")));
    if (byWebhook || byKyverno || byOther || !seen || byTag.length === 0) return;
    yield {
      at: { resource: "pods", kind: "Cluster", name: "kubernetes" },
      message: "none",
      data: { count: byTag.length },
      locus: "images",
    };
  },
});
