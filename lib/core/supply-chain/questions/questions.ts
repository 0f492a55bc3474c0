/** The questions, in the order in which an attacker comes through: source, build, platform, deployment, what all of it rests on. */

import { byChecks } from "./by-checks.ts";
import { byAge, byBaseAge, byContents, byDrift, byKeys, bySecrets, byUser } from "./by-facts.ts";
import { byBase, byDependencies, byImages, byInstance, byLink } from "./by-images.ts";
import type { AskedCluster, Question, QuestionAnswer } from "./question.ts";

export const questions: readonly Question[] = [
  {
    id: "source-known",
    group: "source",
    question: "Is it proved from which repository each image was built?",
    remedy:
      "Let the build sign a provenance, and allow the signer in a policy that names the repositories an image may come from.",
    answer: byImages(byLink("source"), { link: "source", sentence: "The source of {met} of {of} is proved" }),
  },
  {
    id: "commit-signed",
    group: "source",
    question: "Is the commit signed that each image was built from?",
    remedy:
      "Sign commits with gitsign, SSH or OpenPGP keys that are registered here, and connect the forge so that commits can be read.",
    answer: byImages(byLink("commit"), { link: "commit", sentence: "The commit of {met} of {of} is signed by somebody known" }),
  },
  {
    id: "change-reviewed",
    group: "source",
    question: "Was each change reviewed by another person before it was built?",
    remedy:
      "Connect the forge under Settings, and protect the branches that are built from. What a forge reports is its word, and no proof.",
    answer: byImages(byLink("pullRequest"), { link: "pullRequest", sentence: "The review behind {met} of {of} is proved" }),
  },
  {
    id: "provenance",
    group: "build",
    question: "Does each image carry a provenance that its builder signed?",
    remedy:
      "Let the build system sign provenance (SLSA) for each image and attach it: GitHub's attestations, Tekton Chains, the SLSA generators.",
    answer: byImages(byLink("provenance"), { link: "provenance", sentence: "The builder of {met} of {of} is proved" }),
  },
  {
    id: "builder-fresh",
    group: "build",
    question: "Did each build run on a builder that was made for it?",
    remedy: "Build on hosted runners, or on runners that are made for one job and end with it, and let the provenance say so.",
    answer: byImages(byInstance, { link: "provenance", sentence: "{met} of {of} were built on a fresh builder" }),
  },
  {
    id: "build-contained",
    group: "build",
    question: "Are the build systems inside the cluster kept from its nodes and its rights?",
    remedy: "Build without privilege, on nodes of their own, with an account that may nothing else.",
    answer: byChecks(["supply-chain/build-privileges"], {
      pass: "No build system was recognised that holds its node, has rights in the whole cluster, or is kept between builds.",
      fail: "A build system holds its node, has rights in the whole cluster, or is kept from one build to the next.",
      notApplicable: "No build system was recognised in the cluster; one that builds elsewhere is not seen.",
    }),
  },
  {
    id: "build-closed",
    group: "build",
    question: "Can nobody enter or change the build systems inside the cluster by hand?",
    remedy: "Keep build systems in namespaces of their own, in which nobody has exec or edit day by day.",
    answer: byChecks(["supply-chain/build-access"], {
      pass: "Nobody but Kubernetes itself may enter or change a build system that was recognised.",
      fail: "Somebody may run code in the pods of a build system, or change it.",
      notApplicable: "No build system was recognised in the cluster; one that builds elsewhere is not seen.",
    }),
  },
  {
    id: "verified-at-admission",
    group: "platform",
    question: "Was every running image verified when its pods were made?",
    remedy:
      "Let policy-controller, Kyverno or Ratify verify signatures in every namespace that matters, and roll out anew what is older.",
    answer: byChecks(["admission/image-verification", "supply-chain/verification-coverage"], {
      pass: "A policy that enforces stood before every running image.",
      fail: "Images run that no policy verified, or nothing in the cluster verifies images.",
    }),
  },
  {
    id: "policies-narrow",
    group: "platform",
    question: "Do the policies say exactly who may sign?",
    remedy: "Name issuer and subject exactly, or by a pattern from ^ to $, and leave the log on.",
    answer: byChecks(["supply-chain/loose-image-policy"], {
      pass: "No policy that was read takes the signature of anybody.",
      fail: "A policy passes images unsigned, or takes signatures of more people than it seems to.",
      notApplicable: "The cluster has no policy that says who may sign.",
    }),
  },
  {
    id: "registries-chosen",
    group: "platform",
    question: "Do only images run that come from registries somebody chose?",
    remedy: "Let an admission policy name the registries, or the names of images, that may run.",
    answer: byChecks(["supply-chain/registry-allow-list"], {
      pass: "Nothing runs that the cluster's own lists would refuse; pods that no list is about are not judged.",
      fail: "Images run that the cluster's own policies do not list.",
    }),
  },
  {
    id: "policies-hold",
    group: "platform",
    question: "Do the admission policies refuse, and must their engines answer?",
    remedy: "Bind policies with Deny or Enforce, set failurePolicy: Fail, and leave no way around by labels.",
    answer: byChecks(["admission/policies", "admission/webhook-scope", "upgrade/webhook-backends"], {
      pass: "Every policy that was read refuses, and every engine must answer.",
      fail: "A policy only reports, a webhook can be passed, or an engine does not answer.",
      notApplicable: "The cluster has no admission policies.",
    }),
  },
  {
    id: "platform-closed",
    group: "platform",
    question: "Is it kept to few who may change what admission decides?",
    remedy: "Take the rights to write webhooks and admission policies out of roles for everyday work.",
    answer: byChecks(["rbac/webhook-writers", "rbac/admission-policy-writers"], {
      pass: "Nobody but administrators of the cluster may change webhooks and admission policies.",
      fail: "Others than the cluster's administrators may change webhooks or admission policies.",
    }),
  },
  {
    id: "deploy-rights",
    group: "deploy",
    question: "May only those change what runs who are meant to?",
    remedy:
      "Let a delivery tool alone write workloads, and give people rights to look. The list below has who may, by namespace.",
    answer: byChecks(
      ["rbac/anonymous-grants", "rbac/authenticated-grants", "rbac/unlimited-creators", "rbac/pod-changes", "rbac/pod-exec"],
      {
        pass: "No right to run, change or enter pods is held beyond what Kubernetes itself gives.",
        fail: "Rights to run, change or enter pods are held by others than administrators.",
      },
    ),
  },
  {
    id: "images-pinned",
    group: "dependencies",
    question: "Is every image named by its digest?",
    remedy: "Name images as name@sha256:…, and let a tool move the digest.",
    answer: byChecks(["workload/mutable-image-tag", "supply-chain/kept-image", "supply-chain/diverging-image"], {
      pass: "Every workload names its images by digest.",
      fail: "Workloads name images by tags, which can be moved.",
    }),
  },
  {
    id: "dependencies-pinned",
    group: "dependencies",
    question: "Is everything that went into each image pinned by a digest?",
    remedy: "Pin what the build fetches, build without network where it can be, and let the provenance name every dependency.",
    answer: byImages(byDependencies, { link: "provenance", sentence: "{met} of {of} pin all that went into them" }),
  },
  {
    id: "base-pinned",
    group: "dependencies",
    question: "Is the base of each image pinned by a digest?",
    remedy: "Write FROM name@sha256:…, and let the build label org.opencontainers.image.base.digest.",
    answer: byImages(byBase, { sentence: "{met} of {of} name the digest of their base" }),
  },
  {
    id: "charts-pinned",
    group: "dependencies",
    question: "Is every chart and manifest that is fetched from elsewhere pinned by a digest?",
    remedy:
      "Pin charts by digest and manifests by commit in Argo CD and Flux. What helm applied by hand, or from a pipeline, is not seen.",
    answer: byChecks(["supply-chain/unpinned-charts", "supply-chain/unpinned-sources"], {
      pass: "Every chart that Argo CD and Flux fetch is named by its digest, and every manifest by its commit or digest.",
      fail: "Argo CD or Flux fetch charts or manifests by a version, a branch or a tag, and not by a digest or commit.",
      notApplicable: "Neither Argo CD nor Flux fetches anything here.",
    }),
  },
  {
    id: "image-age",
    group: "hygiene",
    question: "Was every image built in the last half year?",
    remedy: "Build images anew from time to time, without a change too, so that they get what their base mended.",
    answer: byImages(byAge, { sentence: "{met} of {of} are young" }),
  },
  {
    id: "base-age",
    group: "hygiene",
    question: "Is no layer of an image older than a year?",
    remedy: "Move to a base that is kept up, and follow it by digest.",
    answer: byImages(byBaseAge, { sentence: "{met} of {of} stand on a young base" }),
  },
  {
    id: "tag-drift",
    group: "hygiene",
    question: "Is what runs what its tag means now?",
    remedy: "Roll out what the tag means, or name the digest that is meant; find out who moved the tag.",
    answer: byImages(byDrift, { sentence: "{met} of {of} are what their name says" }),
  },
  {
    id: "image-user",
    group: "hygiene",
    question: "Is every image made to run as a user without rights?",
    remedy: "End the Dockerfile with USER and a number, such as USER 65532. Pods can say runAsNonRoot whatever the image says.",
    answer: byImages(byUser, { sentence: "{met} of {of} are made to run without root" }),
  },
  {
    id: "image-minimal",
    group: "hygiene",
    question: "Does every image hold its program and nothing to attack with?",
    remedy: "Copy the program into a base without shell and package manager (distroless, scratch) in the last stage.",
    answer: byImages(byContents, { sentence: "{met} of {of} are proved to hold no shell and no package manager" }),
  },
  {
    id: "image-secrets",
    group: "hygiene",
    question: "Does no image carry a credential in its own description?",
    remedy:
      "Give credentials to builds with --secret and to programs when they start; replace what was in an image, for it is known.",
    answer: byImages(bySecrets, { sentence: "{met} of {of} show no sign of one" }),
  },
  {
    id: "lasting-keys",
    group: "hygiene",
    question: "Is every image signed without a key that lasts?",
    remedy:
      "Sign with short-lived certificates (keyless), or at least put signatures into a log, and replace keys from time to time.",
    answer: byImages(byKeys, { sentence: "{met} of {of} are signed with short-lived certificates" }),
  },
];

/** @returns the answer to every question, in order. */
export function answerQuestions(cluster: AskedCluster): readonly QuestionAnswer[] {
  return questions.map(({ id, group, question, remedy, answer }) => {
    const { remedy: own = remedy, ...answered } = answer(cluster);
    const open = answered.verdict === "fail" || answered.verdict === "notAssessed";
    return { id, group, question, ...answered, ...(open && { remedy: own }) };
  });
}
