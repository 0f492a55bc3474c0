/** Who decides beside RBAC in a scan's cluster, and how RBAC's answers compare with what the API server said at its end. */
import type { Authorizers } from "../../../contracts/access/authorizers.ts";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import type { ResourceId } from "../../../core/inventory/resources.ts";
import { formatTarget, isUrl } from "../../../core/rbac/attributes.ts";
import { type AuthorizerFacts, authorizerFacts, outOfView } from "../../../core/rbac/cross-check/authorizers.ts";
import { type Comparison, compareAnswers, type Difference } from "../../../core/rbac/cross-check/compare.ts";
import { causeWords, comparisonSentence } from "../../../core/rbac/cross-check/words.ts";
import { buildRbacIndex } from "../../../core/rbac/rbac-index.ts";
import { ok } from "../../../core/result.ts";
import { crossCheckManifests, renderManifests } from "../../cluster/role.ts";
import type { NamespaceScope } from "../../database/scope.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { scanInScope } from "../scans/scan-in-scope.ts";

interface Known {
  readonly facts: AuthorizerFacts;
  readonly source: Inventory["source"];
  readonly crossCheck: Inventory["crossCheck"];
  readonly comparison?: Comparison;
}

const wanted = [
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
  "pods",
  "nodes",
  "configmaps",
] as const satisfies readonly ResourceId[];

export const getAuthorizers = defineUseCase<{ readonly id: string }, Authorizers>(
  "report:read",
  async (actor, { id }, services) => {
    const { repositories, memory } = services;
    const found = await scanInScope(actor, id, services);
    if (!found.ok) return found;
    const { namespaces } = found.value;
    const known = await memory.get(`authorizers ${id}`, async () => {
      const inventory = await repositories.inventories.loadForIndex(actor.scope, id, wanted);
      return inventory && { value: knownOf(inventory), weight: 500 };
    });
    if (known === undefined) return refuse("scanIncomplete");
    const { modes, modesInFile, cloud, awsAuth, identities } = known.facts;
    return ok({
      scanId: id,
      ...crossCheckView(known, namespaces),
      ...{ modes: modes && [...modes], modesInFile, cloud, awsAuth, identities: [...identities] },
      outOfView: outOfView(known.facts).map((one) => ({ ...one })),
    });
  },
);

function knownOf(inventory: Inventory): Known {
  const { crossCheck, source } = inventory;
  const facts = authorizerFacts(inventory);
  if (crossCheck?.state !== "asked") return { facts, source, crossCheck };
  return { facts, source, crossCheck, comparison: compareAnswers(buildRbacIndex(inventory), crossCheck, facts) };
}

const mostShown = 50;
const notAskedWords = {
  forbidden: "Not cross-checked: the credential may not create SubjectAccessReviews.",
  rbacUnseen: "Not cross-checked: RBAC was not seen.",
  unanswered: "Not cross-checked: the API server did not say whether it may be asked.",
  notLive: "Not cross-checked: no API server was asked, as of a snapshot or an older scan.",
} as const;

function crossCheckView(
  { crossCheck, comparison }: Known,
  namespaces: NamespaceScope,
): Pick<Authorizers, "sentence" | "crossCheck"> {
  if (crossCheck?.state !== "asked" || comparison === undefined) {
    const reason = crossCheck?.state === "notAsked" ? crossCheck.reason : "notLive";
    const grant = reason === "forbidden" ? { grant: renderManifests(crossCheckManifests()) } : {};
    return { sentence: notAskedWords[reason], crossCheck: { state: "notAsked", reason, ...grant } };
  }
  const { asked, agree, unknown, differences } = comparison;
  const seen = differences.filter(({ asked: { namespace } }) => namespaces === "all" || namespaces.has(namespace ?? ""));
  return {
    sentence: comparisonSentence(comparison),
    crossCheck: {
      ...{ state: "asked", asked, agree, unknown, unanswered: crossCheck.unanswered, differ: differences.length },
      differences: seen.slice(0, mostShown).map(differenceView),
    },
  };
}

function differenceView({ asked, ours, cause }: Difference) {
  const { user, attributes, namespace, allowed, denied, reason } = asked;
  return {
    ...{ user: user.name, groups: [...user.groups], action: `${attributes.verb} ${formatTarget(attributes)}` },
    ...(namespace !== undefined && !isUrl(attributes) && { namespace }),
    ...{ rbac: ours, server: allowed ? ("allowed" as const) : denied ? ("denied" as const) : ("notAllowed" as const) },
    ...{ cause, likely: causeWords[cause], reason },
  };
}
