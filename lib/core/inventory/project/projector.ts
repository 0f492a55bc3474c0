/**
 * From an object as the API server sends it to what the core keeps of it. Tolerates what is missing; refuses what has another
 * type than the API promises, so that nothing passes because it could not be read. May not throw, whatever it is given.
 */
import type { Item } from "../items.ts";
import type { ResourceId } from "../resources.ts";
import { projectBinding, projectClusterRole, projectRole } from "./access.ts";
import { projectAdmissionPolicy, projectAdmissionPolicyBinding } from "./admission-policy.ts";
import { projectApiRequestCount } from "./api-request-count.ts";
import { projectCertificateIssuer } from "./certificate-issuer.ts";
import { projectCiliumPolicy } from "./cilium-policy.ts";
import { projectNamespace, projectNode, projectPersistentVolume } from "./cluster.ts";
import { projectConfigMap, projectSecret, projectServiceAccount } from "./configuration.ts";
import {
  projectConstraint,
  projectConstraintTemplate,
  projectForbiddingConstraint,
  projectGatekeeperConfig,
  projectRatifyPart,
  projectRatifyVerifier,
} from "./gatekeeper.ts";
import { projectGateway, projectHttpRoute } from "./gateway.ts";
import { projectApplication, projectFluxInventory } from "./gitops.ts";
import { projectGitRepository, projectOciRepository } from "./gitops-sources.ts";
import { projectHelmRelease } from "./helm-release.ts";
import { projectClusterImagePolicy, projectImageValidatingPolicy, projectPolicyException } from "./image-policy.ts";
import { createIntern, type Intern, noIntern } from "./intern.ts";
import {
  projectLinkerdAuthorization,
  projectLinkerdNetwork,
  projectLinkerdServer,
  projectLinkerdServerAuthorization,
  projectPeerAuthentication,
} from "./mesh.ts";
import {
  projectEndpointSlice,
  projectIngress,
  projectIngressClass,
  projectPodDisruptionBudget,
  projectService,
} from "./network.ts";
import { projectAdminPolicy, projectCalicoPolicy, projectNetworkPolicy } from "./network-policy.ts";
import { projectOperatorReport } from "./operator-report.ts";
import {
  projectApiService,
  projectCertificateSigningRequest,
  projectCsiDriver,
  projectCsiNode,
  projectCustomResourceDefinition,
  projectPrometheusRule,
  projectStorageClass,
  projectWebhookConfiguration,
} from "./platform.ts";
import { projectPodSecurityPolicy } from "./pod-security-policy.ts";
import {
  projectBackup,
  projectBackupLocation,
  projectBackupSchedule,
  projectKyvernoPolicy,
  projectLimitRange,
  projectPriorityClass,
  projectResourceQuota,
  projectRuntimeClass,
} from "./posture.ts";
import { DecodeError, type Fields, fields } from "./read.ts";
import { projectPod, projectWorkload } from "./workload.ts";

const projections: { readonly [R in ResourceId]: (object: Fields, intern: Intern) => Item<R> } = {
  namespaces: projectNamespace,
  nodes: projectNode,
  pods: projectPod,
  serviceaccounts: projectServiceAccount,
  services: projectService,
  configmaps: projectConfigMap,
  secrets: projectSecret,
  persistentvolumes: projectPersistentVolume,
  resourcequotas: projectResourceQuota,
  limitranges: projectLimitRange,
  replicationcontrollers: projectWorkload,
  "deployments.apps": projectWorkload,
  "daemonsets.apps": projectWorkload,
  "statefulsets.apps": projectWorkload,
  "replicasets.apps": projectWorkload,
  "jobs.batch": projectWorkload,
  "cronjobs.batch": projectWorkload,
  "networkpolicies.networking.k8s.io": projectNetworkPolicy,
  "ingresses.networking.k8s.io": projectIngress,
  "ingressclasses.networking.k8s.io": projectIngressClass,
  "endpointslices.discovery.k8s.io": projectEndpointSlice,
  "apiservices.apiregistration.k8s.io": projectApiService,
  "podsecuritypolicies.policy": projectPodSecurityPolicy,
  "prometheusrules.monitoring.coreos.com": projectPrometheusRule,
  "poddisruptionbudgets.policy": projectPodDisruptionBudget,
  "roles.rbac.authorization.k8s.io": projectRole,
  "clusterroles.rbac.authorization.k8s.io": projectClusterRole,
  "rolebindings.rbac.authorization.k8s.io": projectBinding,
  "clusterrolebindings.rbac.authorization.k8s.io": projectBinding,
  "certificatesigningrequests.certificates.k8s.io": projectCertificateSigningRequest,
  "csidrivers.storage.k8s.io": projectCsiDriver,
  "csinodes.storage.k8s.io": projectCsiNode,
  "storageclasses.storage.k8s.io": projectStorageClass,
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": projectWebhookConfiguration,
  "validatingwebhookconfigurations.admissionregistration.k8s.io": projectWebhookConfiguration,
  "customresourcedefinitions.apiextensions.k8s.io": projectCustomResourceDefinition,
  "releases.helm.sh": projectHelmRelease,
  "apirequestcounts.apiserver.openshift.io": projectApiRequestCount,
  "applications.argoproj.io": projectApplication,
  "kustomizations.kustomize.toolkit.fluxcd.io": projectFluxInventory,
  "helmreleases.helm.toolkit.fluxcd.io": projectFluxInventory,
  "gitrepositories.source.toolkit.fluxcd.io": projectGitRepository,
  "ocirepositories.source.toolkit.fluxcd.io": projectOciRepository,
  "runtimeclasses.node.k8s.io": projectRuntimeClass,
  "priorityclasses.scheduling.k8s.io": projectPriorityClass,
  "validatingadmissionpolicies.admissionregistration.k8s.io": projectAdmissionPolicy,
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": projectAdmissionPolicyBinding,
  "clusterpolicies.kyverno.io": projectKyvernoPolicy,
  "policies.kyverno.io": projectKyvernoPolicy,
  "schedules.velero.io": projectBackupSchedule,
  "backups.velero.io": projectBackup,
  "backupstoragelocations.velero.io": projectBackupLocation,
  "issuers.cert-manager.io": projectCertificateIssuer,
  "clusterissuers.cert-manager.io": projectCertificateIssuer,
  "gateways.gateway.networking.k8s.io": projectGateway,
  "httproutes.gateway.networking.k8s.io": projectHttpRoute,
  "adminnetworkpolicies.policy.networking.k8s.io": projectAdminPolicy("admin"),
  "baselineadminnetworkpolicies.policy.networking.k8s.io": projectAdminPolicy("baseline"),
  "clusternetworkpolicies.policy.networking.k8s.io": projectAdminPolicy("named"),
  "ciliumnetworkpolicies.cilium.io": projectCiliumPolicy,
  "ciliumclusterwidenetworkpolicies.cilium.io": projectCiliumPolicy,
  "networkpolicies.crd.projectcalico.org": projectCalicoPolicy,
  "globalnetworkpolicies.crd.projectcalico.org": projectCalicoPolicy,
  "networkpolicies.projectcalico.org": projectCalicoPolicy,
  "globalnetworkpolicies.projectcalico.org": projectCalicoPolicy,
  "peerauthentications.security.istio.io": projectPeerAuthentication,
  "servers.policy.linkerd.io": projectLinkerdServer,
  "authorizationpolicies.policy.linkerd.io": projectLinkerdAuthorization,
  "serverauthorizations.policy.linkerd.io": projectLinkerdServerAuthorization,
  "networkauthentications.policy.linkerd.io": projectLinkerdNetwork,
  "clusterimagepolicies.policy.sigstore.dev": projectClusterImagePolicy,
  "imagevalidatingpolicies.policies.kyverno.io": projectImageValidatingPolicy,
  "namespacedimagevalidatingpolicies.policies.kyverno.io": projectImageValidatingPolicy,
  "policyexceptions.kyverno.io": projectPolicyException,
  "constrainttemplates.templates.gatekeeper.sh": projectConstraintTemplate,
  "configs.config.gatekeeper.sh": projectGatekeeperConfig,
  "k8sallowedrepos.constraints.gatekeeper.sh": projectConstraint,
  "k8sallowedreposv2.constraints.gatekeeper.sh": projectConstraint,
  "k8sdisallowedrepos.constraints.gatekeeper.sh": projectForbiddingConstraint,
  "k8sdisallowedtags.constraints.gatekeeper.sh": projectConstraint,
  "k8simagedigests.constraints.gatekeeper.sh": projectConstraint,
  "ratifyverification.constraints.gatekeeper.sh": projectConstraint,
  "verifiers.config.ratify.deislabs.io": projectRatifyVerifier,
  "namespacedverifiers.config.ratify.deislabs.io": projectRatifyVerifier,
  "stores.config.ratify.deislabs.io": projectRatifyPart,
  "namespacedstores.config.ratify.deislabs.io": projectRatifyPart,
  "policies.config.ratify.deislabs.io": projectRatifyPart,
  "namespacedpolicies.config.ratify.deislabs.io": projectRatifyPart,
  "vulnerabilityreports.aquasecurity.github.io": projectOperatorReport,
  "clustervulnerabilityreports.aquasecurity.github.io": projectOperatorReport,
  "sbomreports.aquasecurity.github.io": projectOperatorReport,
  "clustersbomreports.aquasecurity.github.io": projectOperatorReport,
};

export type Projection<R extends ResourceId = ResourceId> =
  | { readonly ok: true; readonly item: Item<R> }
  /** What is wrong, naming the field and never its value: the detail of a `decodeError` gap. */
  | { readonly ok: false; readonly problem: string };

/** Projects the objects of one collection; equal parts are kept once. */
export interface Projector {
  project<R extends ResourceId>(resource: R, object: unknown): Projection<R>;
}

/** @returns a projector with an empty table of shared parts: one for each collection. */
export function createProjector(): Projector {
  const intern = createIntern();
  return { project: (resource, object) => projectWith(resource, object, intern) };
}

/** @returns what is kept of one object, or undefined where it is not what the API promises. */
export function projectItem<R extends ResourceId>(resource: R, object: unknown): Item<R> | undefined {
  const projection = projectWith(resource, object, noIntern);
  return projection.ok ? projection.item : undefined;
}

function projectWith<R extends ResourceId>(resource: R, object: unknown, intern: Intern): Projection<R> {
  try {
    const found = fields(object, "the object");
    if (found === undefined) return { ok: false, problem: "the object is empty" };
    return { ok: true, item: projections[resource](found, intern) };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, problem: error.message };
    throw error;
  }
}
