import type { ObjectRef } from "../findings/verdict.ts";
import type { ItemBase } from "../inventory/items.ts";
import { definitionOf, type ResourceId } from "../inventory/resources.ts";

/** @returns what a finding is about, with the path inside it. */
export function refTo(resource: ResourceId, { meta }: ItemBase, path?: string): ObjectRef & { readonly path?: string } {
  return {
    resource,
    kind: definitionOf(resource).kind,
    ...(meta.namespace === undefined ? {} : { namespace: meta.namespace }),
    name: meta.name,
    ...(meta.uid === undefined ? {} : { uid: meta.uid }),
    ...(path === undefined ? {} : { path }),
  };
}
