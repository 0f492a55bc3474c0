import { checkTester } from "../tester.ts";
import apiRequestCounts from "./api-request-counts.ts";
import { clusterWide, serves } from "./worlds.ts";

const cronJobs = serves(["batch/v1", "CronJob", "cronjobs"], ["batch/v1beta1", "CronJob", "cronjobs"]);
const before = { minor: "1.24", target: 25, serves: cronJobs };
const resource = "apirequestcounts.apiserver.openshift.io" as const;

function counted(userAgent: string, verb = "list", requestCount = 7, name = "cronjobs.v1beta1.batch") {
  const byUser = [{ username: "system:serviceaccount:shop:robot", userAgent, requestCount, byVerb: [{ verb, requestCount }] }];
  const status = { removedInRelease: "1.25", requestCount, currentHour: { byNode: [{ nodeName: "cp-1", byUser }] } };
  return clusterWide("apiserver.openshift.io/v1", "APIRequestCount", name, { status });
}

const user = "User system:serviceaccount:shop:robot";

checkTester(apiRequestCounts, {
  pass: [
    { name: "nobody asked for it in the last day", ...before, objects: [counted("operator/v1", "list", 0)] },
    { name: "Drydock asked for it", ...before, objects: [counted("drydock/0.1.0")] },
    { name: "what was asked for stays", ...before, objects: [counted("operator/v1", "list", 7, "cronjobs.v1.batch")] },
  ],
  fail: [
    {
      name: "a client asked for a version that the target does not have",
      ...before,
      objects: [counted("operator/v1.2 (linux/amd64)")],
      finds: [
        {
          message: "removed",
          object: user,
          title: `${user} asked by operator for cronjobs of batch/v1beta1 (list, 7 times in the last day): Kubernetes from 1.25 on does not have it, and batch/v1 takes its place`,
        },
      ],
    },
    {
      name: "a later minor does not have it",
      ...before,
      minor: "1.23",
      target: 24,
      objects: [counted("operator/v1")],
      finds: [{ message: "deprecated", object: user }],
    },
    {
      name: "a backup reads every version that is served",
      ...before,
      objects: [counted("velero-server/v1.9")],
      finds: [{ message: "reader", object: user }],
    },
    {
      name: "a backup writes it back",
      ...before,
      objects: [counted("velero-server/v1.9", "create")],
      finds: [{ message: "removed", object: user }],
    },
  ],
  notApplicable: [
    { name: "it is no OpenShift", ...before, objects: [], absent: [resource] },
    {
      name: "nothing that is served goes",
      minor: "1.36",
      target: 37,
      serves: serves(["batch/v1", "CronJob", "cronjobs"]),
      objects: [],
    },
  ],
  notAssessed: [
    { name: "the reader may not list the counts", ...before, objects: [], unseen: [resource] },
    { name: "what is served was not read", minor: "1.24", target: 25, objects: [] },
  ],
});
