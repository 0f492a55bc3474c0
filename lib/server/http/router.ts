/** Which use-case answers which route of the contract. Nothing is decided here. */

import * as ask from "../use-cases/access/ask.ts";
import * as askWords from "../use-cases/access/ask-words.ts";
import * as authentication from "../use-cases/access/authentication.ts";
import * as authorizers from "../use-cases/access/authorizers.ts";
import * as bindingGraphs from "../use-cases/access/binding-graphs.ts";
import * as accessChanges from "../use-cases/access/changes.ts";
import * as drift from "../use-cases/access/drift.ts";
import * as holders from "../use-cases/access/holders.ts";
import * as matrix from "../use-cases/access/matrix.ts";
import * as matrixCell from "../use-cases/access/matrix-cell.ts";
import * as matrixNamespaces from "../use-cases/access/matrix-namespaces.ts";
import * as matrixResources from "../use-cases/access/matrix-resources.ts";
import * as namespaces from "../use-cases/access/namespaces.ts";
import * as paths from "../use-cases/access/paths.ts";
import * as questions from "../use-cases/access/questions.ts";
import * as reviewDeciding from "../use-cases/access/review-deciding.ts";
import * as reviewMaking from "../use-cases/access/review-making.ts";
import * as reviews from "../use-cases/access/reviews.ts";
import * as risks from "../use-cases/access/risks.ts";
import * as roleDetail from "../use-cases/access/role-detail.ts";
import * as roles from "../use-cases/access/roles.ts";
import * as simulation from "../use-cases/access/simulation.ts";
import * as subjectDetail from "../use-cases/access/subject-detail.ts";
import * as subjects from "../use-cases/access/subjects.ts";
import * as assertions from "../use-cases/assertions/assertion-sets.ts";
import * as checkedAssertions from "../use-cases/assertions/checked-assertions.ts";
import * as audit from "../use-cases/audit/audit-log.ts";
import * as apiAuditLogs from "../use-cases/clusters/api-audit-logs.ts";
import * as clusters from "../use-cases/clusters/clusters.ts";
import * as connection from "../use-cases/clusters/connection.ts";
import * as connectionTests from "../use-cases/clusters/connection-tests.ts";
import * as fleet from "../use-cases/clusters/fleet.ts";
import * as kubelets from "../use-cases/clusters/kubelets.ts";
import * as samples from "../use-cases/clusters/sample-fleet.ts";
import * as digest from "../use-cases/findings/digest.ts";
import * as findingDetail from "../use-cases/findings/finding-detail.ts";
import * as findingLife from "../use-cases/findings/finding-life.ts";
import * as findings from "../use-cases/findings/findings.ts";
import * as savedViews from "../use-cases/findings/saved-views.ts";
import * as invitations from "../use-cases/people/invitations.ts";
import * as passwordResets from "../use-cases/people/password-resets.ts";
import * as session from "../use-cases/people/session.ts";
import * as sessions from "../use-cases/people/sessions.ts";
import * as setup from "../use-cases/people/setup.ts";
import * as tokens from "../use-cases/people/tokens.ts";
import * as users from "../use-cases/people/users.ts";
import * as checklist from "../use-cases/posture/checklist.ts";
import * as checklistFleet from "../use-cases/posture/checklist-fleet.ts";
import * as network from "../use-cases/posture/network.ts";
import * as podSecurity from "../use-cases/posture/pod-security.ts";
import * as checks from "../use-cases/scans/checks.ts";
import * as comparison from "../use-cases/scans/comparison.ts";
import * as scans from "../use-cases/scans/scans.ts";
import * as schedules from "../use-cases/scans/schedules.ts";
import * as search from "../use-cases/search.ts";
import * as settings from "../use-cases/settings.ts";
import * as shareLinks from "../use-cases/sharing/share-links.ts";
import * as imageChanges from "../use-cases/supply-chain/changes.ts";
import * as commitSigners from "../use-cases/supply-chain/commit-signers.ts";
import * as dryRun from "../use-cases/supply-chain/dry-run.ts";
import * as enforcement from "../use-cases/supply-chain/enforcement.ts";
import * as evidencePacks from "../use-cases/supply-chain/evidence-packs.ts";
import * as forges from "../use-cases/supply-chain/forges.ts";
import * as imageFacts from "../use-cases/supply-chain/image-facts.ts";
import * as images from "../use-cases/supply-chain/images.ts";
import * as osvDumps from "../use-cases/supply-chain/osv-dumps.ts";
import * as policies from "../use-cases/supply-chain/policies.ts";
import * as policyExport from "../use-cases/supply-chain/policy-export.ts";
import * as policyImport from "../use-cases/supply-chain/policy-import.ts";
import * as policyTaking from "../use-cases/supply-chain/policy-taking.ts";
import * as supplyQuestions from "../use-cases/supply-chain/questions.ts";
import * as registries from "../use-cases/supply-chain/registries.ts";
import * as runningPackages from "../use-cases/supply-chain/running-packages.ts";
import * as runningVulnerabilities from "../use-cases/supply-chain/running-vulnerabilities.ts";
import * as securityDocuments from "../use-cases/supply-chain/security-documents.ts";
import * as signers from "../use-cases/supply-chain/signers.ts";
import * as sources from "../use-cases/supply-chain/sources.ts";
import * as trails from "../use-cases/supply-chain/trail.ts";
import * as trust from "../use-cases/supply-chain/trust-profiles.ts";
import * as builders from "../use-cases/supply-chain/trusted-builders.ts";
import * as upgradeCatalogue from "../use-cases/upgrade/catalogue.ts";
import * as upgradeManifests from "../use-cases/upgrade/manifests.ts";
import * as readiness from "../use-cases/upgrade/readiness.ts";
import * as runBooks from "../use-cases/upgrade/run-book.ts";
import * as waiverFile from "../use-cases/waivers/waiver-file.ts";
import * as waivers from "../use-cases/waivers/waivers.ts";
import { asks, asksAtDoor, asksOpenly, guarded as on } from "./api-context.ts";
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
    removal: on.clusters.removal.handler(asks(clusters.clusterRemoval)),
    remove: on.clusters.remove.handler(asks(clusters.removeCluster)),
  },
  apiAuditLogs: {
    get: on.apiAuditLogs.get.handler(asks(apiAuditLogs.getApiAuditLog)),
    // Streams, and so has a handler of its own: see evidence-handler.ts.
    put: on.apiAuditLogs.put.handler(() => {
      throw refusalError({ code: "notFound" });
    }),
    remove: on.apiAuditLogs.remove.handler(asks(apiAuditLogs.removeApiAuditLog)),
  },
  kubelets: {
    get: on.kubelets.get.handler(asks(kubelets.getKubelets)),
    // Streams, and so has a handler of its own: see evidence-handler.ts.
    put: on.kubelets.put.handler(() => {
      throw refusalError({ code: "notFound" });
    }),
    remove: on.kubelets.remove.handler(asks(kubelets.removeKubelets)),
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
  schedules: {
    list: on.schedules.list.handler(asks(schedules.listSchedules)),
    create: on.schedules.create.handler(asks(schedules.createSchedule)),
    preview: on.schedules.preview.handler(asks(schedules.previewSchedule)),
    get: on.schedules.get.handler(asks(schedules.getSchedule)),
    change: on.schedules.change.handler(asks(schedules.changeSchedule)),
    pause: on.schedules.pause.handler(asks(schedules.pauseSchedule)),
    resume: on.schedules.resume.handler(asks(schedules.resumeSchedule)),
    run: on.schedules.run.handler(asks(schedules.runSchedule)),
    runs: on.schedules.runs.handler(asks(schedules.listScheduleRuns)),
    remove: on.schedules.remove.handler(asks(schedules.removeSchedule)),
  },
  findings: {
    list: on.findings.list.handler(asks(findings.listFindings)),
    facets: on.findings.facets.handler(asks(findings.findingFacets)),
    get: on.findings.get.handler(asks(findingDetail.getFinding)),
  },
  checks: { list: on.checks.list.handler(asks(checks.listChecks)) },
  access: {
    ask: on.access.ask.handler(asks(ask.ask)),
    words: on.access.words.handler(asks(askWords.askWords)),
    matrix: on.access.matrix.handler(asks(matrix.getMatrix)),
    rows: on.access.rows.handler(asks(matrix.getMatrixRows)),
    cell: on.access.cell.handler(asks(matrixCell.getMatrixCell)),
    authorizers: on.access.authorizers.handler(asks(authorizers.getAuthorizers)),
    resources: on.access.resources.handler(asks(matrixResources.getMatrixResources)),
    namespaces: on.access.namespaces.handler(asks(matrixNamespaces.getMatrixNamespaces)),
    holders: on.access.holders.handler(asks(matrixNamespaces.getCapabilityHolders)),
    whoCan: on.access.whoCan.handler(asks(questions.askWhoCan)),
    canI: on.access.canI.handler(asks(questions.askCanI)),
    risks: on.access.risks.handler(asks(risks.getRisks)),
    authentication: on.access.authentication.handler(asks(authentication.getAuthentication)),
  },
  paths: {
    list: on.paths.list.handler(asks(paths.listPaths)),
    subject: on.paths.subject.handler(asks(paths.getSubjectPaths)),
  },
  namespaces: {
    list: on.namespaces.list.handler(asks(namespaces.listNamespaces)),
    get: on.namespaces.get.handler(asks(namespaces.getNamespace)),
    delegation: on.namespaces.delegation.handler(asks(namespaces.getDelegation)),
  },
  reviews: {
    list: on.reviews.list.handler(asks(reviews.listReviews)),
    last: on.reviews.last.handler(asks(reviews.getLastReviews)),
    capabilities: on.reviews.capabilities.handler(asks(reviews.listCapabilities)),
    reviewers: on.reviews.reviewers.handler(asks(reviews.listReviewers)),
    preview: on.reviews.preview.handler(asks(reviewMaking.previewReview)),
    create: on.reviews.create.handler(asks(reviewMaking.createReview)),
    get: on.reviews.get.handler(asks(reviews.getReview)),
    change: on.reviews.change.handler(asks(reviewDeciding.changeReview)),
    remove: on.reviews.remove.handler(asks(reviewDeciding.removeReview)),
    subjects: on.reviews.subjects.handler(asks(reviews.listReviewed)),
    subject: on.reviews.subject.handler(asks(reviews.getReviewed)),
    decide: on.reviews.decide.handler(asks(reviewDeciding.decideReview)),
    signOff: on.reviews.signOff.handler(asks(reviewDeciding.signOffReview)),
  },
  subjects: {
    list: on.subjects.list.handler(asks(subjects.listSubjects)),
    get: on.subjects.get.handler(asks(subjectDetail.getSubject)),
    rights: on.subjects.rights.handler(asks(subjectDetail.getSubjectRights)),
    graph: on.subjects.graph.handler(asks(bindingGraphs.drawSubject)),
    // Streams, and so has a handler of its own: see evidence-handler.ts.
    generate: on.subjects.generate.handler(() => {
      throw refusalError({ code: "notFound" });
    }),
    roles: on.subjects.roles.handler(asks(roles.listRoles)),
    role: on.subjects.role.handler(asks(roleDetail.getRole)),
    roleGraph: on.subjects.roleGraph.handler(asks(bindingGraphs.drawRole)),
    lookup: on.subjects.lookup.handler(asks(roleDetail.lookUpByName)),
  },
  accessChanges: {
    list: on.accessChanges.list.handler(asks(accessChanges.listAccessChanges)),
    holders: on.accessChanges.holders.handler(asks(holders.listHolders)),
    drift: on.accessChanges.drift.handler(asks(drift.listDrift)),
    simulate: on.accessChanges.simulate.handler(asks(simulation.simulateAccess)),
  },
  upgradePlans: {
    fleet: on.upgradePlans.fleet.handler(asks(readiness.getUpgradeFleet)),
    plan: on.upgradePlans.plan.handler(asks(readiness.getUpgradePlan)),
    runBook: on.upgradePlans.runBook.handler(asks(runBooks.getRunBook)),
    tick: on.upgradePlans.tick.handler(asks(runBooks.tickRunBook)),
    history: on.upgradePlans.history.handler(asks(readiness.getUpgradeHistory)),
    changes: on.upgradePlans.changes.handler(asks(readiness.getUpgradeChanges)),
  },
  upgrade: {
    catalogue: on.upgrade.catalogue.handler(asks(upgradeCatalogue.getUpgradeCatalogue)),
    setSupportDate: on.upgrade.setSupportDate.handler(asks(upgradeCatalogue.setSupportDate)),
    clearSupportDate: on.upgrade.clearSupportDate.handler(asks(upgradeCatalogue.clearSupportDate)),
    judgeManifests: on.upgrade.judgeManifests.handler(asks(upgradeManifests.judgeManifestFiles)),
  },
  network: {
    overview: on.network.overview.handler(asks(network.getNetwork)),
    namespace: on.network.namespace.handler(asks(network.getNetworkNamespace)),
    reach: on.network.reach.handler(asks(network.getNetworkReach)),
  },
  podSecurity: {
    overview: on.podSecurity.overview.handler(asks(podSecurity.getPodSecurity)),
    refused: on.podSecurity.refused.handler(asks(podSecurity.getRefusedWorkloads)),
  },
  checklist: {
    fleet: on.checklist.fleet.handler(asks(checklistFleet.getChecklistFleet)),
    fleetHistory: on.checklist.fleetHistory.handler(asks(checklistFleet.getChecklistFleetHistory)),
    get: on.checklist.get.handler(asks(checklist.getChecklist)),
    history: on.checklist.history.handler(asks(checklist.getChecklistHistory)),
    attest: on.checklist.attest.handler(asks(checklist.attestItem)),
    withdraw: on.checklist.withdraw.handler(asks(checklist.withdrawStatement)),
  },
  packages: {
    list: on.packages.list.handler(asks(runningPackages.listPackages)),
    places: on.packages.places.handler(asks(runningPackages.getPackagePlaces)),
  },
  vulnerabilities: {
    list: on.vulnerabilities.list.handler(asks(runningVulnerabilities.listVulnerabilities)),
    detail: on.vulnerabilities.detail.handler(asks(runningVulnerabilities.getVulnerability)),
  },
  securityDocuments: {
    list: on.securityDocuments.list.handler(asks(securityDocuments.listSecurityDocuments)),
    // Streams, and so has a handler of its own: see evidence-handler.ts.
    upload: on.securityDocuments.upload.handler(() => {
      throw refusalError({ code: "notFound" });
    }),
    get: on.securityDocuments.get.handler(asks(securityDocuments.getSecurityDocument)),
    remove: on.securityDocuments.remove.handler(asks(securityDocuments.removeSecurityDocument)),
  },
  osvDumps: {
    remove: on.osvDumps.remove.handler(asks(osvDumps.removeOsvDump)),
  },
  images: {
    list: on.images.list.handler(asks(images.listImages)),
    get: on.images.get.handler(asks(trails.getImageTrail)),
    facts: on.images.facts.handler(asks(imageFacts.getImageFacts)),
    trail: on.images.trail.handler(asks(trails.getWorkloadTrail)),
    evidence: on.images.evidence.handler(asks(trails.getEvidence)),
    changes: on.images.changes.handler(asks(imageChanges.listImageChanges)),
    signers: on.images.signers.handler(asks(signers.listSigners)),
    look: on.images.look.handler(asks(images.lookAgain)),
  },
  evidencePacks: {
    list: on.evidencePacks.list.handler(asks(evidencePacks.listEvidencePacks)),
    // Streams, and so has a handler of its own: see evidence-handler.ts.
    upload: on.evidencePacks.upload.handler(() => {
      throw refusalError({ code: "notFound" });
    }),
    remove: on.evidencePacks.remove.handler(asks(evidencePacks.removeEvidencePack)),
  },
  supplyQuestions: {
    get: on.supplyQuestions.get.handler(asks(supplyQuestions.getSupplyQuestions)),
    enforcement: on.supplyQuestions.enforcement.handler(asks(enforcement.getEnforcement)),
    rights: on.supplyQuestions.rights.handler(asks(supplyQuestions.getDeployRights)),
  },
  assertions: {
    list: on.assertions.list.handler(asks(assertions.listAssertionSets)),
    checked: on.assertions.checked.handler(asks(checkedAssertions.checkedAssertions)),
    create: on.assertions.create.handler(asks(assertions.createAssertionSet)),
    get: on.assertions.get.handler(asks(assertions.getAssertionSet)),
    change: on.assertions.change.handler(asks(assertions.changeAssertionSet)),
    remove: on.assertions.remove.handler(asks(assertions.removeAssertionSet)),
  },
  users: {
    list: on.users.list.handler(asks(users.listUsers)),
    add: on.users.add.handler(asks(users.addUser)),
    change: on.users.change.handler(asks(users.changeUser)),
    remove: on.users.remove.handler(asks(users.removeUser)),
    endSessions: on.users.endSessions.handler(asks(sessions.endSessionsOf)),
    resetLink: on.users.resetLink.handler(asks(passwordResets.makeResetLink)),
  },
  invitations: {
    list: on.invitations.list.handler(asks(invitations.listInvitations)),
    create: on.invitations.create.handler(asks(invitations.invite)),
    revoke: on.invitations.revoke.handler(asks(invitations.revokeInvitation)),
    open: on.invitations.open.handler(asksAtDoor(invitations.openInvitation)),
    accept: on.invitations.accept.handler(asksAtDoor(invitations.acceptInvitation)),
  },
  passwordResets: {
    open: on.passwordResets.open.handler(asksAtDoor(passwordResets.openPasswordReset)),
    use: on.passwordResets.use.handler(asksAtDoor(passwordResets.usePasswordReset)),
  },
  sessions: {
    list: on.sessions.list.handler(asks(sessions.listSessions)),
    end: on.sessions.end.handler(asks(sessions.endSession)),
    endOthers: on.sessions.endOthers.handler(asks(sessions.endOtherSessions)),
  },
  audit: {
    list: on.audit.list.handler(asks(audit.listAudit)),
    actors: on.audit.actors.handler(asks(audit.auditActors)),
  },
  tokens: {
    list: on.tokens.list.handler(asks(tokens.listTokens)),
    create: on.tokens.create.handler(asks(tokens.createToken)),
    revoke: on.tokens.revoke.handler(asks(tokens.revokeToken)),
  },
  settings: { get: on.settings.get.handler(asks(settings.getSettings)) },
  registries: {
    list: on.registries.list.handler(asks(registries.listRegistries)),
    get: on.registries.get.handler(asks(registries.getRegistry)),
    create: on.registries.create.handler(asks(registries.createRegistry)),
    change: on.registries.change.handler(asks(registries.changeRegistry)),
    putCredential: on.registries.putCredential.handler(asks(registries.putRegistryCredential)),
    eraseCredential: on.registries.eraseCredential.handler(asks(registries.eraseRegistryCredential)),
    test: on.registries.test.handler(asks(registries.testRegistry)),
    remove: on.registries.remove.handler(asks(registries.removeRegistry)),
  },
  forges: {
    list: on.forges.list.handler(asks(forges.listForges)),
    create: on.forges.create.handler(asks(forges.createForge)),
    putToken: on.forges.putToken.handler(asks(forges.putForgeToken)),
    eraseToken: on.forges.eraseToken.handler(asks(forges.eraseForgeToken)),
    remove: on.forges.remove.handler(asks(forges.removeForge)),
  },
  commitSigners: {
    list: on.commitSigners.list.handler(asks(commitSigners.listCommitSigners)),
    create: on.commitSigners.create.handler(asks(commitSigners.addCommitSigner)),
    remove: on.commitSigners.remove.handler(asks(commitSigners.removeCommitSigner)),
  },
  sources: {
    get: on.sources.get.handler(asks(sources.getSource)),
    look: on.sources.look.handler(asks(sources.lookAgain)),
    addReport: on.sources.addReport.handler(asks(sources.addSourceReport)),
    removeReport: on.sources.removeReport.handler(asks(sources.removeSourceReport)),
  },
  trustProfiles: {
    list: on.trustProfiles.list.handler(asks(trust.listTrustProfiles)),
    create: on.trustProfiles.create.handler(asks(trust.createTrustProfile)),
    change: on.trustProfiles.change.handler(asks(trust.changeTrustProfile)),
    remove: on.trustProfiles.remove.handler(asks(trust.removeTrustProfile)),
  },
  trustedBuilders: {
    list: on.trustedBuilders.list.handler(asks(builders.listTrustedBuilders)),
    create: on.trustedBuilders.create.handler(asks(builders.createTrustedBuilder)),
    change: on.trustedBuilders.change.handler(asks(builders.changeTrustedBuilder)),
    remove: on.trustedBuilders.remove.handler(asks(builders.removeTrustedBuilder)),
  },
  signingPolicies: {
    list: on.signingPolicies.list.handler(asks(policies.listSigningPolicies)),
    get: on.signingPolicies.get.handler(asks(policies.getSigningPolicy)),
    found: on.signingPolicies.found.handler(asks(policyImport.findPolicies)),
    read: on.signingPolicies.read.handler(asks(policyImport.readPolicies)),
    take: on.signingPolicies.take.handler(asks(policyTaking.takePolicies)),
    exportAs: on.signingPolicies.exportAs.handler(asks(policyExport.exportPolicies)),
    dryRun: on.signingPolicies.dryRun.handler(asks(dryRun.dryRunPolicies)),
    tryOut: on.signingPolicies.tryOut.handler(asks(dryRun.tryPolicies)),
    create: on.signingPolicies.create.handler(asks(policies.createSigningPolicy)),
    change: on.signingPolicies.change.handler(asks(policies.changeSigningPolicy)),
    remove: on.signingPolicies.remove.handler(asks(policies.removeSigningPolicy)),
  },
  findingLife: {
    keys: on.findingLife.keys.handler(asks(findingLife.findingKeys)),
    assignees: on.findingLife.assignees.handler(asks(findingLife.listAssignees)),
    assign: on.findingLife.assign.handler(asks(findingLife.assignFindings)),
    comment: on.findingLife.comment.handler(asks(findingLife.commentFinding)),
  },
  waivers: {
    list: on.waivers.list.handler(asks(waivers.listWaivers)),
    get: on.waivers.get.handler(asks(waivers.getWaiver)),
    preview: on.waivers.preview.handler(asks(waivers.previewWaiver)),
    create: on.waivers.create.handler(asks(waivers.createWaiver)),
    change: on.waivers.change.handler(asks(waivers.changeWaiver)),
    revoke: on.waivers.revoke.handler(asks(waivers.revokeWaiver)),
    exportFile: on.waivers.exportFile.handler(asks(waiverFile.exportWaivers)),
    importFile: on.waivers.importFile.handler(asks(waiverFile.importWaivers)),
  },
  notices: { list: on.notices.list.handler(asks(waivers.listNotices)) },
  savedViews: {
    list: on.savedViews.list.handler(asks(savedViews.listViews)),
    create: on.savedViews.create.handler(asks(savedViews.createView)),
    change: on.savedViews.change.handler(asks(savedViews.changeView)),
    remove: on.savedViews.remove.handler(asks(savedViews.removeView)),
  },
  digest: { get: on.digest.get.handler(asks(digest.getDigest)) },
  search: { query: on.search.query.handler(asks(search.search)) },
  shareLinks: {
    rules: on.shareLinks.rules.handler(asks(shareLinks.shareRules)),
    preview: on.shareLinks.preview.handler(asks(shareLinks.previewShareLink)),
    create: on.shareLinks.create.handler(asks(shareLinks.createShareLink)),
    list: on.shareLinks.list.handler(asks(shareLinks.listShareLinks)),
    revoke: on.shareLinks.revoke.handler(asks(shareLinks.revokeShareLink)),
  },
});
