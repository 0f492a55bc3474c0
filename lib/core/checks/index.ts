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
import podCreators from "./rbac/pod-creators.ts";
import podExec from "./rbac/pod-exec.ts";
import secretReaders from "./rbac/secret-readers.ts";
import systemNames from "./rbac/system-names.ts";
import tokenCreators from "./rbac/token-creators.ts";
import volumeCreators from "./rbac/volume-creators.ts";
import webhookWriters from "./rbac/webhook-writers.ts";
import wildcardResources from "./rbac/wildcard-resources.ts";
import wildcardVerbs from "./rbac/wildcard-verbs.ts";

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
  podCreators,
  podExec,
  secretReaders,
  systemNames,
  tokenCreators,
  volumeCreators,
  webhookWriters,
  wildcardResources,
  wildcardVerbs,
];

const byId = new Map(checks.map((check) => [check.id, check]));

/** @returns the check of an id, or undefined. */
export function checkById(id: string): Check | undefined {
  return byId.get(id);
}
