import type { ItemMeta } from "../items.ts";
import { projectAnnotations, suspectAnnotations } from "./annotations.ts";
import type { Intern } from "./intern.ts";
import { compact, DecodeError, type Fields, fields, flag, objects, requiredText, text, textMap } from "./read.ts";

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** @returns what is kept of an object's metadata: facts of managedFields and last-applied, never their contents. */
export function projectMeta(object: Fields, intern: Intern): ItemMeta {
  const metadata = fields(object.metadata, "metadata");
  if (metadata === undefined) throw new DecodeError("metadata is missing");
  const annotations = fields(metadata.annotations, "metadata.annotations");
  const namespace = text(metadata.namespace, "metadata.namespace");
  const labels = textMap(metadata.labels, "metadata.labels");
  const kept = projectAnnotations(annotations);
  const suspects = suspectAnnotations(annotations);
  return compact({
    name: requiredText(metadata.name, "metadata.name"),
    namespace: namespace ? intern.text(namespace) : undefined,
    uid: text(metadata.uid, "metadata.uid"),
    createdAt: text(metadata.creationTimestamp, "metadata.creationTimestamp"),
    deletedAt: text(metadata.deletionTimestamp, "metadata.deletionTimestamp"),
    labels: labels && intern.value(labels),
    annotations: kept && intern.value(kept),
    owners: projectOwners(metadata.ownerReferences, intern),
    managers: projectManagers(metadata.managedFields, intern),
    lastAppliedApiVersion: lastAppliedApiVersion(annotations?.[lastApplied]),
    suspects: suspects && intern.value(suspects),
  });
}

function projectOwners(value: unknown, intern: Intern): ItemMeta["owners"] {
  const owners = objects(value, "metadata.ownerReferences").map((owner) =>
    compact({
      apiVersion: text(owner.apiVersion, "ownerReferences.apiVersion") ?? "",
      kind: text(owner.kind, "ownerReferences.kind") ?? "",
      name: text(owner.name, "ownerReferences.name") ?? "",
      uid: text(owner.uid, "ownerReferences.uid"),
      controller: flag(owner.controller, "ownerReferences.controller") ? (true as const) : undefined,
    }),
  );
  return owners.length === 0 ? undefined : intern.value(owners);
}

function projectManagers(value: unknown, intern: Intern): ItemMeta["managers"] {
  const managers = objects(value, "metadata.managedFields").map((entry) =>
    compact({
      manager: intern.text(text(entry.manager, "managedFields.manager") ?? ""),
      operation: intern.text(text(entry.operation, "managedFields.operation") ?? ""),
      apiVersion: intern.text(text(entry.apiVersion, "managedFields.apiVersion") ?? ""),
      time: text(entry.time, "managedFields.time"),
    }),
  );
  return managers.length === 0 ? undefined : managers;
}

/** The annotation holds a whole manifest; only its top-level apiVersion is taken, and a text that is not JSON has none. */
function lastAppliedApiVersion(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const manifest: unknown = JSON.parse(value);
    const apiVersion = (manifest as Fields | null)?.apiVersion;
    return typeof apiVersion === "string" ? apiVersion.slice(0, 253) : undefined;
  } catch {
    return undefined;
  }
}
