import { outside } from "../../inventory/gap.ts";
import { clientOf } from "../../upgrade/evidence/audit-requests.ts";
import { judgeUse, type UseAim } from "../../upgrade/evidence/judge-use.ts";
import type { SeenRequests } from "../../upgrade/evidence.ts";
import { apiVersionOf, lifecyclesOfResource, replacementIn } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import { gapsOfAuditLog } from "../audit-log.ts";
import type { Report } from "../define.ts";
import { defineTargetCheck } from "./define.ts";
import { goingToday, nothingGoes, servedBy, unseenApis } from "./discovered.ts";

/** They read every version that is served, and take what is there: nothing of theirs breaks. */
const readers = new Set(["argocd-application-controller", "kubent", "velero", "velero-server"]);
const own = "drydock";
const writes = new Set(["create", "update", "patch"]);

type Message = "removed" | "deprecated" | "reader";

function messageOf(
  asked: SeenRequests,
  aim: UseAim,
): { readonly message: Message; readonly removed: string; readonly instead: string } | undefined {
  for (const api of lifecyclesOfResource(asked.group, asked.version, asked.resource)) {
    const verdict = judgeUse({ api, source: "apply", stale: false }, aim);
    if (verdict !== "removed" && verdict !== "deprecated") continue;
    const harmless = readers.has(clientOf(asked.userAgent)) && !asked.verbs.some((verb) => writes.has(verb));
    const instead = replacementIn(api, aim.target);
    return {
      message: harmless ? "reader" : verdict,
      removed: formatMinor(api.removed ?? aim.target),
      instead: instead === undefined ? "nothing takes its place" : `${apiVersionOf(instead)} takes its place`,
    };
  }
  return undefined;
}

function reportOf(asked: SeenRequests, aim: UseAim): Report<Message> | undefined {
  const found = messageOf(asked, aim);
  if (found === undefined) return undefined;
  const { user, userAgent, resource, verbs, count, lastSeen } = asked;
  const [apiVersion, client] = [apiVersionOf(asked), clientOf(userAgent)];
  const { message, ...words } = found;
  return {
    at: { resource: "users", kind: "User", name: user || "without a name" },
    message,
    locus: `${client} ${apiVersion} ${resource}`,
    data: {
      ...words,
      apiVersion,
      client,
      userAgent,
      resource,
      verbs,
      count,
      lastSeen: lastSeen.slice(0, 10) || "an unknown day",
    },
  };
}

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
      const report = clientOf(asked.userAgent) === own ? undefined : reportOf(asked, aim);
      if (report !== undefined) yield report;
    }
  },
});
