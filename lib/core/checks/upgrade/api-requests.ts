import { outside } from "../../inventory/gap.ts";
import { gapsOfAuditLog } from "../audit-log.ts";
import { defineTargetCheck } from "./define.ts";
import { goingToday, nothingGoes, servedBy, unseenApis } from "./discovered.ts";
import { reportOfRequests } from "./requested.ts";

export default defineTargetCheck({
  id: "upgrade/api-requests",
  title: "Requests for old API versions in the audit log",
  responsible: "application",
  seenBy: "attestation",
  reads: [],
  messages: {
    removed: {
      text: "{object} asks by {client} for {resource} of {apiVersion} ({verbs}, {count} times, last on {lastSeen}): Kubernetes from {removed} on does not have it, and {instead}",
      impact: "blocker",
    },
    deprecated: {
      text: "{object} asks by {client} for {resource} of {apiVersion} ({verbs}, {count} times, last on {lastSeen}): it is deprecated, Kubernetes {removed} is to be without it, and {instead}",
      impact: "warning",
    },
    reader: {
      text: "{object} reads {resource} of {apiVersion} by {client} ({verbs}, {count} times, last on {lastSeen}), which reads every version that is served: nothing has to be done",
      impact: "info",
    },
  },
  docs: {
    why: "The API server marks each request for a deprecated version in its audit log, with the client and the user. That is the only evidence of clients that read and do not write, and of kinds whose objects Drydock does not read. Requests of Drydock itself are left out, and tools that read every version that is served are told apart unless they write.",
    fix: "Upgrade the named client, or change the version that it asks for, before the upgrade. A later log no longer has the request.",
    refs: [
      "https://kubernetes.io/docs/reference/labels-annotations-taints/audit-annotations/#k8s-io-deprecated",
      "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
    ],
  },
  unseen: ({ discovery, current, target, evidence }) => [
    ...unseenApis(discovery, target),
    ...(evidence.requests === undefined && goingToday({ discovery, current, target }).length > 0
      ? [outside("clients", "only the API server's audit log names who asks for versions that go: upload one to the cluster")]
      : gapsOfAuditLog(evidence)),
  ],
  applies: ({ discovery, current, target, evidence }) =>
    evidence.requests === undefined ? nothingGoes({ discovery, current, target }) : undefined,
  *judge({ evidence, discovery, current, target }) {
    const aim = { current, target, isServed: servedBy(discovery) };
    for (const asked of evidence.requests ?? []) {
      const report = reportOfRequests(asked, aim);
      if (report !== undefined) yield report;
    }
  },
});
