/** The assertions as they are now, each with its verdict in the newest scan with results of every cluster that it is for. */
import type { AssertionVerdict, CheckedAssertion } from "../../../contracts/assertions.ts";
import type { Assertion } from "../../../core/rbac/assertions/assertion.ts";
import { evaluateAssertion, sayAssertion } from "../../../core/rbac/assertions/evaluate.ts";
import { ok } from "../../../core/result.ts";
import { readAssertionFile } from "../../assertions/assertion-file.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ScanRow } from "../../database/rows.ts";
import { type Access, accessOf } from "../access/access-index.ts";
import { chainView, subjectView } from "../access/access-view.ts";
import { defineUseCase } from "../outcome.ts";
import { standpoint } from "../scans/scan-view.ts";
import type { Services } from "../services.ts";

export const checkedAssertions = defineUseCase<{ readonly cluster?: string }, { items: CheckedAssertion[] }>(
  "report:read",
  async (actor, { cluster }, services) => {
    const sets = await services.repositories.assertionSets.list(actor.scope);
    const seen = await standpointsOf(actor, services);
    const items = sets.flatMap((set) => {
      const read = readAssertionFile(set.yaml);
      const meant = set.clusters.filter(({ id }) => cluster === undefined || id === cluster);
      if (!read.ok || meant.length === 0) return [];
      return read.value.map((assertion) => ({
        set: { id: set.id, name: set.name },
        name: assertion.name,
        why: assertion.why,
        sentence: sayAssertion(assertion),
        clusters: meant.map((one) => verdictIn(one, assertion, seen.get(one.id))),
      }));
    });
    return ok({ items });
  },
);

interface Standpoint {
  readonly scan: ScanRow;
  readonly access: Access;
}

async function standpointsOf(actor: Actor, services: Services): Promise<ReadonlyMap<string, Standpoint>> {
  const found = new Map<string, Standpoint>();
  for (const { id, lastScan } of await services.repositories.clusters.list(actor.scope)) {
    const access = lastScan && (await accessOf(actor, lastScan.id, services));
    if (lastScan && access?.ok) found.set(id, { scan: lastScan, access: access.value });
  }
  return found;
}

const mostBreaches = 50;
const mostChains = 5;

function verdictIn(
  cluster: AssertionVerdict["cluster"],
  assertion: Assertion,
  standing: Standpoint | undefined,
): AssertionVerdict {
  const named = { id: cluster.id, name: cluster.name };
  if (standing === undefined) {
    const reason = "It has no scan with results yet.";
    return { cluster: named, verdict: "unknown", reason, breaches: [], breaking: 0, gaps: [] };
  }
  const { verdict, breaches, gaps } = evaluateAssertion(standing.access.index, assertion);
  const { scanId, ...rest } = standpoint(standing.scan);
  return {
    cluster: named,
    scan: { id: scanId, ...rest },
    verdict,
    breaches: breaches.slice(0, mostBreaches).map(({ subject, chains, nearest }) => ({
      subject: subjectView(subject),
      chains: chains.slice(0, mostChains).map((chain) => chainView(chain, subject)),
      nearest,
    })),
    breaking: breaches.length,
    gaps: [...gaps],
  };
}
