/** What use-cases work with. One for a process; tests make their own. */
import manifest from "../../../package.json" with { type: "json" };
import { getDatabase } from "../database/database.ts";
import { type Consume, createRateLimit } from "../database/rate-limit.ts";
import { getRepositories, type Repositories } from "../database/repositories.ts";
import { getSettings, type Settings } from "../env/environment.ts";
import { ScanMemory } from "./scan-memory.ts";

export interface Services {
  readonly repositories: Repositories;
  readonly settings: Settings;
  /** Parsed inventories of finished scans and what was derived from them; rebuilt anywhere. */
  readonly memory: ScanMemory;
  readonly version: string;
  readonly now: () => Date;
  /** Counts one more try under a key, for all web processes together. */
  readonly consume: Consume;
}

const processServices = Symbol.for("drydock.services");
type Holder = { [processServices]?: Services };

/** @returns the process's services; one for all bundles and hot reloads. */
export function getServices(): Services {
  const holder = globalThis as Holder;
  holder[processServices] ??= {
    repositories: getRepositories(),
    settings: getSettings(),
    memory: new ScanMemory(),
    version: manifest.version,
    now: () => new Date(),
    consume: createRateLimit(getDatabase()),
  };
  return holder[processServices];
}
