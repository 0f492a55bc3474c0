/** A pod's status as a kubelet would report it: where it runs, and under which image id. */
import { createHash } from "node:crypto";
import type { KubeObject } from "./object.ts";

/** What is not the same for every pod. */
export interface Running {
  /** The image id that a reference runs under; other references get a digest that is derived from them. */
  readonly imageIds: Readonly<Record<string, string>>;
  /** `namespace/first part of the pod's name` to the reason that its containers wait for. */
  readonly waiting: Readonly<Record<string, string>>;
  readonly succeeded?: boolean;
}

interface Container {
  name: string;
  image: string;
}

interface PodSpec {
  nodeName: string;
  containers: Container[];
  initContainers?: Container[];
}

const STARTED = "2026-10-01T08:00:00Z";
const FINISHED = "2026-10-01T08:01:00Z";

export function podStatus(pod: KubeObject, running: Running): Record<string, unknown> {
  const spec = pod.spec as PodSpec;
  const reason = waitingReason(pod, running);
  const ready = !reason && !running.succeeded;
  const ip = addressOf(`${pod.metadata.namespace}/${pod.metadata.name}`);
  return {
    phase: phaseOf(reason, running.succeeded),
    conditions: conditions(ready),
    startTime: STARTED,
    hostIP: "192.0.2.21",
    podIP: ip,
    podIPs: [{ ip }],
    containerStatuses: spec.containers.map((container) => containerStatus(container, running, reason)),
    ...(spec.initContainers && {
      initContainerStatuses: spec.initContainers.map((one) => containerStatus(one, { ...running, succeeded: true }, reason)),
    }),
  };
}

function waitingReason({ metadata }: KubeObject, { waiting }: Running): string | undefined {
  const full = `${metadata.namespace}/${metadata.name}`;
  return Object.entries(waiting).find(([prefix]) => full.startsWith(`${prefix}-`))?.[1];
}

function phaseOf(reason: string | undefined, succeeded: boolean | undefined): string {
  if (reason === "ImagePullBackOff") return "Pending";
  return succeeded ? "Succeeded" : "Running";
}

function conditions(ready: boolean) {
  const one = (type: string, holds: boolean) => ({ type, status: holds ? "True" : "False", lastTransitionTime: STARTED });
  return [one("Initialized", true), one("Ready", ready), one("ContainersReady", ready), one("PodScheduled", true)];
}

function containerStatus({ name, image }: Container, running: Running, reason: string | undefined) {
  const neverPulled = reason === "ImagePullBackOff";
  const containerID = `containerd://${digestOf(`${name} ${image}`)}`;
  const done = running.succeeded && !reason;
  return {
    name,
    image,
    imageID: neverPulled ? "" : imageId(image, running),
    ...(neverPulled ? {} : { containerID }),
    ready: !reason && !done,
    started: !reason && !done,
    restartCount: reason === "CrashLoopBackOff" ? 17 : 0,
    state: stateOf(reason, done, containerID),
  };
}

function stateOf(reason: string | undefined, done: boolean | undefined, containerID: string) {
  if (reason) return { waiting: { reason, message: `the container waits: ${reason}` } };
  if (done) return { terminated: { exitCode: 0, reason: "Completed", startedAt: STARTED, finishedAt: FINISHED, containerID } };
  return { running: { startedAt: STARTED } };
}

function imageId(image: string, { imageIds }: Running): string {
  if (imageIds[image]) return imageIds[image];
  const [reference = image, digest] = image.split("@");
  const repository = reference.replace(/:[^:/]+$/, "");
  return `${repository}@${digest ?? `sha256:${digestOf(image)}`}`;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function addressOf(name: string): string {
  const [high = 0, low = 0] = createHash("sha256").update(name).digest();
  return `10.244.${high}.${Math.max(low, 1)}`;
}
