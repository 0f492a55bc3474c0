/** Every check that Drydock has, sorted by id. A check that is not here does not exist. */

import imageVerification from "./admission/image-verification.ts";
import plugins from "./admission/plugins.ts";
import podSecurityLevel from "./admission/pod-security-level.ts";
import podSecuritySilence from "./admission/pod-security-silence.ts";
import podSecurityVersion from "./admission/pod-security-version.ts";
import policies from "./admission/policies.ts";
import refusedWorkload from "./admission/refused-workload.ts";
import webhookAddresses from "./admission/webhook-addresses.ts";
import webhookScope from "./admission/webhook-scope.ts";
import clientCertificates from "./authentication/client-certificates.ts";
import cloudIdentities from "./authentication/cloud-identities.ts";
import cloudMap from "./authentication/cloud-map.ts";
import identityProvider from "./authentication/identity-provider.ts";
import staticCredentials from "./authentication/static-credentials.ts";
import tokenWithoutWorkload from "./authentication/token-without-workload.ts";
import anonymousAnswers from "./control-plane/anonymous-answers.ts";
import anonymousRequests from "./control-plane/anonymous-requests.ts";
import authorityExpiry from "./control-plane/authority-expiry.ts";
import authorizationMode from "./control-plane/authorization-mode.ts";
import controllerCredentials from "./control-plane/controller-credentials.ts";
import dashboards from "./control-plane/dashboards.ts";
import etcdTransport from "./control-plane/etcd-transport.ts";
import kubeletAddresses from "./control-plane/kubelet-addresses.ts";
import kubeletConnections from "./control-plane/kubelet-connections.ts";
import kubeletSettings from "./control-plane/kubelet-settings.ts";
import listeningPorts from "./control-plane/listening-ports.ts";
import logEndpoint from "./control-plane/log-endpoint.ts";
import neighbours from "./control-plane/neighbours.ts";
import nodeTunnel from "./control-plane/node-tunnel.ts";
import openPorts from "./control-plane/open-ports.ts";
import profiling from "./control-plane/profiling.ts";
import publicEndpoint from "./control-plane/public-endpoint.ts";
import serviceAccountTokens from "./control-plane/service-account-tokens.ts";
import servingCertificate from "./control-plane/serving-certificate.ts";
import sharedAuthorities from "./control-plane/shared-authorities.ts";
import tlsSettings from "./control-plane/tls-settings.ts";
import unverifiedApiService from "./control-plane/unverified-api-service.ts";
import type { Check } from "./define.ts";
import disruptionBudget from "./isolation/disruption-budget.ts";
import limitRange from "./isolation/limit-range.ts";
import mixedTrust from "./isolation/mixed-trust.ts";
import nodeSoftware from "./isolation/node-software.ts";
import powerfulBesideExposed from "./isolation/powerful-beside-exposed.ts";
import priority from "./isolation/priority.ts";
import resourceQuota from "./isolation/resource-quota.ts";
import sandboxedRuntime from "./isolation/sandboxed-runtime.ts";
import tolerations from "./isolation/tolerations.ts";
import defaultDeny from "./network/default-deny.ts";
import egressIsolation from "./network/egress-isolation.ts";
import everyNamespace from "./network/every-namespace.ts";
import exposedServices from "./network/exposed-services.ts";
import externalAddresses from "./network/external-addresses.ts";
import gatewayWithoutTls from "./network/gateway-without-tls.ts";
import ingressIsolation from "./network/ingress-isolation.ts";
import ingressWithoutTls from "./network/ingress-without-tls.ts";
import internetEgress from "./network/internet-egress.ts";
import meshMtls from "./network/mesh-mtls.ts";
import metadataAccess from "./network/metadata-access.ts";
import metadataGuard from "./network/metadata-guard.ts";
import policyEnforcement from "./network/policy-enforcement.ts";
import stalePolicy from "./network/stale-policy.ts";
import auditLog from "./operations/audit-log.ts";
import backupCoverage from "./operations/backup-coverage.ts";
import backups from "./operations/backups.ts";
import logShipping from "./operations/log-shipping.ts";
import monitoring from "./operations/monitoring.ts";
import volumeBackups from "./operations/volume-backups.ts";
import adminInManyNamespaces from "./rbac/admin-in-many-namespaces.ts";
import admissionPolicyWriters from "./rbac/admission-policy-writers.ts";
import anonymousGrants from "./rbac/anonymous-grants.ts";
import apiExtensionWriters from "./rbac/api-extension-writers.ts";
import assertion from "./rbac/assertion.ts";
import authenticatedGrants from "./rbac/authenticated-grants.ts";
import bindRoles from "./rbac/bind-roles.ts";
import certificateApproval from "./rbac/certificate-approval.ts";
import clusterAdminBinding from "./rbac/cluster-admin-binding.ts";
import constrainedImpersonation from "./rbac/constrained-impersonation.ts";
import customWorkloadCreators from "./rbac/custom-workload-creators.ts";
import danglingRole from "./rbac/dangling-role.ts";
import defaultServiceAccount from "./rbac/default-service-account.ts";
import escalateRoles from "./rbac/escalate-roles.ts";
import evidenceRemoval from "./rbac/evidence-removal.ts";
import impersonation from "./rbac/impersonation.ts";
import isolationWriters from "./rbac/isolation-writers.ts";
import legacyTokenSecret from "./rbac/legacy-token-secret.ts";
import mastersGroup from "./rbac/masters-group.ts";
import missingServiceAccount from "./rbac/missing-service-account.ts";
import modifiedDefault from "./rbac/modified-default.ts";
import namespaceChanges from "./rbac/namespace-changes.ts";
import nodeChanges from "./rbac/node-changes.ts";
import nodeProxy from "./rbac/node-proxy.ts";
import ownCredential from "./rbac/own-credential.ts";
import podChanges from "./rbac/pod-changes.ts";
import podConnections from "./rbac/pod-connections.ts";
import podCreators from "./rbac/pod-creators.ts";
import podExec from "./rbac/pod-exec.ts";
import roleWriters from "./rbac/role-writers.ts";
import secretReaders from "./rbac/secret-readers.ts";
import secretWriters from "./rbac/secret-writers.ts";
import systemConfigmaps from "./rbac/system-configmaps.ts";
import systemNames from "./rbac/system-names.ts";
import tokenCreators from "./rbac/token-creators.ts";
import trafficChanges from "./rbac/traffic-changes.ts";
import unlimitedCreators from "./rbac/unlimited-creators.ts";
import unusedGrants from "./rbac/unused-grants.ts";
import unusedRole from "./rbac/unused-role.ts";
import volumeCreators from "./rbac/volume-creators.ts";
import webhookWriters from "./rbac/webhook-writers.ts";
import wildcardGroups from "./rbac/wildcard-groups.ts";
import wildcardResources from "./rbac/wildcard-resources.ts";
import wildcardVerbs from "./rbac/wildcard-verbs.ts";
import annotationCredential from "./secrets/annotation-credential.ts";
import certificateIssuers from "./secrets/certificate-issuers.ts";
import encryptionAtRest from "./secrets/encryption-at-rest.ts";
import environment from "./secrets/environment.ts";
import kmsPlugin from "./secrets/kms-plugin.ts";
import manager from "./secrets/manager.ts";
import pullSecrets from "./secrets/pull-secrets.ts";
import readers from "./secrets/readers.ts";
import unmanaged from "./secrets/unmanaged.ts";
import unused from "./secrets/unused.ts";
import builtInDrivers from "./storage/built-in-drivers.ts";
import encryption from "./storage/encryption.ts";
import inlineVolumes from "./storage/inline-volumes.ts";
import reclaimPolicy from "./storage/reclaim-policy.ts";
import releasedVolumes from "./storage/released-volumes.ts";
import sharedVolumes from "./storage/shared-volumes.ts";
import snapshotAccess from "./storage/snapshot-access.ts";
import tenantClasses from "./storage/tenant-classes.ts";
import volumesOfNodes from "./storage/volumes-of-nodes.ts";
import buildAccess from "./supply-chain/build-access.ts";
import buildPrivileges from "./supply-chain/build-privileges.ts";
import divergingImage from "./supply-chain/diverging-image.ts";
import imageContents from "./supply-chain/image-contents.ts";
import implicitRegistry from "./supply-chain/implicit-registry.ts";
import keptImage from "./supply-chain/kept-image.ts";
import knownVulnerabilities from "./supply-chain/known-vulnerabilities.ts";
import looseImagePolicy from "./supply-chain/loose-image-policy.ts";
import registryAllowList from "./supply-chain/registry-allow-list.ts";
import unpinnedCharts from "./supply-chain/unpinned-charts.ts";
import unpinnedSources from "./supply-chain/unpinned-sources.ts";
import unpulledImage from "./supply-chain/unpulled-image.ts";
import verificationCoverage from "./supply-chain/verification-coverage.ts";
import addOns from "./upgrade/add-ons.ts";
import apiMetric from "./upgrade/api-metric.ts";
import apiRequestCounts from "./upgrade/api-request-counts.ts";
import apiRequests from "./upgrade/api-requests.ts";
import apiServices from "./upgrade/api-services.ts";
import apiWriters from "./upgrade/api-writers.ts";
import budgetBlocksDrain from "./upgrade/budget-blocks-drain.ts";
import cgroupVersion from "./upgrade/cgroup-version.ts";
import clientSkew from "./upgrade/client-skew.ts";
import componentFlags from "./upgrade/component-flags.ts";
import containerRuntime from "./upgrade/container-runtime.ts";
import controllerSkew from "./upgrade/controller-skew.ts";
import crdConversion from "./upgrade/crd-conversion.ts";
import crdDeprecatedVersions from "./upgrade/crd-deprecated-versions.ts";
import crdLegacy from "./upgrade/crd-legacy.ts";
import crdStoredVersions from "./upgrade/crd-stored-versions.ts";
import cronTimeZone from "./upgrade/cron-time-zone.ts";
import deadAnnotations from "./upgrade/dead-annotations.ts";
import dockerRuntime from "./upgrade/docker-runtime.ts";
import droppedApis from "./upgrade/dropped-apis.ts";
import etcdVersion from "./upgrade/etcd-version.ts";
import externalIps from "./upgrade/external-ips.ts";
import gitopsInventories from "./upgrade/gitops-inventories.ts";
import handWrittenEndpoints from "./upgrade/hand-written-endpoints.ts";
import helmReleases from "./upgrade/helm-releases.ts";
import ingressNginx from "./upgrade/ingress-nginx.ts";
import kubeadmConfiguration from "./upgrade/kubeadm-configuration.ts";
import kubeletFlags from "./upgrade/kubelet-flags.ts";
import kubeletSkew from "./upgrade/kubelet-skew.ts";
import nodeLabels from "./upgrade/node-labels.ts";
import nodeLogs from "./upgrade/node-logs.ts";
import nodeReady from "./upgrade/node-ready.ts";
import overlappingBudgets from "./upgrade/overlapping-budgets.ts";
import podSecurityPolicies from "./upgrade/pod-security-policies.ts";
import podsLostByDrain from "./upgrade/pods-lost-by-drain.ts";
import proxyMode from "./upgrade/proxy-mode.ts";
import proxySkew from "./upgrade/proxy-skew.ts";
import renamedMetrics from "./upgrade/renamed-metrics.ts";
import selinuxVolumes from "./upgrade/selinux-volumes.ts";
import serverSkew from "./upgrade/server-skew.ts";
import strictAddresses from "./upgrade/strict-addresses.ts";
import support from "./upgrade/support.ts";
import tokenSecrets from "./upgrade/token-secrets.ts";
import volumeTypes from "./upgrade/volume-types.ts";
import webhookBackends from "./upgrade/webhook-backends.ts";
import webhookVersions from "./upgrade/webhook-versions.ts";
import addedCapabilities from "./workload/added-capabilities.ts";
import appArmorProfile from "./workload/app-armor-profile.ts";
import configMapCredential from "./workload/config-map-credential.ts";
import cpuLimit from "./workload/cpu-limit.ts";
import environmentCredential from "./workload/environment-credential.ts";
import ephemeralContainers from "./workload/ephemeral-containers.ts";
import hostNamespaces from "./workload/host-namespaces.ts";
import hostPath from "./workload/host-path.ts";
import hostPorts from "./workload/host-ports.ts";
import keptCapabilities from "./workload/kept-capabilities.ts";
import memoryLimit from "./workload/memory-limit.ts";
import mutableImageTag from "./workload/mutable-image-tag.ts";
import nodeTakeover from "./workload/node-takeover.ts";
import privilegeEscalation from "./workload/privilege-escalation.ts";
import privilegedContainer from "./workload/privileged-container.ts";
import probeHosts from "./workload/probe-hosts.ts";
import procMount from "./workload/proc-mount.ts";
import readOnlyRoot from "./workload/read-only-root.ts";
import runAsRoot from "./workload/run-as-root.ts";
import runtimeSocket from "./workload/runtime-socket.ts";
import seLinuxOptions from "./workload/se-linux-options.ts";
import seccompProfile from "./workload/seccomp-profile.ts";
import unsafeSysctls from "./workload/unsafe-sysctls.ts";
import unusedToken from "./workload/unused-token.ts";
import unverifiedTls from "./workload/unverified-tls.ts";
import userNamespaces from "./workload/user-namespaces.ts";
import volumeSources from "./workload/volume-sources.ts";
import windowsHostProcess from "./workload/windows-host-process.ts";

export const checks: readonly Check[] = [
  imageVerification,
  plugins,
  podSecurityLevel,
  podSecuritySilence,
  podSecurityVersion,
  policies,
  refusedWorkload,
  webhookAddresses,
  webhookScope,
  clientCertificates,
  cloudIdentities,
  cloudMap,
  identityProvider,
  staticCredentials,
  tokenWithoutWorkload,
  anonymousAnswers,
  anonymousRequests,
  authorityExpiry,
  authorizationMode,
  controllerCredentials,
  dashboards,
  etcdTransport,
  kubeletAddresses,
  kubeletConnections,
  kubeletSettings,
  listeningPorts,
  logEndpoint,
  neighbours,
  nodeTunnel,
  openPorts,
  profiling,
  publicEndpoint,
  serviceAccountTokens,
  servingCertificate,
  sharedAuthorities,
  tlsSettings,
  unverifiedApiService,
  disruptionBudget,
  limitRange,
  mixedTrust,
  nodeSoftware,
  powerfulBesideExposed,
  priority,
  resourceQuota,
  sandboxedRuntime,
  tolerations,
  defaultDeny,
  egressIsolation,
  everyNamespace,
  exposedServices,
  externalAddresses,
  gatewayWithoutTls,
  ingressIsolation,
  ingressWithoutTls,
  internetEgress,
  meshMtls,
  metadataAccess,
  metadataGuard,
  policyEnforcement,
  stalePolicy,
  auditLog,
  backupCoverage,
  backups,
  logShipping,
  monitoring,
  volumeBackups,
  adminInManyNamespaces,
  admissionPolicyWriters,
  anonymousGrants,
  apiExtensionWriters,
  assertion,
  authenticatedGrants,
  bindRoles,
  certificateApproval,
  clusterAdminBinding,
  constrainedImpersonation,
  customWorkloadCreators,
  danglingRole,
  defaultServiceAccount,
  escalateRoles,
  evidenceRemoval,
  impersonation,
  isolationWriters,
  legacyTokenSecret,
  mastersGroup,
  missingServiceAccount,
  modifiedDefault,
  namespaceChanges,
  nodeChanges,
  nodeProxy,
  ownCredential,
  podChanges,
  podConnections,
  podCreators,
  podExec,
  roleWriters,
  secretReaders,
  secretWriters,
  systemConfigmaps,
  systemNames,
  tokenCreators,
  trafficChanges,
  unlimitedCreators,
  unusedGrants,
  unusedRole,
  volumeCreators,
  webhookWriters,
  wildcardGroups,
  wildcardResources,
  wildcardVerbs,
  annotationCredential,
  certificateIssuers,
  encryptionAtRest,
  environment,
  kmsPlugin,
  manager,
  pullSecrets,
  readers,
  unmanaged,
  unused,
  builtInDrivers,
  encryption,
  inlineVolumes,
  reclaimPolicy,
  releasedVolumes,
  sharedVolumes,
  snapshotAccess,
  tenantClasses,
  volumesOfNodes,
  buildAccess,
  buildPrivileges,
  divergingImage,
  imageContents,
  implicitRegistry,
  keptImage,
  knownVulnerabilities,
  looseImagePolicy,
  registryAllowList,
  unpinnedCharts,
  unpinnedSources,
  unpulledImage,
  verificationCoverage,
  addOns,
  apiMetric,
  apiRequestCounts,
  apiRequests,
  apiServices,
  apiWriters,
  budgetBlocksDrain,
  cgroupVersion,
  clientSkew,
  componentFlags,
  containerRuntime,
  controllerSkew,
  crdConversion,
  crdDeprecatedVersions,
  crdLegacy,
  crdStoredVersions,
  cronTimeZone,
  deadAnnotations,
  dockerRuntime,
  droppedApis,
  etcdVersion,
  externalIps,
  gitopsInventories,
  handWrittenEndpoints,
  helmReleases,
  ingressNginx,
  kubeadmConfiguration,
  kubeletFlags,
  kubeletSkew,
  nodeLabels,
  nodeLogs,
  nodeReady,
  overlappingBudgets,
  podSecurityPolicies,
  podsLostByDrain,
  proxyMode,
  proxySkew,
  renamedMetrics,
  selinuxVolumes,
  serverSkew,
  strictAddresses,
  support,
  tokenSecrets,
  volumeTypes,
  webhookBackends,
  webhookVersions,
  addedCapabilities,
  appArmorProfile,
  configMapCredential,
  cpuLimit,
  environmentCredential,
  ephemeralContainers,
  hostNamespaces,
  hostPath,
  hostPorts,
  keptCapabilities,
  memoryLimit,
  mutableImageTag,
  nodeTakeover,
  privilegeEscalation,
  privilegedContainer,
  probeHosts,
  procMount,
  readOnlyRoot,
  runAsRoot,
  runtimeSocket,
  seLinuxOptions,
  seccompProfile,
  unsafeSysctls,
  unusedToken,
  unverifiedTls,
  userNamespaces,
  volumeSources,
  windowsHostProcess,
];

/** The checks of an upgrade: those that a target minor is judged by. */
export const upgradeChecks: readonly Check[] = checks.filter(({ pillar }) => pillar === "upgrade");

const byId = new Map(checks.map((check) => [check.id, check]));

/** @returns the check of an id, or undefined. */
export function checkById(id: string): Check | undefined {
  return byId.get(id);
}
