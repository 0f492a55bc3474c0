/** Several policies as resources that lie side by side in a cluster. */
import type { ExportContext, ExportedPolicy } from "./export.ts";
import type { ImagePolicy } from "./image-policy.ts";

const mostOfName = 63;

/**
 * @param toResource how one of them is written.
 * @returns what becomes of each, in their order. Names that are alike once Kubernetes takes them are told apart, since of two
 * resources with one name the second would take the place of the first.
 */
export function exportAll(
  policies: readonly ImagePolicy[],
  toResource: (policy: ImagePolicy, context: ExportContext) => ExportedPolicy,
  context: ExportContext,
): readonly ExportedPolicy[] {
  const taken = new Set<string>();
  return policies.map((policy) => {
    const exported = toResource(policy, context);
    if (exported.resource === undefined) return exported;
    const { metadata } = exported.resource;
    const name = freeName(metadata.name, taken);
    taken.add(name);
    return { ...exported, resource: { ...exported.resource, metadata: { ...metadata, name } } };
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) {
    const end = `-${number}`;
    free = `${name.slice(0, mostOfName - end.length).replace(/-+$/, "")}${end}`;
  }
  return free;
}
