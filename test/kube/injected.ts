/** The run's shared API server, as a test file sees it. */
import { inject } from "vitest";
import { KubeClient } from "./client.ts";
import type {} from "./shared.ts";

/** The administrator's client of the server that the run's global setup started. */
export function injectedKube(): KubeClient {
  return new KubeClient({ server: inject("kubeServer"), caData: inject("kubeCaData"), token: inject("kubeToken") });
}
