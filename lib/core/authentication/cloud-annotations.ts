/** The annotations by which a service account is an identity of a cloud: of AWS, Google Cloud and Azure. */
export const cloudAnnotations = [
  "eks.amazonaws.com/role-arn",
  "iam.gke.io/gcp-service-account",
  "azure.workload.identity/client-id",
] as const;
