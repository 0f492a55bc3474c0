import type { ContainerStatusItem, PodItem, WorkloadItem } from "../items.ts";
import { projectAnnotations, suspectAnnotations } from "./annotations.ts";
import { projectControlPlane } from "./control-plane.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { projectPodSpec } from "./pod-spec.ts";
import { compact, type Fields, fields, flag, integer, objects, text, textMap } from "./read.ts";
import { projectSelector } from "./selector.ts";

/** @returns what is kept of a pod. */
export function projectPod(pod: Fields, intern: Intern): PodItem {
  const status = fields(pod.status, "status");
  return compact({
    meta: projectMeta(pod, intern),
    spec: projectPodSpec(pod.spec, "spec", intern),
    status: status && projectPodStatus(status, intern),
    controlPlane: projectControlPlane(pod),
  });
}

function projectPodStatus(status: Fields, intern: Intern): PodItem["status"] {
  const ready = objects(status.conditions, "status.conditions").find((condition) => condition.type === "Ready");
  return compact({
    phase: text(status.phase, "status.phase"),
    ready: ready === undefined ? undefined : ready.status === "True",
    qosClass: text(status.qosClass, "status.qosClass"),
    containers: projectContainerStatuses(status, "containerStatuses", intern),
    initContainers: projectContainerStatuses(status, "initContainerStatuses", intern),
    ephemeralContainers: projectContainerStatuses(status, "ephemeralContainerStatuses", intern),
  });
}

function projectContainerStatuses(
  status: Fields,
  field: "containerStatuses" | "initContainerStatuses" | "ephemeralContainerStatuses",
  intern: Intern,
): readonly ContainerStatusItem[] | undefined {
  const path = `status.${field}`;
  const containers = objects(status[field], path).map((container) => ({
    name: intern.text(text(container.name, `${path}.name`) ?? ""),
    image: intern.text(text(container.image, `${path}.image`) ?? ""),
    imageID: intern.text(text(container.imageID, `${path}.imageID`) ?? ""),
    ready: flag(container.ready, `${path}.ready`) ?? false,
    restarts: integer(container.restartCount, `${path}.restartCount`) ?? 0,
  }));
  return containers.length === 0 ? undefined : intern.value(containers);
}

/** @returns what is kept of a controller of pods; a CronJob's template is the one inside its job template. */
export function projectWorkload(workload: Fields, intern: Intern): WorkloadItem {
  const spec = fields(workload.spec, "spec") ?? {};
  const status = fields(workload.status, "status");
  const jobTemplate = fields(spec.jobTemplate, "spec.jobTemplate");
  const jobSpec = fields(jobTemplate?.spec, "spec.jobTemplate.spec");
  return compact({
    meta: projectMeta(workload, intern),
    replicas: integer(spec.replicas, "spec.replicas"),
    readyReplicas: integer(status?.readyReplicas ?? status?.numberReady, "status.readyReplicas"),
    selector: projectWorkloadSelector(spec.selector),
    template: projectTemplate((jobSpec ?? spec).template, intern),
    suspended: flag(spec.suspend ?? spec.paused, "spec.suspend"),
    schedule: text(spec.schedule, "spec.schedule"),
    rollingOut: isRollingOut(workload) ? (true as const) : undefined,
  });
}

/** A controller has yet to see what was asked of it, or has not replaced all of its pods. */
function isRollingOut(workload: Fields): boolean {
  const status = fields(workload.status, "status");
  const generation = integer(fields(workload.metadata, "metadata")?.generation, "metadata.generation");
  const observed = integer(status?.observedGeneration, "status.observedGeneration");
  const updated = integer(status?.updatedReplicas ?? status?.updatedNumberScheduled, "status.updatedReplicas");
  const wanted = integer(fields(workload.spec, "spec")?.replicas ?? status?.desiredNumberScheduled, "spec.replicas");
  if (generation !== undefined && observed !== undefined && observed < generation) return true;
  return updated !== undefined && wanted !== undefined && updated < wanted;
}

/** A ReplicationController's selector is a bare map of labels. */
function projectWorkloadSelector(value: unknown): WorkloadItem["selector"] {
  const selector = fields(value, "spec.selector");
  if (selector === undefined) return undefined;
  if (selector.matchLabels !== undefined || selector.matchExpressions !== undefined)
    return projectSelector(selector, "spec.selector");
  return compact({ matchLabels: textMap(selector, "spec.selector") });
}

function projectTemplate(value: unknown, intern: Intern): WorkloadItem["template"] {
  const template = fields(value, "spec.template") ?? {};
  const metadata = fields(template.metadata, "spec.template.metadata") ?? {};
  const labels = textMap(metadata.labels, "spec.template.metadata.labels");
  const annotations = fields(metadata.annotations, "spec.template.metadata.annotations");
  return compact({
    labels: labels && intern.value(labels),
    annotations: projectAnnotations(annotations),
    suspects: suspectAnnotations(annotations),
    spec: projectPodSpec(template.spec, "spec.template.spec", intern),
  });
}
