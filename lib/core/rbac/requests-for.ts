import type { ResourceAttributes } from "./attributes.ts";

/** @returns the requests of each verb on each target, as rules spell it: `["", "pods/exec"]`. They carry no name. */
export function requestsFor(
  verbs: readonly string[],
  ...targets: readonly (readonly [group: string, resource: string])[]
): ResourceAttributes[] {
  return targets.flatMap(([group, path]) =>
    verbs.map((verb) => {
      const [resource = "", subresource] = path.split("/");
      return subresource === undefined ? { verb, group, resource } : { verb, group, resource, subresource };
    }),
  );
}
