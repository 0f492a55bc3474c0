/** How each kind that has a replacement is rewritten. A kind that is not here changes its version only. */
import {
  accessReview,
  binding,
  deviceClass,
  priorityLevel,
  resourceClaim,
  resourceClaimTemplate,
  resourceSlice,
  runtimeClass,
  signingRequest,
  storageMigration,
} from "./cluster.ts";
import { definition, parameters, policyBinding, webhooks } from "./extension.ts";
import { endpointSlice, ingress, ipAddress, serviceCidr } from "./networking.ts";
import type { Rewrite } from "./node.ts";
import { autoscaler, cronJob, daemonSet, deployment, disruptionBudget, replicaSet, statefulSet } from "./workloads.ts";

/** By kind: no two groups of the catalogue have a kind of one name that both need more than a version. */
export const rewrites: Readonly<Record<string, Rewrite>> = {
  ClusterRoleBinding: binding,
  CronJob: cronJob,
  CustomResourceDefinition: definition,
  DaemonSet: daemonSet,
  Deployment: deployment,
  DeviceClass: deviceClass,
  EndpointSlice: endpointSlice,
  HorizontalPodAutoscaler: autoscaler,
  IPAddress: ipAddress,
  Ingress: ingress,
  LocalSubjectAccessReview: accessReview,
  CertificateSigningRequest: signingRequest,
  MutatingAdmissionPolicyBinding: parameters,
  MutatingWebhookConfiguration: webhooks,
  PodDisruptionBudget: disruptionBudget,
  PriorityLevelConfiguration: priorityLevel,
  ReplicaSet: replicaSet,
  ResourceClaim: resourceClaim,
  ResourceClaimTemplate: resourceClaimTemplate,
  ResourceSlice: resourceSlice,
  RoleBinding: binding,
  RuntimeClass: runtimeClass,
  ServiceCIDR: serviceCidr,
  StatefulSet: statefulSet,
  StorageVersionMigration: storageMigration,
  SubjectAccessReview: accessReview,
  ValidatingAdmissionPolicyBinding: policyBinding,
  ValidatingWebhookConfiguration: webhooks,
};

const newModel = "The model behind it is another one: write it anew.";
const scheduler = "Plugins were renamed and moved: follow the notes of each release for the scheduler's configuration.";

/** What nobody can rewrite from the manifest alone, as `group/version/Kind` or `group/version`, and why. */
export const byHand: Readonly<Record<string, string>> = {
  "v1/Endpoints": "Kubernetes writes EndpointSlices beside them by itself; what writes or reads Endpoints has to change.",
  "events.k8s.io/v1beta1/Event":
    "v1 refuses the deprecated fields and demands eventTime, reportingController, reportingInstance and action: events are written by programs, which have to change.",
  "coordination.k8s.io/v1alpha1/LeaseCandidate": newModel,
  "resource.k8s.io/v1alpha1": newModel,
  "resource.k8s.io/v1alpha2": newModel,
  "resource.k8s.io/v1alpha3/DeviceTaintRule": newModel,
  "resource.k8s.io/v1beta2/DeviceTaintRule": newModel,
  "scheduling.k8s.io/v1alpha1/Workload": newModel,
  "scheduling.k8s.io/v1alpha2": newModel,
  "certificates.k8s.io/v1alpha1/PodCertificateRequest": newModel,
  "certificates.k8s.io/v1beta1/PodCertificateRequest": newModel,
  "kubeadm.k8s.io/v1beta1": "Run kubeadm config migrate with a kubeadm that still reads it.",
  "kubeadm.k8s.io/v1beta2": "Run kubeadm config migrate with a kubeadm that still reads it, 1.24 at the latest.",
  "kubeadm.k8s.io/v1beta3": "Run kubeadm config migrate with a kubeadm that still reads it, 1.36 at the latest.",
  "kubescheduler.config.k8s.io/v1alpha1": scheduler,
  "kubescheduler.config.k8s.io/v1alpha2": scheduler,
  "kubescheduler.config.k8s.io/v1beta1": scheduler,
  "kubescheduler.config.k8s.io/v1beta2": scheduler,
  "kubescheduler.config.k8s.io/v1beta3": scheduler,
};
