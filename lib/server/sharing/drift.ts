import type { ContentOf } from "../../contracts/reports.ts";
import { ok } from "../../core/result.ts";
import { bindingView, type Drift, driftAmong, isComplete, roleView } from "../use-cases/access/drift.ts";
import { refuse } from "../use-cases/outcome.ts";
import { hasResults } from "../use-cases/scans/scan-view.ts";
import { redactedName } from "./chain-entries.ts";
import { redactedRole } from "./change-entries.ts";
import { filtersOf, type ReportKind } from "./kind.ts";
import type { Redactor } from "./redactor.ts";

const pageSize = 100;

type Content = ContentOf<"drift">;

/** Roles of one name that differ between clusters, or bindings that one of them alone has. */
export const driftKind: ReportKind<"drift"> = {
  async freeze({ scope }, _view, { repositories }) {
    const scans = (await repositories.scans.latest(scope)).filter(hasResults);
    if (scans.length === 0) return refuse("notFound");
    return ok({ scanIds: scans.map(({ id }) => id), clusterIds: scans.map(({ clusterId }) => clusterId) });
  },

  async load({ view, scanIds, reader, redactor, clusterName, page, services }) {
    const found = await Promise.all(scanIds.map((id) => services.repositories.scans.get(reader.scope, id)));
    // By the names of then: what a cluster is called later changes no order.
    const scans = found.flatMap((scan) => (scan === undefined ? [] : [{ ...scan, cluster: clusterName(scan) }]));
    if (scans.length < scanIds.length) return refuse("notFound");
    const { what, q, defaults } = view;
    const drift = await driftAmong(reader, scans, { q, defaults }, services);
    const counts = { roles: drift.roles.length, bindings: drift.bindings.length };
    const from = (page - 1) * pageSize;
    return ok({
      content: {
        kind: "drift",
        clusters: drift.sides.map((side) => ({ cluster: side.scan.cluster, complete: isComplete(side) })),
        counts,
        roles: what === "roles" ? rolesOf(drift, from, redactor) : [],
        bindings: what === "bindings" ? bindingsOf(drift, from, redactor) : [],
      },
      total: counts[what],
      pageSize,
      filters: filtersOf({
        defaults: defaults === "hide" ? "left out" : undefined,
        text: redactor.pseudonyms && q ? "not shown" : q,
      }),
    });
  },
};

function rolesOf({ roles, sides }: Drift, from: number, redactor: Redactor): Content["roles"] {
  return roles.slice(from, from + pageSize).map((role) => {
    const view = roleView(redactedRole(role, redactor), sides);
    return {
      ...view,
      variants: view.variants.map(({ clusters, ...variant }) => ({
        ...variant,
        clusters: clusters.map(({ cluster }) => cluster),
      })),
    };
  });
}

function bindingsOf({ bindings, sides }: Drift, from: number, redactor: Redactor): Content["bindings"] {
  return bindings.slice(from, from + pageSize).flatMap((lone) =>
    bindingView(lone, sides).map(({ clusterId: _cluster, scanId: _scan, subjects, kind, name, namespace, role, ...view }) => ({
      ...{ kind, ...view, ...redactedName({ kind, name, namespace }, redactor) },
      role: redactor.text(role),
      subjects: subjects.map((subject) => ({ ...redactor.subject(subject) })),
    })),
  );
}
