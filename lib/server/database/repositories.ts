import { type AssertionSetsRepository, assertionSetsRepository } from "./assertions/assertion-sets.ts";
import { type AuditRepository, auditRepository } from "./audit.ts";
import { type ChecklistRepository, checklistRepository } from "./checklist.ts";
import { type ApiAuditLogsRepository, apiAuditLogsRepository } from "./clusters/api-audit-logs.ts";
import { type ClustersRepository, clustersRepository } from "./clusters/clusters.ts";
import { type ConnectionTestsRepository, connectionTestsRepository } from "./clusters/connection-tests.ts";
import { type CredentialsRepository, credentialsRepository } from "./clusters/credentials.ts";
import { type KubeletsRepository, kubeletsRepository } from "./clusters/kubelets.ts";
import { type UploadsRepository, uploadsRepository } from "./clusters/uploads.ts";
import type { Connection } from "./connection.ts";
import { type Database, getDatabase, type Rows } from "./database.ts";
import { type CasesRepository, casesRepository } from "./findings/cases.ts";
import { type DigestRepository, digestRepository } from "./findings/digest.ts";
import { type ExportsRepository, exportsRepository } from "./findings/exports.ts";
import { type FindingsRepository, findingsRepository } from "./findings/findings.ts";
import { type SavedViewsRepository, savedViewsRepository } from "./findings/saved-views.ts";
import { type IdempotencyRepository, idempotencyRepository } from "./idempotency.ts";
import { type InstallationRepository, installationRepository } from "./installation.ts";
import { openMoment } from "./moment.ts";
import { type TokensRepository, tokensRepository } from "./people/api-tokens.ts";
import { type InvitationsRepository, invitationsRepository } from "./people/invitations.ts";
import { type PasswordResetsRepository, passwordResetsRepository } from "./people/password-resets.ts";
import { type SessionsRepository, sessionsRepository } from "./people/sessions.ts";
import { type UsersRepository, usersRepository } from "./people/users.ts";
import { type ReviewsRepository, reviewsRepository } from "./reviews/reviews.ts";
import { type InventoriesRepository, inventoriesRepository } from "./scans/inventories.ts";
import { type ScansRepository, scansRepository } from "./scans/scans.ts";
import { type SchedulesRepository, schedulesRepository } from "./schedules/schedules.ts";
import { type ScopesRepository, scopesRepository } from "./scopes.ts";
import { type SearchRepository, searchRepository } from "./search.ts";
import { type ShareLinksRepository, shareLinksRepository } from "./share-links.ts";
import { type ClairLooksRepository, clairLooksRepository } from "./supply-chain/clair-looks.ts";
import { type EvidencePacksRepository, evidencePacksRepository } from "./supply-chain/evidence-packs.ts";
import { type ForgesRepository, forgesRepository } from "./supply-chain/forges.ts";
import { type ImagesRepository, imagesRepository } from "./supply-chain/images.ts";
import { type JudgementRows, judgementRows } from "./supply-chain/judgement-rows.ts";
import { type OperatorReportsRepository, operatorReportsRepository } from "./supply-chain/operator-reports.ts";
import { type OsvDumpsRepository, osvDumpsRepository } from "./supply-chain/osv-dumps.ts";
import { type RegistriesRepository, registriesRepository } from "./supply-chain/registries.ts";
import { type RunningPackagesRepository, runningPackagesRepository } from "./supply-chain/running-packages.ts";
import {
  type RunningVulnerabilitiesRepository,
  runningVulnerabilitiesRepository,
} from "./supply-chain/running-vulnerabilities.ts";
import { type SecurityDocumentsRepository, securityDocumentsRepository } from "./supply-chain/security-documents.ts";
import { type SigningPoliciesRepository, signingPoliciesRepository } from "./supply-chain/signing-policies.ts";
import { type SourcesRepository, sourcesRepository } from "./supply-chain/sources.ts";
import { type TrustProfilesRepository, trustProfilesRepository } from "./supply-chain/trust-profiles.ts";
import { type TrustedBuildersRepository, trustedBuildersRepository } from "./supply-chain/trusted-builders.ts";
import { type VulnerabilityListsRepository, vulnerabilityListsRepository } from "./supply-chain/vulnerability-lists.ts";
import { type ReadinessRepository, readinessRepository } from "./upgrade/readiness.ts";
import { type RunBookTicksRepository, runBookTicksRepository } from "./upgrade/run-book-ticks.ts";
import { type SupportDatesRepository, supportDatesRepository } from "./upgrade/support-dates.ts";
import { type WaiversRepository, waiversRepository } from "./waivers/waivers.ts";

/** Everything that use-cases may ask of the database; every function but the installation's takes the reader's scope first. */
export interface Repositories {
  readonly installation: InstallationRepository;
  readonly scopes: ScopesRepository;
  readonly users: UsersRepository;
  readonly invitations: InvitationsRepository;
  readonly passwordResets: PasswordResetsRepository;
  readonly sessions: SessionsRepository;
  readonly tokens: TokensRepository;
  readonly idempotency: IdempotencyRepository;
  readonly clusters: ClustersRepository;
  readonly credentials: CredentialsRepository;
  readonly connectionTests: ConnectionTestsRepository;
  readonly uploads: UploadsRepository;
  readonly apiAuditLogs: ApiAuditLogsRepository;
  readonly kubelets: KubeletsRepository;
  readonly scans: ScansRepository;
  readonly schedules: SchedulesRepository;
  readonly assertionSets: AssertionSetsRepository;
  readonly readiness: ReadinessRepository;
  readonly runBookTicks: RunBookTicksRepository;
  readonly checklist: ChecklistRepository;
  readonly images: ImagesRepository;
  readonly evidencePacks: EvidencePacksRepository;
  readonly runningPackages: RunningPackagesRepository;
  readonly runningVulnerabilities: RunningVulnerabilitiesRepository;
  readonly securityDocuments: SecurityDocumentsRepository;
  readonly operatorReports: OperatorReportsRepository;
  readonly clairLooks: ClairLooksRepository;
  readonly vulnerabilityLists: VulnerabilityListsRepository;
  readonly osvDumps: OsvDumpsRepository;
  readonly supportDates: SupportDatesRepository;
  readonly findings: FindingsRepository;
  readonly inventories: InventoriesRepository;
  readonly audit: AuditRepository;
  readonly search: SearchRepository;
  readonly shareLinks: ShareLinksRepository;
  readonly waivers: WaiversRepository;
  readonly reviews: ReviewsRepository;
  readonly cases: CasesRepository;
  readonly digest: DigestRepository;
  readonly exports: ExportsRepository;
  readonly savedViews: SavedViewsRepository;
  readonly registries: RegistriesRepository;
  readonly forges: ForgesRepository;
  readonly sources: SourcesRepository;
  readonly trustProfiles: TrustProfilesRepository;
  readonly trustedBuilders: TrustedBuildersRepository;
  readonly signingPolicies: SigningPoliciesRepository;
  /** Of the whole installation: what images are judged by is told to whoever is told the verdicts. */
  readonly judgement: JudgementRows;
  /** Runs in one transaction what is asked of the repositories that it is given; a throw undoes it all. */
  transaction<T>(run: (repositories: Repositories) => Promise<T>): Promise<T>;
}

const transactionLimits = { maxWait: 10_000, timeout: 30_000 };

const known = new WeakMap<Database, Repositories>();

/** @returns the repositories of a database, always the same ones. */
export function repositoriesOf(database: Database): Repositories {
  const made = known.get(database) ?? assemble(connectionOf(database));
  known.set(database, made);
  return made;
}

/** @returns the repositories of the process's database. */
export function getRepositories(): Repositories {
  return repositoriesOf(getDatabase());
}

function connectionOf(database: Database): Connection {
  const { prisma, sender } = database;
  return {
    rows: prisma,
    sender,
    transaction: (run) => prisma.$transaction(run, transactionLimits),
    moment: (read) => openMoment(database, read),
  };
}

function assemble(connection: Connection): Repositories {
  return {
    installation: installationRepository(connection),
    scopes: scopesRepository(connection),
    users: usersRepository(connection),
    invitations: invitationsRepository(connection),
    passwordResets: passwordResetsRepository(connection),
    sessions: sessionsRepository(connection),
    tokens: tokensRepository(connection),
    idempotency: idempotencyRepository(connection),
    clusters: clustersRepository(connection),
    credentials: credentialsRepository(connection),
    connectionTests: connectionTestsRepository(connection),
    uploads: uploadsRepository(connection),
    apiAuditLogs: apiAuditLogsRepository(connection),
    kubelets: kubeletsRepository(connection),
    scans: scansRepository(connection),
    schedules: schedulesRepository(connection),
    assertionSets: assertionSetsRepository(connection),
    readiness: readinessRepository(connection),
    runBookTicks: runBookTicksRepository(connection),
    checklist: checklistRepository(connection),
    images: imagesRepository(connection),
    evidencePacks: evidencePacksRepository(connection),
    runningPackages: runningPackagesRepository(connection),
    runningVulnerabilities: runningVulnerabilitiesRepository(connection),
    securityDocuments: securityDocumentsRepository(connection),
    operatorReports: operatorReportsRepository(connection),
    clairLooks: clairLooksRepository(connection),
    vulnerabilityLists: vulnerabilityListsRepository(connection),
    osvDumps: osvDumpsRepository(connection),
    supportDates: supportDatesRepository(connection),
    findings: findingsRepository(connection),
    inventories: inventoriesRepository(connection),
    audit: auditRepository(connection),
    search: searchRepository(connection),
    shareLinks: shareLinksRepository(connection),
    waivers: waiversRepository(connection),
    reviews: reviewsRepository(connection),
    cases: casesRepository(connection),
    digest: digestRepository(connection),
    exports: exportsRepository(connection),
    savedViews: savedViewsRepository(connection),
    registries: registriesRepository(connection),
    forges: forgesRepository(connection),
    sources: sourcesRepository(connection),
    trustProfiles: trustProfilesRepository(connection),
    trustedBuilders: trustedBuildersRepository(connection),
    signingPolicies: signingPoliciesRepository(connection),
    judgement: judgementRows((sql) => connection.rows.$queryRawUnsafe<unknown[]>(sql)),
    transaction: (run) =>
      connection.transaction((rows) => run(assemble({ ...connection, rows, transaction: (inner) => nested(rows, inner) }))),
  };
}

/** A transaction inside another: what it did is undone when it throws, also where the outer one goes on. */
async function nested<T>(rows: Rows, run: (rows: Rows) => Promise<T>): Promise<T> {
  const name = `s${++savepoints}`;
  await rows.$executeRawUnsafe(`SAVEPOINT ${name}`);
  try {
    const value = await run(rows);
    await rows.$executeRawUnsafe(`RELEASE SAVEPOINT ${name}`);
    return value;
  } catch (error) {
    await rows.$executeRawUnsafe(`ROLLBACK TO SAVEPOINT ${name}`);
    throw error;
  }
}
let savepoints = 0;
