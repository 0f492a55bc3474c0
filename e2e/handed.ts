/** What the start of the suite hands to its tests, which run in a process of their own. */
import type { KubeAddress } from "#test/kube/client.ts";
import type { SupplyWorld } from "./supply-world.ts";

interface Handed {
  /** The product's origin. */
  readonly url: string;
  readonly setupLink: string;
  /** The product's data folder. */
  readonly data: string;
  /** The API server, for changes to the cluster between two scans. */
  readonly kube: KubeAddress;
  /** Registry, forge and images of the trails. */
  readonly supply: SupplyWorld;
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Where the first administrator's session is kept between tests. */
  readonly administrator: string;
}

const variable = "DRYDOCK_E2E";

export function handOver(handed: Handed): void {
  process.env[variable] = JSON.stringify(handed);
}

/** @throws where the suite was not started by its configuration. */
export function handed(): Handed {
  const text = process.env[variable];
  if (text === undefined) throw new Error("run the suite with `npx playwright test`");
  return JSON.parse(text) as Handed;
}
