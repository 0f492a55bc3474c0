/** Build systems that run inside clusters, told by images, labels and owners. Whoever renames an image is not recognised. */
import type { ContainerItem } from "../../inventory/items.ts";
import { parseImageReference } from "../images/reference.ts";

/** `controller`: starts and directs builds; `builder`: runs what a build says. */
export interface BuildRole {
  readonly system: string;
  readonly role: "controller" | "builder";
}

interface Mark extends BuildRole {
  /** On `repository:tag`, without the registry. */
  readonly image: RegExp;
}

const marks: readonly Mark[] = [
  {
    system: "Tekton",
    role: "controller",
    image: /tekton.*\/(controller|webhook|events|resolvers)[^/]*:|\/pipeline\/cmd\/(controller|webhook)/,
  },
  { system: "Tekton", role: "builder", image: /tekton.*\/(entrypoint|git-init|workingdirinit)[^/]*:/ },
  { system: "Jenkins", role: "controller", image: /(^|\/)jenkins\/jenkins:|bitnami\/jenkins:/ },
  { system: "Jenkins", role: "builder", image: /(^|\/)jenkins\/(inbound-agent|agent|jnlp-[^/:]+|ssh-agent):/ },
  {
    system: "GitHub Actions",
    role: "builder",
    image: /(^|\/)(actions|summerwind)\/actions-runner(-dind)?:|(^|\/)github-runner:/,
  },
  { system: "GitHub Actions", role: "controller", image: /(gha-runner-scale-set-controller|actions-runner-controller):/ },
  { system: "GitLab CI", role: "builder", image: /gitlab-runner-helper:/ },
  { system: "GitLab CI", role: "controller", image: /(^|\/)gitlab-runner(-ocp)?:/ },
  { system: "BuildKit", role: "builder", image: /(^|\/)buildkit:/ },
  { system: "kaniko", role: "builder", image: /kaniko[^:]*\/executor:|(^|\/)kaniko:/ },
  { system: "Buildah", role: "builder", image: /(^|\/)buildah:/ },
  { system: "Docker", role: "builder", image: /(^|\/)docker:[^:]*dind/ },
  { system: "Gitea Actions", role: "builder", image: /(^|\/)act_runner:/ },
  { system: "Drone", role: "builder", image: /drone-runner-[a-z]+:/ },
  { system: "Woodpecker", role: "builder", image: /woodpecker-agent:/ },
  { system: "Buildkite", role: "builder", image: /buildkite\/agent:/ },
  { system: "CircleCI", role: "builder", image: /circleci\/(runner-agent|container-agent)[^/]*:/ },
  { system: "Concourse", role: "builder", image: /(^|\/)concourse\/concourse:/ },
  { system: "TeamCity", role: "builder", image: /teamcity-(minimal-)?agent:/ },
];

const labels: readonly (readonly [key: string, value: RegExp, BuildRole])[] = [
  ["tekton.dev/taskRun", /./, { system: "Tekton", role: "builder" }],
  ["app.kubernetes.io/part-of", /^tekton-(pipelines|triggers|chains)$/, { system: "Tekton", role: "controller" }],
  ["jenkins/label", /./, { system: "Jenkins", role: "builder" }],
  ["openshift.io/build.name", /./, { system: "OpenShift builds", role: "builder" }],
  ["actions-ephemeral-runner", /^True$/i, { system: "GitHub Actions", role: "builder" }],
];

const owners: Readonly<Record<string, BuildRole>> = {
  TaskRun: { system: "Tekton", role: "builder" },
  EphemeralRunner: { system: "GitHub Actions", role: "builder" },
  Runner: { system: "GitHub Actions", role: "builder" },
  Build: { system: "OpenShift builds", role: "builder" },
};

export interface MaybeBuilder {
  readonly labels?: Readonly<Record<string, string>>;
  /** The kind of what controls the pods. */
  readonly owner?: string;
  readonly containers: readonly Pick<ContainerItem, "image">[];
}

/** @returns which build system a workload belongs to, and as what; undefined where nothing tells that it is one. */
export function buildRoleOf({ labels: own = {}, owner = "", containers }: MaybeBuilder): BuildRole | undefined {
  if (Object.hasOwn(owners, owner)) return owners[owner];
  const labelled = labels.find(([key, value]) => Object.hasOwn(own, key) && value.test(own[key] ?? ""));
  if (labelled !== undefined) return labelled[2];
  const names = containers.flatMap(({ image }) => {
    const reference = parseImageReference(image);
    return reference ? [`${reference.repository}:${reference.tag ?? ""}`] : [];
  });
  const found = marks.find(({ image }) => names.some((name) => image.test(name)));
  return found && { system: found.system, role: found.role };
}

/** Kinds whose pods are made for one run and end with it. */
const fresh = new Set(["TaskRun", "EphemeralRunner", "Build", "Job", "CronJob"]);
/** Kinds whose pods are started again when they end, and wait for the next run. */
const lasting = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"]);

/** @returns whether each run gets a builder of its own; unknown for pods that only their own system can tell. */
export function lifeOf(kind: string): "fresh" | "lasting" | "unknown" {
  if (fresh.has(kind)) return "fresh";
  return lasting.has(kind) ? "lasting" : "unknown";
}
