/** Finds the pod that a manifest describes: a pod, or the template that a controller makes pods from. */
import { noIntern } from "../inventory/project/intern.ts";
import { projectPodSpec } from "../inventory/project/pod-spec.ts";
import { DecodeError, type Fields, fields, objects, requiredText, textMap } from "../inventory/project/read.ts";
import type { JudgedPod } from "./controls/control.ts";
import { withDefaults } from "./defaults.ts";

export type ManifestPod =
  | { readonly kind: "pod"; readonly pod: JudgedPod }
  /** The kind makes no pods, or is not Kubernetes' own. */
  | { readonly kind: "none" }
  /** What is wrong, naming the field and never its value. */
  | { readonly kind: "unreadable"; readonly problem: string };

const template = ["spec", "template"] as const;
const controllers = { Deployment: template, DaemonSet: template, ReplicaSet: template, StatefulSet: template } as const;
/** Where the pod stands in an object, by group and kind. Versions of a kind have it in one place. */
const places: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "": { Pod: [], PodTemplate: ["template"], ReplicationController: template },
  apps: controllers,
  extensions: controllers,
  batch: { Job: template, CronJob: ["spec", "jobTemplate", "spec", "template"] },
};

/** @returns the pod of an object, which is only read where its kind makes pods, with what the API server adds to it. */
export function podOfManifest(apiVersion: string, kind: string, object: () => unknown): ManifestPod {
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const kinds = Object.hasOwn(places, group) ? places[group] : undefined;
  const place = kinds !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (place === undefined) return { kind: "none" };
  try {
    return { kind: "pod", pod: withDefaults(readPod(object(), place)) };
  } catch (error) {
    if (error instanceof DecodeError) return { kind: "unreadable", problem: error.message };
    throw error;
  }
}

function readPod(object: unknown, place: readonly string[]): JudgedPod {
  const path = (...names: readonly string[]) => [...place, ...names].join(".");
  const found = place.reduce<Fields | undefined>((value, name) => fields(value?.[name], path()), fields(object, "the object"));
  const written = fields(found?.spec, path("spec"));
  if (written === undefined) throw new DecodeError(`${path("spec")} is missing`);
  const spec = projectPodSpec(written, path("spec"), noIntern);
  if (!spec.containers.some(({ type }) => type === "container")) throw new DecodeError(`${path("spec.containers")} is empty`);
  const annotations = textMap(fields(found?.metadata, path("metadata"))?.annotations, path("metadata.annotations"));
  return { ...(annotations && { annotations }), spec: withVolumeNames(spec, written) };
}

/** The inventory leaves out of the names of volumes what is random; the API server does not. */
function withVolumeNames(spec: JudgedPod["spec"], written: Fields): JudgedPod["spec"] {
  const names = objects(written.volumes, "volumes").map(({ name }) => requiredText(name, "volumes.name"));
  const volumes = spec.volumes?.map((volume, index) => ({ ...volume, name: names[index] ?? volume.name }));
  return volumes === undefined ? spec : { ...spec, volumes };
}
