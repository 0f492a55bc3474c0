/** What a target makes of requests for a version by a client that is known: who breaks, and who only looks. */
import { clientOf } from "../../upgrade/evidence/audit-requests.ts";
import { judgeUse, type UseAim } from "../../upgrade/evidence/judge-use.ts";
import type { SeenRequests } from "../../upgrade/evidence.ts";
import { apiVersionOf, lifecyclesOfResource, replacementIn } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import type { Report } from "../define.ts";

/** They read every version that is served, and take what is there: nothing of theirs breaks. */
const readers = new Set(["argocd-application-controller", "kubent", "velero", "velero-server"]);
const own = "drydock";
const writes = new Set(["create", "update", "patch"]);

export type RequestMessage = "removed" | "deprecated" | "reader";
export type Requests = Omit<SeenRequests, "lastSeen"> & Partial<Pick<SeenRequests, "lastSeen">>;

/** @returns what is to be said of requests; nothing of Drydock's own, and of what the target has nothing against. */
export function reportOfRequests(asked: Requests, aim: UseAim): Report<RequestMessage> | undefined {
  const { user, userAgent, resource, verbs, count, lastSeen } = asked;
  const [apiVersion, client] = [apiVersionOf(asked), clientOf(userAgent)];
  const found = client === own ? undefined : judge(asked, aim);
  if (found === undefined) return undefined;
  const { message, ...words } = found;
  return {
    at: { resource: "users", kind: "User", name: user || "without a name" },
    message,
    locus: `${client} ${apiVersion} ${resource}`,
    data: {
      ...words,
      ...{ apiVersion, client, userAgent, resource, verbs, count },
      ...(lastSeen !== undefined && { lastSeen: lastSeen.slice(0, 10) || "an unknown day" }),
    },
  };
}

function judge(asked: Requests, aim: UseAim) {
  for (const api of lifecyclesOfResource(asked.group, asked.version, asked.resource)) {
    const verdict = judgeUse({ api, source: "apply", stale: false }, aim);
    if (verdict !== "removed" && verdict !== "deprecated") continue;
    const harmless = readers.has(clientOf(asked.userAgent)) && !asked.verbs.some((verb) => writes.has(verb));
    const instead = replacementIn(api, aim.target);
    const message: RequestMessage = harmless ? "reader" : verdict;
    return {
      message,
      removed: formatMinor(api.removed ?? aim.target),
      instead: instead === undefined ? "nothing takes its place" : `${apiVersionOf(instead)} takes its place`,
    };
  }
  return undefined;
}
