import { lifecyclesOfResource } from "../../upgrade/lifecycle.ts";
import { compareText } from "../gap.ts";
import type { ApiRequestCountItem, ApiRequester } from "../platform-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, integer, objects, text } from "./read.ts";

/** OpenShift itself reports ten users a node by default. */
const mostRequesters = 200;
const longestText = 500;

/** @returns who asked for an API in the last day; for one that stays, that it is counted. */
export function projectApiRequestCount(counted: Fields, intern: Intern): ApiRequestCountItem {
  const meta = projectMeta(counted, intern);
  const status = fields(counted.status, "status") ?? {};
  const removedInRelease = text(status.removedInRelease, "status.removedInRelease") || undefined;
  const { group, version, resource } = countedApi(meta.name);
  const goes = removedInRelease !== undefined || lifecyclesOfResource(group, version, resource).some(({ removed }) => removed);
  return compact({ meta, removedInRelease, requesters: goes ? requestersIn(status) : undefined });
}

/** @returns the API that a name such as `cronjobs.v1beta1.batch` means. */
export function countedApi(name: string): { readonly group: string; readonly version: string; readonly resource: string } {
  const [resource = "", version = "", ...group] = name.split(".");
  return { group: group.join("."), version, resource };
}

interface Growing {
  readonly user: string;
  readonly userAgent: string;
  readonly verbs: Set<string>;
  count: number;
}

function requestersIn(status: Fields): readonly ApiRequester[] {
  const hour = fields(status.currentHour, "status.currentHour");
  const hours = [...objects(status.last24h, "status.last24h"), ...(hour ? [hour] : [])];
  const users = hours.flatMap(({ byNode }) => objects(byNode, "byNode").flatMap(({ byUser }) => objects(byUser, "byUser")));
  const found = new Map<string, Growing>();
  for (const { username, userAgent, requestCount, byVerb } of users) {
    const user = (text(username, "byUser.username") ?? "").slice(0, longestText);
    const agent = (text(userAgent, "byUser.userAgent") ?? "").slice(0, longestText);
    const key = JSON.stringify([user, agent]);
    const growing = found.get(key) ?? { user, userAgent: agent, verbs: new Set<string>(), count: 0 };
    found.set(key, growing);
    growing.count += integer(requestCount, "byUser.requestCount") ?? 0;
    for (const { verb } of objects(byVerb, "byVerb")) growing.verbs.add((text(verb, "byVerb.verb") ?? "").slice(0, longestText));
  }
  return [...found.values()]
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || compareText(one.user + one.userAgent, other.user + other.userAgent))
    .slice(0, mostRequesters)
    .map(({ verbs, ...rest }) => ({ ...rest, verbs: [...verbs].sort(compareText) }));
}
