import type { QueuePolicy } from "pg-boss";

/** The schema in which pg-boss keeps its tables. */
export const queueSchema = "pgboss";

/** What each job carries. A job only wakes a worker; the rows say what there is to do. */
export interface Jobs {
  scan: { scanId: string };
  "connection-test": { testId: string };
  "registry-test": { registryId: string };
  schedules: object;
  "token-renewal": object;
  retention: object;
  waivers: object;
  images: object;
  sources: object;
  reports: object;
}
export type QueueName = keyof Jobs;

export interface QueueDefinition {
  readonly policy: QueuePolicy;
  readonly retryLimit: number;
  readonly retryDelay: number;
  readonly retryBackoff: true;
  readonly retryDelayMax: number;
  /** The hard cap on one run. */
  readonly expireInSeconds: number;
  readonly heartbeatSeconds: number;
  readonly deadLetter: string;
  /** Wakes workers at once. */
  readonly notify: boolean;
  /** For queues that run by the clock, in UTC. */
  readonly cron?: string;
}

const common = { retryDelay: 5, retryBackoff: true, retryDelayMax: 60, heartbeatSeconds: 60 } as const;

/**
 * `short` allows one waiting job for each singletonKey: a scan that is woken twice waits once. A scan that ran out of
 * retries is ended by the handler of its dead letter; the other queues repeat by themselves.
 */
export const queues: Readonly<Record<QueueName, QueueDefinition>> = {
  scan: { ...common, policy: "short", retryLimit: 5, expireInSeconds: 3600, deadLetter: "scan-dead", notify: true },
  "connection-test": {
    ...common,
    policy: "short",
    retryLimit: 1,
    expireInSeconds: 120,
    deadLetter: "connection-test-dead",
    notify: true,
  },
  "registry-test": {
    ...common,
    policy: "short",
    retryLimit: 1,
    expireInSeconds: 120,
    deadLetter: "registry-test-dead",
    notify: true,
  },
  // Not `singleton`: a worker that died over it must not keep the next minute's job waiting; the rows' locks are enough.
  schedules: {
    ...common,
    policy: "short",
    retryLimit: 1,
    expireInSeconds: 120,
    deadLetter: "upkeep-dead",
    notify: true,
    cron: "* * * * *",
  },
  "token-renewal": {
    ...common,
    policy: "singleton",
    retryLimit: 2,
    expireInSeconds: 600,
    deadLetter: "upkeep-dead",
    notify: false,
    cron: "*/5 * * * *",
  },
  retention: {
    ...common,
    policy: "singleton",
    retryLimit: 2,
    expireInSeconds: 3600,
    deadLetter: "upkeep-dead",
    notify: false,
    cron: "17 * * * *",
  },
  waivers: {
    ...common,
    policy: "singleton",
    retryLimit: 2,
    expireInSeconds: 600,
    deadLetter: "upkeep-dead",
    notify: false,
    cron: "*/5 * * * *",
  },
  // One waits while others run: what became due meanwhile is not forgotten, and rows are leased to one worker each.
  images: {
    ...common,
    policy: "short",
    retryLimit: 2,
    expireInSeconds: 3600,
    deadLetter: "upkeep-dead",
    notify: true,
    cron: "*/5 * * * *",
  },
  // As images: one waits while others run, and rows are leased to one worker each.
  sources: {
    ...common,
    policy: "short",
    retryLimit: 2,
    expireInSeconds: 3600,
    deadLetter: "upkeep-dead",
    notify: true,
    cron: "*/5 * * * *",
  },
  // One runs and one waits: two at once would make documents of the same reports.
  reports: {
    ...common,
    policy: "stately",
    retryLimit: 2,
    expireInSeconds: 3600,
    deadLetter: "upkeep-dead",
    notify: true,
    cron: "*/5 * * * *",
  },
};

export const queueNames = Object.keys(queues) as QueueName[];
