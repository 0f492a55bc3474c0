/** Tests of a connection before it is registered. The worker dials; what comes back is a category and a preflight. */
import type { Connection, ConnectionTest, Preflight } from "../../../contracts/clusters.ts";
import { ok } from "../../../core/result.ts";
import type { ConnectionTestRow, NewConnectionTest } from "../../database/clusters/connection-tests.ts";
import { newId } from "../../database/ids.ts";
import { record } from "../audit/audit.ts";
import { checkTitle } from "../findings/finding-view.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { onlyAll } from "./clusters.ts";
import { readConnection, sealCredential } from "./connection.ts";

export interface TestRequest {
  readonly connection: Connection;
  readonly includeSecretNames: boolean;
}

/** Tests that one person may ask for in a minute: each is a connection to an address of their choice. */
const testsAMinute = 10;

export const testConnection = defineUseCase<TestRequest, ConnectionTest>("cluster:admin", async (actor, input, services) => {
  const { repositories, now } = services;
  if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const reach = readConnection(input.connection, services);
  if (!reach.ok) return reach;
  const since = new Date(now().getTime() - 60_000);
  if ((await repositories.connectionTests.countSince(actor.scope, actor.userId, since)) >= testsAMinute)
    return refuse("tooManyRequests");
  const id = newId("tst");
  const { includeSecretNames } = input;
  const asked = { id, includeSecretNames, requestedBy: actor.userId };
  const test: NewConnectionTest =
    reach.value.kind === "inCluster"
      ? { ...asked, kind: "inCluster", withoutEnd: false }
      : { ...asked, ...(await sealedTest(reach.value.parsed)) };
  const created = await repositories.connectionTests.create(actor.scope, test);
  if (created === undefined) return refuse("forbidden", onlyAll);
  await record(repositories, actor, { action: "connection.test", subject: id, detail: { kind: test.kind } });
  return ok(testView(created));

  async function sealedTest(parsed: Parameters<typeof sealCredential>[0]) {
    const { sealed, kind, withoutEnd } = await sealCredential(parsed, { row: id, version: 1 }, services);
    const { endpoint, caData, tlsServerName } = parsed;
    return { kind, withoutEnd, sealed, server: endpoint.url, caData, tlsServerName };
  }
});

export const connectionTestResult = defineUseCase<{ readonly id: string }, ConnectionTest>(
  "cluster:admin",
  async (actor, { id }, { repositories }) => {
    const test = await repositories.connectionTests.get(actor.scope, id);
    return test === undefined || test.requestedBy !== actor.userId ? refuse("notFound") : ok(testView(test));
  },
);

function testView(row: ConnectionTestRow): ConnectionTest {
  const { id, state, sentence, remedy, version, preflight, withoutEnd } = row;
  const category = row.category as ConnectionTest["category"];
  return { id, state, category, sentence, remedy, version, withoutEnd, preflight: preflight && preflightView(preflight) };
}

const reaches = { cluster: "everywhere", namespaces: "someNamespaces", none: "no", unknown: "unknown" } as const;

function preflightView({ resources, checks, grant, crossChecks }: NonNullable<ConnectionTestRow["preflight"]>): Preflight {
  const blind = checks.filter((check) => check.outlook !== "assessed");
  return {
    resources: resources.map(({ resource, access }) => ({ resource, allowed: reaches[access], needed: access !== "cluster" })),
    checks: {
      assessable: checks.length - blind.length,
      notAssessable: blind.map(({ id, missing }) => ({ checkId: id, title: checkTitle(id), missing: [...missing] })),
    },
    grant: grant ?? "",
    ...(crossChecks !== undefined && { crossChecks }),
  };
}
