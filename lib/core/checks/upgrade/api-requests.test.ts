import type { DiscoveredResource } from "../../inventory/inventory.ts";
import type { SeenRequests } from "../../upgrade/evidence.ts";
import { checkTester } from "../tester.ts";
import apiRequests from "./api-requests.ts";

function cronJobsOf(version: string): DiscoveredResource {
  return { group: "batch", version, plural: "cronjobs", kind: "CronJob", namespaced: true, verbs: ["list"] };
}

const serves = [cronJobsOf("v1"), cronJobsOf("v1beta1")];

function asks(userAgent: string, more: Partial<SeenRequests> = {}): SeenRequests {
  return {
    ...{ group: "batch", version: "v1beta1", resource: "cronjobs", verbs: ["list"], count: 7 },
    ...{ userAgent, user: "ci", lastSeen: "2026-11-20T08:00:00.000000Z", ...more },
  };
}

const world = { minor: "1.24", serves, objects: [] };

checkTester(apiRequests, {
  pass: [
    { name: "a log in which nobody asks for an old version", ...world, evidence: { requests: [] } },
    {
      name: "only Drydock itself, and a version that stays",
      ...world,
      evidence: {
        requests: [asks("drydock/0.1.0"), asks("kubectl/v1.33.0", { group: "", version: "v1", resource: "endpoints" })],
      },
    },
  ],
  fail: [
    {
      name: "clients that the target breaks, and a reader that it does not",
      ...world,
      evidence: {
        requests: [
          asks("operator/v2 (linux/amd64)"),
          asks("argocd-application-controller/v2.9.0", { user: "argo" }),
          asks("velero/v1.9", { user: "velero", verbs: ["create", "list"] }),
        ],
      },
      finds: [
        {
          message: "removed",
          object: "User ci",
          title:
            "User ci asks by operator for cronjobs of batch/v1beta1 (list, 7 times, last on 2026-11-20): Kubernetes from 1.25 on does not have it, and batch/v1 takes its place",
        },
        { message: "reader", object: "User argo" },
        { message: "removed", object: "User velero" },
      ],
    },
    {
      name: "a version with a day to go",
      ...world,
      minor: "1.22",
      target: 23,
      evidence: { requests: [asks("", { user: "", lastSeen: "" })] },
      finds: [
        {
          message: "deprecated",
          object: "User without a name",
          title:
            "User without a name asks by a client without a name for cronjobs of batch/v1beta1 (list, 7 times, last on an unknown day): it is deprecated, Kubernetes 1.25 is to be without it, and batch/v1 takes its place",
        },
      ],
    },
  ],
  notApplicable: [{ name: "nothing of what is served goes away", ...world, serves: [cronJobsOf("v1")] }],
  notAssessed: [
    { name: "a log of more clients than are kept", ...world, evidence: { requests: [], droppedClients: 3 } },
    { name: "no log was uploaded, and the target takes away what is served", ...world },
    { name: "discovery was not read", minor: "1.24", objects: [] },
  ],
});
