/** Every check that Drydock has, sorted by id. A check that is not here does not exist. */
import type { Check } from "./define.ts";
import adminInManyNamespaces from "./rbac/admin-in-many-namespaces.ts";
import anonymousGrants from "./rbac/anonymous-grants.ts";
import authenticatedGrants from "./rbac/authenticated-grants.ts";
import bindRoles from "./rbac/bind-roles.ts";
import certificateApproval from "./rbac/certificate-approval.ts";
import clusterAdminBinding from "./rbac/cluster-admin-binding.ts";
import danglingRole from "./rbac/dangling-role.ts";
import defaultServiceAccount from "./rbac/default-service-account.ts";
import escalateRoles from "./rbac/escalate-roles.ts";
import impersonation from "./rbac/impersonation.ts";
import legacyTokenSecret from "./rbac/legacy-token-secret.ts";
import mastersGroup from "./rbac/masters-group.ts";
import missingServiceAccount from "./rbac/missing-service-account.ts";
import modifiedDefault from "./rbac/modified-default.ts";
import namespaceChanges from "./rbac/namespace-changes.ts";
import nodeProxy from "./rbac/node-proxy.ts";
import ownCredential from "./rbac/own-credential.ts";
import podCreators from "./rbac/pod-creators.ts";
import podExec from "./rbac/pod-exec.ts";
import secretReaders from "./rbac/secret-readers.ts";
import systemNames from "./rbac/system-names.ts";
import tokenCreators from "./rbac/token-creators.ts";
import volumeCreators from "./rbac/volume-creators.ts";
import webhookWriters from "./rbac/webhook-writers.ts";
import wildcardResources from "./rbac/wildcard-resources.ts";
import wildcardVerbs from "./rbac/wildcard-verbs.ts";
import addedCapabilities from "./workload/added-capabilities.ts";
import configMapCredential from "./workload/config-map-credential.ts";
import environmentCredential from "./workload/environment-credential.ts";
import hostNamespaces from "./workload/host-namespaces.ts";
import hostPath from "./workload/host-path.ts";
import hostPorts from "./workload/host-ports.ts";
import memoryLimit from "./workload/memory-limit.ts";
import mutableImageTag from "./workload/mutable-image-tag.ts";
import privilegeEscalation from "./workload/privilege-escalation.ts";
import privilegedContainer from "./workload/privileged-container.ts";
import runAsRoot from "./workload/run-as-root.ts";
import runtimeSocket from "./workload/runtime-socket.ts";
import seccompProfile from "./workload/seccomp-profile.ts";
import unusedToken from "./workload/unused-token.ts";

export const checks: readonly Check[] = [
  adminInManyNamespaces,
  anonymousGrants,
  authenticatedGrants,
  bindRoles,
  certificateApproval,
  clusterAdminBinding,
  danglingRole,
  defaultServiceAccount,
  escalateRoles,
  impersonation,
  legacyTokenSecret,
  mastersGroup,
  missingServiceAccount,
  modifiedDefault,
  namespaceChanges,
  nodeProxy,
  ownCredential,
  podCreators,
  podExec,
  secretReaders,
  systemNames,
  tokenCreators,
  volumeCreators,
  webhookWriters,
  wildcardResources,
  wildcardVerbs,
  addedCapabilities,
  configMapCredential,
  environmentCredential,
  hostNamespaces,
  hostPath,
  hostPorts,
  memoryLimit,
  mutableImageTag,
  privilegeEscalation,
  privilegedContainer,
  runAsRoot,
  runtimeSocket,
  seccompProfile,
  unusedToken,
];

const byId = new Map(checks.map((check) => [check.id, check]));

/** @returns the check of an id, or undefined. */
export function checkById(id: string): Check | undefined {
  return byId.get(id);
}
