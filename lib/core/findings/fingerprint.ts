/** What makes a finding the same in the next scan, and a cluster the same cluster. */
import { hash } from "node:crypto";
import type { Inventory } from "../inventory/inventory.ts";
import type { ObjectRef } from "./verdict.ts";

export interface FingerprintParts {
  readonly checkId: string;
  readonly checkMajor: number;
  readonly clusterIdentity: string;
  readonly at: ObjectRef;
  readonly message: string;
  /** Where in the object, by meaning rather than by position. */
  readonly locus: string;
}

/** @returns 32 hexadecimal characters. The object counts by its name: one that is made again with the same fault has the same finding. */
export function fingerprint({ checkId, checkMajor, clusterIdentity, at, message, locus }: FingerprintParts): string {
  const parts = [checkId, checkMajor, clusterIdentity, at.resource, at.namespace ?? null, at.name, message, locus];
  return hash("sha256", JSON.stringify(parts)).slice(0, 32);
}

/** @returns the UID of kube-system, else the id that the cluster was registered with. */
export function identityOfCluster(inventory: Inventory, registrationId: string): string {
  return inventory.cluster.uid ?? registrationId;
}
