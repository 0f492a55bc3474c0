import { accessRoutes } from "./routes/access.ts";
import { accessChangesRoutes } from "./routes/access-changes.ts";
import { apiAuditLogsRoutes } from "./routes/api-audit-logs.ts";
import { assertionsRoutes } from "./routes/assertions.ts";
import { auditRoutes } from "./routes/audit.ts";
import { checklistRoutes } from "./routes/checklist.ts";
import { clustersRoutes, fleetRoutes, sampleFleetRoutes } from "./routes/clusters.ts";
import { evidencePacksRoutes } from "./routes/evidence-packs.ts";
import { digestRoutes, findingLifeRoutes, savedViewsRoutes } from "./routes/finding-life.ts";
import { checksRoutes, findingsRoutes } from "./routes/findings.ts";
import { commitSignersRoutes, forgesRoutes } from "./routes/forges.ts";
import { imagesRoutes } from "./routes/images.ts";
import { searchRoutes, settingsRoutes } from "./routes/installation.ts";
import { kubeletsRoutes } from "./routes/kubelets.ts";
import { networkRoutes } from "./routes/network.ts";
import { namespacesRoutes, pathsRoutes } from "./routes/paths.ts";
import { invitationsRoutes, passwordResetsRoutes, sessionsRoutes, usersRoutes } from "./routes/people.ts";
import { podSecurityRoutes } from "./routes/pod-security.ts";
import { registriesRoutes } from "./routes/registries.ts";
import { reviewsRoutes } from "./routes/reviews.ts";
import { scansRoutes } from "./routes/scans.ts";
import { schedulesRoutes } from "./routes/schedules.ts";
import { sessionRoutes } from "./routes/session.ts";
import { shareLinksRoutes } from "./routes/share-links.ts";
import { sourcesRoutes } from "./routes/sources.ts";
import { subjectRoutes } from "./routes/subjects.ts";
import { supplyQuestionsRoutes } from "./routes/supply-questions.ts";
import { tokensRoutes } from "./routes/tokens.ts";
import { signingPoliciesRoutes, trustedBuildersRoutes, trustProfilesRoutes } from "./routes/trust.ts";
import { upgradeRoutes } from "./routes/upgrade.ts";
import { upgradePlanRoutes } from "./routes/upgrade-plan.ts";
import { osvDumpsRoutes, packagesRoutes, securityDocumentsRoutes, vulnerabilitiesRoutes } from "./routes/vulnerabilities.ts";
import { noticesRoutes, waiversRoutes } from "./routes/waivers.ts";

/** The one contract of `/api/v1`: handlers implement it, the browser calls it, the OpenAPI document is made from it. */
export const api = {
  session: sessionRoutes,
  fleet: fleetRoutes,
  clusters: clustersRoutes,
  apiAuditLogs: apiAuditLogsRoutes,
  kubelets: kubeletsRoutes,
  sampleFleet: sampleFleetRoutes,
  scans: scansRoutes,
  schedules: schedulesRoutes,
  findings: findingsRoutes,
  checks: checksRoutes,
  access: accessRoutes,
  paths: pathsRoutes,
  namespaces: namespacesRoutes,
  accessChanges: accessChangesRoutes,
  reviews: reviewsRoutes,
  subjects: subjectRoutes,
  assertions: assertionsRoutes,
  upgradePlans: upgradePlanRoutes,
  upgrade: upgradeRoutes,
  network: networkRoutes,
  podSecurity: podSecurityRoutes,
  checklist: checklistRoutes,
  images: imagesRoutes,
  evidencePacks: evidencePacksRoutes,
  packages: packagesRoutes,
  vulnerabilities: vulnerabilitiesRoutes,
  osvDumps: osvDumpsRoutes,
  securityDocuments: securityDocumentsRoutes,
  supplyQuestions: supplyQuestionsRoutes,
  sessions: sessionsRoutes,
  users: usersRoutes,
  invitations: invitationsRoutes,
  passwordResets: passwordResetsRoutes,
  tokens: tokensRoutes,
  audit: auditRoutes,
  settings: settingsRoutes,
  registries: registriesRoutes,
  forges: forgesRoutes,
  commitSigners: commitSignersRoutes,
  sources: sourcesRoutes,
  trustProfiles: trustProfilesRoutes,
  trustedBuilders: trustedBuildersRoutes,
  signingPolicies: signingPoliciesRoutes,
  search: searchRoutes,
  shareLinks: shareLinksRoutes,
  findingLife: findingLifeRoutes,
  waivers: waiversRoutes,
  notices: noticesRoutes,
  savedViews: savedViewsRoutes,
  digest: digestRoutes,
};
