import { countedApi } from "../../inventory/project/api-request-count.ts";
import { defineTargetCheck } from "./define.ts";
import { nothingGoes, servedBy, unseenApis } from "./discovered.ts";
import { reportOfRequests } from "./requested.ts";

const resource = "apirequestcounts.apiserver.openshift.io";

export default defineTargetCheck({
  id: "upgrade/api-request-counts",
  title: "Requests for old API versions that OpenShift counts",
  responsible: "application",
  reads: [resource],
  messages: {
    removed: {
      text: "{object} asked by {client} for {resource} of {apiVersion} ({verbs}, {count} times in the last day): Kubernetes from {removed} on does not have it, and {instead}",
      impact: "blocker",
    },
    deprecated: {
      text: "{object} asked by {client} for {resource} of {apiVersion} ({verbs}, {count} times in the last day): it is deprecated, Kubernetes {removed} is to be without it, and {instead}",
      impact: "warning",
    },
    reader: {
      text: "{object} reads {resource} of {apiVersion} by {client} ({verbs}, {count} times in the last day), which reads every version that is served: nothing has to be done",
      impact: "info",
    },
  },
  docs: {
    why: "OpenShift counts for each API who asked for it, by which client and how often, for a day. That names clients that read and do not write, too. Whoever asks less often than once a day may be missing, and of each node only the users that ask most are kept. Requests of Drydock itself are left out, and tools that read every version that is served are told apart unless they write.",
    fix: "Upgrade the named client, or change the version that it asks for, before the upgrade. A day after its last request the finding goes.",
    refs: [
      "https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/metadata_apis/apirequestcount-apiserver-openshift-io-v1",
      "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
    ],
  },
  unseen: ({ discovery, target }) => unseenApis(discovery, target),
  applies: ({ discovery, current, target }) => nothingGoes({ discovery, current, target }),
  *judge({ list, discovery, current, target }) {
    const aim = { current, target, isServed: servedBy(discovery) };
    for (const { meta, requesters = [] } of list(resource))
      for (const requester of requesters) {
        const report = reportOfRequests({ ...countedApi(meta.name), ...requester }, aim);
        if (report !== undefined) yield report;
      }
  },
});
