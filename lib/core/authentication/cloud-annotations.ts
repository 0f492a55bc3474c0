import type { ItemMeta } from "../inventory/items.ts";

/** The annotations by which a service account is an identity of a cloud: of AWS, Google Cloud and Azure. */
export const cloudAnnotations = [
  "eks.amazonaws.com/role-arn",
  "iam.gke.io/gcp-service-account",
  "azure.workload.identity/client-id",
] as const;

/** @returns the identity of a cloud that an account is, such as an AWS role; undefined for none. */
export function cloudIdentityOf({ annotations }: Pick<ItemMeta, "annotations">): string | undefined {
  return cloudAnnotations.map((key) => annotations?.[key]).find((value) => value);
}
