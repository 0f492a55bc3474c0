import { type Gap, outside } from "../../inventory/gap.ts";
import { type ApiMetric, type CountedUse, isOnlyVersion, isReadByDrydock } from "../../upgrade/evidence/api-metric.ts";
import { judgeUse, type UseAim } from "../../upgrade/evidence/judge-use.ts";
import { apiVersionOf, lifecyclesOfResource, replacementIn } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import type { Report } from "../define.ts";
import { defineTargetCheck, type UpgradeContext } from "./define.ts";
import { nothingGoes, servedBy, unseenApis } from "./discovered.ts";

type Message = "removed" | "deprecated";
type Context = UpgradeContext<never>;
type Read = Extract<ApiMetric, { readonly state: "read" }>;

const day = 24 * 60 * 60 * 1000;

/** Uses that several servers counted are one; the one that runs for longest says since when. */
function usesOf(servers: Read["servers"]): readonly { readonly use: CountedUse; readonly since: string | undefined }[] {
  const found = new Map<string, { use: CountedUse; since: string | undefined }>();
  for (const { startedAt, uses } of servers)
    for (const use of uses) {
      const key = JSON.stringify([use.group, use.version, use.resource, use.subresource]);
      const since = found.get(key)?.since ?? startedAt;
      found.set(key, { use, since: startedAt !== undefined && since !== undefined && startedAt < since ? startedAt : since });
    }
  return [...found.values()];
}

function reportOf({ use, since }: ReturnType<typeof usesOf>[number], aim: UseAim, { now }: Context): Report<Message> | undefined {
  const resource = use.subresource === undefined ? use.resource : `${use.resource}/${use.subresource}`;
  for (const api of lifecyclesOfResource(use.group, use.version, resource)) {
    const verdict = judgeUse({ api, source: "apply", stale: false }, aim);
    if (verdict !== "removed" && verdict !== "deprecated") continue;
    const instead = replacementIn(api, aim.target);
    const started = Date.parse(since ?? "");
    return {
      at: { resource: "apis", kind: "API", name: `${resource} of ${apiVersionOf(use)}` },
      message: verdict,
      data: {
        ...{ resource, apiVersion: apiVersionOf(use), confidence: "certain" },
        removed: formatMinor(api.removed ?? aim.target),
        instead: instead === undefined ? "nothing takes its place" : `${apiVersionOf(instead)} takes its place`,
        since: Number.isNaN(started) ? "at an unknown time" : `on ${new Date(started).toISOString().slice(0, 10)}`,
        ageInDays: Number.isNaN(started) ? undefined : Math.max(Math.floor((now.getTime() - started) / day), 0),
      },
    };
  }
  return undefined;
}

const notAsked: Gap = {
  resource: "/metrics",
  reason: "notCollected",
  detail: "the API server's metrics were not asked for",
};

/** What was not counted is no proof: another server may have counted it, or this one before it started anew. */
function unseenServers({ servers, known = 0 }: Read, now: Date): readonly Gap[] {
  const shortest = servers.map(({ startedAt }) => now.getTime() - Date.parse(startedAt ?? ""));
  return [
    ...(known === 0
      ? [outside("/metrics", `${servers.length} API server answered, and nothing says how many there are`)]
      : servers.length < known
        ? [outside("/metrics", `${servers.length} of ${known} API servers were seen`)]
        : []),
    ...(shortest.every((age) => age >= day)
      ? []
      : [outside("/metrics", "an API server counts for less than a day, since it started")]),
  ];
}

export default defineTargetCheck({
  id: "upgrade/api-metric",
  title: "Requests for old API versions that the API server counts",
  responsible: "application",
  reads: [],
  besides: ["apiMetric"],
  messages: {
    removed: {
      text: "Somebody asked for {resource} of {apiVersion} since an API server started {since}: Kubernetes from {removed} on does not have it, and {instead}",
      impact: "blocker",
    },
    deprecated: {
      text: "Somebody asked for {resource} of {apiVersion} since an API server started {since}: it is deprecated, Kubernetes {removed} is to be without it, and {instead}",
      impact: "warning",
    },
  },
  docs: {
    why: "The API server counts in its metric apiserver_requested_deprecated_apis which deprecated versions were asked for since it started. That is certain use by a client that it does not name. Each server counts for itself, and a server that just started has counted nothing: so the check passes only where all of them were seen and have run for a day, and even then whoever asks once a month may be missing. A version that is the only one of its resource is left out, because Kubernetes' own garbage collector and Drydock read it.",
    fix: "Find the client in the API server's audit log, which can be uploaded to the cluster, and let it ask for the version that takes its place. The count stays until that API server starts again; after that the finding goes.",
    refs: [
      "https://kubernetes.io/docs/reference/using-api/deprecation-policy/",
      "https://kubernetes.io/docs/reference/instrumentation/metrics/",
    ],
  },
  idle: ({ discovery, current, target }) =>
    unseenApis(discovery, target).length === 0 ? nothingGoes({ discovery, current, target }) : undefined,
  unseen: ({ discovery, target, apiMetric, now }) => {
    const unread = apiMetric?.state === "read" ? unseenServers(apiMetric, now) : [apiMetric?.gap ?? notAsked];
    return [...unseenApis(discovery, target), ...unread];
  },
  *judge(context) {
    const { apiMetric, discovery, current, target } = context;
    const aim = { current, target, isServed: servedBy(discovery) };
    for (const counted of apiMetric?.state === "read" ? usesOf(apiMetric.servers) : []) {
      const ours = isOnlyVersion(counted.use, discovery.resources) || isReadByDrydock(counted.use, discovery.resources);
      const report = ours ? undefined : reportOf(counted, aim, context);
      if (report !== undefined) yield report;
    }
  },
});
