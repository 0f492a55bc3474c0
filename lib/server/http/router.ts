/** Which use-case answers which route of the contract. Nothing is decided here. */
import * as checks from "../use-cases/checks.ts";
import * as clusters from "../use-cases/clusters.ts";
import * as comparison from "../use-cases/comparison.ts";
import * as connection from "../use-cases/connection.ts";
import * as connectionTests from "../use-cases/connection-tests.ts";
import * as findingDetail from "../use-cases/finding-detail.ts";
import * as findings from "../use-cases/findings.ts";
import * as fleet from "../use-cases/fleet.ts";
import * as matrix from "../use-cases/matrix.ts";
import * as matrixCell from "../use-cases/matrix-cell.ts";
import * as questions from "../use-cases/questions.ts";
import * as samples from "../use-cases/sample-fleet.ts";
import * as scans from "../use-cases/scans.ts";
import * as search from "../use-cases/search.ts";
import * as session from "../use-cases/session.ts";
import * as settings from "../use-cases/settings.ts";
import * as setup from "../use-cases/setup.ts";
import * as tokens from "../use-cases/tokens.ts";
import * as users from "../use-cases/users.ts";
import { asks, asksOpenly, guarded as on } from "./api-context.ts";
import { refusalError } from "./presenter.ts";

export const router = on.router({
  session: { get: on.session.get.handler(asks(session.getSession)), setup: on.session.setup.handler(asksOpenly(setup.setUp)) },
  fleet: { get: on.fleet.get.handler(asks(fleet.getFleet)) },
  clusters: {
    list: on.clusters.list.handler(asks(clusters.listClusters)),
    get: on.clusters.get.handler(asks(clusters.getCluster)),
    inspectKubeconfig: on.clusters.inspectKubeconfig.handler(asks(connection.inspectKubeconfig)),
    readerManifest: on.clusters.readerManifest.handler(asks(clusters.readerManifest)),
    test: on.clusters.test.handler(asks(connectionTests.testConnection)),
    testResult: on.clusters.testResult.handler(asks(connectionTests.connectionTestResult)),
    register: on.clusters.register.handler(asks(clusters.registerCluster)),
    // Streams, and so has a handler of its own: see upload-handler.ts.
    upload: on.clusters.upload.handler(() => {
      throw refusalError({ code: "notFound" });
    }),
    change: on.clusters.change.handler(asks(clusters.changeCluster)),
    replaceConnection: on.clusters.replaceConnection.handler(asks(clusters.replaceConnection)),
    remove: on.clusters.remove.handler(asks(clusters.removeCluster)),
  },
  sampleFleet: {
    load: on.sampleFleet.load.handler(asks(samples.loadSamples)),
    remove: on.sampleFleet.remove.handler(asks(samples.removeSamples)),
  },
  scans: {
    start: on.scans.start.handler(asks(scans.startScan)),
    list: on.scans.list.handler(asks(scans.listScans)),
    get: on.scans.get.handler(asks(scans.getScan)),
    cancel: on.scans.cancel.handler(asks(scans.cancelScan)),
    compare: on.scans.compare.handler(asks(comparison.compareScans)),
  },
  findings: {
    list: on.findings.list.handler(asks(findings.listFindings)),
    facets: on.findings.facets.handler(asks(findings.findingFacets)),
    get: on.findings.get.handler(asks(findingDetail.getFinding)),
  },
  checks: { list: on.checks.list.handler(asks(checks.listChecks)) },
  access: {
    matrix: on.access.matrix.handler(asks(matrix.getMatrix)),
    rows: on.access.rows.handler(asks(matrix.getMatrixRows)),
    cell: on.access.cell.handler(asks(matrixCell.getMatrixCell)),
    whoCan: on.access.whoCan.handler(asks(questions.askWhoCan)),
    canI: on.access.canI.handler(asks(questions.askCanI)),
  },
  users: {
    list: on.users.list.handler(asks(users.listUsers)),
    add: on.users.add.handler(asks(users.addUser)),
    change: on.users.change.handler(asks(users.changeUser)),
    remove: on.users.remove.handler(asks(users.removeUser)),
  },
  tokens: {
    list: on.tokens.list.handler(asks(tokens.listTokens)),
    create: on.tokens.create.handler(asks(tokens.createToken)),
    revoke: on.tokens.revoke.handler(asks(tokens.revokeToken)),
  },
  settings: { get: on.settings.get.handler(asks(settings.getSettings)) },
  search: { query: on.search.query.handler(asks(search.search)) },
});
