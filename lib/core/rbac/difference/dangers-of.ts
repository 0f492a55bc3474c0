/** Which dangerous rights are among some rights, in the place where they hold. */
import type { ResourceAttributes } from "../attributes.ts";
import { type Danger, type DangerId, dangers } from "../dangers.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { actsOnNamespace, isNamespaced } from "../scope.ts";
import { allows, type Right } from "./right.ts";

/** @param namespace empty for the whole cluster @returns the dangers that any of the rights brings, in their order. */
export function dangersOfRights(
  rights: readonly Right[],
  namespace: string,
  discovery: RbacIndex["discovery"],
): readonly DangerId[] {
  const found = rights.filter(({ about }) => about === "resources");
  if (found.length === 0) return [];
  return dangers
    .filter((danger: Danger) => namespace === "" || danger.namespaced)
    .filter(({ requests }: Danger) =>
      requests.some((request) => {
        const asked = inPlace(request, namespace, discovery);
        return asked !== undefined && found.some((right) => allows(right, asked));
      }),
    )
    .map(({ id }) => id);
}

/** The request as a binding of the namespace can allow it: what lives in no namespace is out of its reach, but for its own Namespace. */
function inPlace(
  request: ResourceAttributes,
  namespace: string,
  discovery: RbacIndex["discovery"],
): ResourceAttributes | undefined {
  if (namespace === "" || isNamespaced(discovery, request.group, request.resource) !== false) return request;
  const itself = request.group === "" && request.resource === "namespaces" && actsOnNamespace.has(request.verb);
  return itself ? { ...request, name: namespace } : undefined;
}
