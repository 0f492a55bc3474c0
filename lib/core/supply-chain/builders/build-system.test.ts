import { expect, test } from "vitest";
import { buildRoleOf, lifeOf } from "./build-system.ts";

test.each([
  ["gcr.io/tekton-releases/github.com/tektoncd/pipeline/cmd/controller:v1.0.0", "Tekton", "controller"],
  ["ghcr.io/tektoncd/pipeline/entrypoint-bff0a22da108bc2f16c818c97641a296:v1.0.0", "Tekton", "builder"],
  ["jenkins/jenkins:lts", "Jenkins", "controller"],
  ["jenkins/inbound-agent:3192", "Jenkins", "builder"],
  ["ghcr.io/actions/actions-runner:latest", "GitHub Actions", "builder"],
  ["ghcr.io/actions/gha-runner-scale-set-controller:0.9.3", "GitHub Actions", "controller"],
  ["registry.gitlab.com/gitlab-org/gitlab-runner:alpine-v17", "GitLab CI", "controller"],
  ["registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper:x86_64-v17", "GitLab CI", "builder"],
  ["moby/buildkit:v0.17.0-rootless", "BuildKit", "builder"],
  ["gcr.io/kaniko-project/executor:v1.23", "kaniko", "builder"],
  ["quay.io/buildah/buildah:latest", "Buildah", "builder"],
  ["docker:27-dind", "Docker", "builder"],
] as const)("%s is of %s, as %s", (image, system, role) => {
  expect(buildRoleOf({ containers: [{ image }] })).toEqual({ system, role });
});

test.each([
  "nginx:1",
  "docker:27-cli",
  "registry.example/jenkins-exporter:1",
  "registry.example/buildkit-metrics:1",
  "not an image",
])("%s is of none", (image) => expect(buildRoleOf({ containers: [{ image }] })).toBeUndefined());

test("owners and labels tell, where an image is anybody's", () => {
  const containers = [{ image: "golang:1" }];
  expect(buildRoleOf({ owner: "EphemeralRunner", containers })?.system).toBe("GitHub Actions");
  expect(buildRoleOf({ labels: { "tekton.dev/taskRun": "build-1" }, containers })?.system).toBe("Tekton");
  expect(buildRoleOf({ owner: "constructor", labels: { "jenkins/label": "" }, containers })).toBeUndefined();
});

test("a builder is fresh, lasting, or nobody knows", () => {
  expect(["TaskRun", "Job", "StatefulSet", "Runner", "Pod"].map(lifeOf)).toEqual([
    "fresh",
    "fresh",
    "lasting",
    "unknown",
    "unknown",
  ]);
});
