import type { ApiMetric, CountedUse } from "../../upgrade/evidence/api-metric.ts";
import { checkTester } from "../tester.ts";
import apiMetric from "./api-metric.ts";
import { serves } from "./worlds.ts";

const cronJobs = serves(["batch/v1", "CronJob", "cronjobs"], ["batch/v1beta1", "CronJob", "cronjobs"]);
const before = { minor: "1.24", target: 25, serves: cronJobs, objects: [] };
const old: CountedUse = { group: "batch", version: "v1beta1", resource: "cronjobs", removedRelease: "1.25" };
const may = "2026-05-01T08:00:00Z";

function counted(uses: readonly CountedUse[], { startedAt = may, known = 1 } = {}): ApiMetric {
  return { state: "read", servers: [{ startedAt, uses }], known };
}

const end = "Kubernetes from 1.25 on does not have it, and batch/v1 takes its place";

checkTester(apiMetric, {
  pass: [
    { name: "every server was seen and counted nothing that goes", ...before, apiMetric: counted([]) },
    {
      name: "what was asked for stays",
      ...before,
      apiMetric: counted([{ group: "", version: "v1", resource: "componentstatuses" }]),
    },
    {
      name: "it is the only version of its resource, which the garbage collector reads, too",
      minor: "1.24",
      target: 25,
      serves: serves(["policy/v1beta1", "PodSecurityPolicy", "podsecuritypolicies"]),
      objects: [],
      apiMetric: counted([{ group: "policy", version: "v1beta1", resource: "podsecuritypolicies" }]),
    },
  ],
  fail: [
    {
      name: "somebody asked for a version that the target does not have",
      ...before,
      apiMetric: counted([old]),
      finds: [
        {
          message: "removed",
          object: "API cronjobs of batch/v1beta1",
          title: `Somebody asked for cronjobs of batch/v1beta1 since an API server started on 2026-05-01: ${end}`,
        },
      ],
    },
    {
      name: "one of three servers was seen, and counted it",
      ...before,
      apiMetric: counted([old], { known: 3 }),
      finds: [{ message: "removed", object: "API cronjobs of batch/v1beta1" }],
    },
    {
      name: "two servers counted it, and the one that runs for longer says since when",
      ...before,
      apiMetric: {
        state: "read",
        known: 2,
        servers: [
          { startedAt: "2026-06-01T08:00:00Z", uses: [old] },
          { startedAt: may, uses: [old] },
        ],
      },
      finds: [
        {
          message: "removed",
          object: "API cronjobs of batch/v1beta1",
          title: `Somebody asked for cronjobs of batch/v1beta1 since an API server started on 2026-05-01: ${end}`,
        },
      ],
    },
    {
      name: "a later minor does not have it",
      ...before,
      minor: "1.23",
      target: 24,
      apiMetric: counted([old]),
      finds: [{ message: "deprecated", object: "API cronjobs of batch/v1beta1" }],
    },
  ],
  notApplicable: [
    {
      name: "nothing that is served goes",
      minor: "1.36",
      target: 37,
      serves: serves(["batch/v1", "CronJob", "cronjobs"]),
      objects: [],
    },
  ],
  notAssessed: [
    { name: "nobody asked the API server", ...before },
    {
      name: "the reader may not get its metrics",
      ...before,
      apiMetric: { state: "unread", gap: { resource: "/metrics", reason: "forbidden" } },
    },
    { name: "one of three servers was seen, and counted nothing", ...before, apiMetric: counted([], { known: 3 }) },
    { name: "nothing says how many servers there are", ...before, apiMetric: counted([], { known: 0 }) },
    { name: "the server started an hour ago", ...before, apiMetric: counted([], { startedAt: "2026-11-23T13:00:00Z" }) },
  ],
});
