import { compareText, type Gap } from "../../inventory/gap.ts";
import type { HelmReleaseItem } from "../../inventory/platform-items.ts";
import { judgeUse, type UseAim } from "../../upgrade/evidence/judge-use.ts";
import {
  type ApiLifecycle,
  apiVersionOf,
  lifecycleOf,
  replacementIn,
  servedIn,
  splitApiVersion,
} from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import type { Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck, type UpgradeContext } from "./define.ts";
import { nothingGoesUnasked, servedBy, unseenApis } from "./discovered.ts";

const resource = "releases.helm.sh";

type Context = UpgradeContext<typeof resource>;
type Message = "removed" | "gone" | "deprecated" | "notServed" | "uninstalled";

/** Objects of one kind and version that a release brings. */
interface Brought {
  readonly api: ApiLifecycle;
  /** The newest revision that brings them. */
  readonly release: HelmReleaseItem;
  readonly names: Set<string>;
}

function broughtBy(releases: readonly HelmReleaseItem[]): readonly Brought[] {
  const found = new Map<string, Brought>();
  for (const release of releases.toSorted((one, other) => other.revision - one.revision))
    for (const { apiVersion, kind, name } of release.documents) {
      const { group, version } = splitApiVersion(apiVersion);
      const api = lifecycleOf(group, version, kind);
      if (api === undefined) continue;
      const key = JSON.stringify([release.meta.namespace, release.meta.name, apiVersion, kind]);
      const known = found.get(key) ?? { api, release, names: new Set<string>() };
      found.set(key, known);
      known.names.add(name ?? "without a name");
    }
  return [...found.values()];
}

function messageOf({ api, release }: Brought, aim: UseAim): Message | undefined {
  const gone = servedIn(api, aim.current) === "removed";
  const verdict = gone ? "gone" : judgeUse({ api, source: "apply", stale: false }, aim);
  if (verdict === undefined || verdict === "stale" || verdict === "annotation") return undefined;
  return release.status === "uninstalled" ? "uninstalled" : verdict;
}

const day = 24 * 60 * 60 * 1000;

function reportOf(brought: Brought, message: Message, { target, now }: Context): Report<Message> {
  const { api, release, names } = brought;
  const { revision, status = "of unknown status", modifiedAt } = release;
  const instead = replacementIn(api, target);
  const changed = Date.parse(modifiedAt ?? "");
  return {
    at: refTo(resource, { meta: { ...release.meta, uid: undefined } }),
    message,
    locus: `${apiVersionOf(api)} ${api.kind}`,
    data: {
      ...{ revision, status, apiVersion: apiVersionOf(api), kind: api.kind, confidence: "certain" },
      names: [...names].sort(compareText),
      removed: formatMinor(api.removed ?? target),
      instead: instead === undefined ? "nothing takes its place" : `${apiVersionOf(instead)} takes its place`,
      when: Number.isNaN(changed) ? "at an unknown time" : `on ${new Date(changed).toISOString().slice(0, 10)}`,
      ageInDays: Number.isNaN(changed) ? undefined : Math.max(Math.floor((now.getTime() - changed) / day), 0),
    },
  };
}

/** What stands in a manifest and could not be read may be anything. */
function unreadIn({ meta, revision, unreadDocuments = 0 }: HelmReleaseItem): readonly Gap[] {
  if (unreadDocuments === 0) return [];
  const detail = `release ${meta.name}, revision ${revision}: ${unreadDocuments} documents of its manifest cannot be read`;
  return [{ resource, reason: "decodeError", ...(meta.namespace !== undefined && { namespace: meta.namespace }), detail }];
}

export default defineTargetCheck({
  id: "upgrade/helm-releases",
  title: "API versions in Helm releases",
  responsible: "application",
  reads: [resource],
  messages: {
    removed: {
      text: "{object}, revision {revision} ({status}, changed {when}), brings {kind} {names} as {apiVersion}: Kubernetes from {removed} on does not have it, and {instead}; on {target} the next helm upgrade of it fails",
      impact: "blocker",
    },
    gone: {
      text: "{object}, revision {revision} ({status}, changed {when}), brings {kind} {names} as {apiVersion}, which is gone since Kubernetes {removed}: helm upgrade of it fails today already, and {instead}",
      impact: "warning",
    },
    deprecated: {
      text: "{object}, revision {revision} ({status}, changed {when}), brings {kind} {names} as {apiVersion}: it is deprecated, Kubernetes {removed} is to be without it, and {instead}",
      impact: "warning",
    },
    notServed: {
      text: "{object}, revision {revision} ({status}, changed {when}), brings {kind} {names} as {apiVersion}, which is turned off in this cluster: helm upgrade of it fails already",
      impact: "info",
    },
    uninstalled: {
      text: "{object} was uninstalled ({when}); its history still names {kind} {names} as {apiVersion}: whoever installs it again needs a newer chart",
      impact: "info",
    },
  },
  docs: {
    why: "Helm keeps the manifest of each revision, and the next helm upgrade first builds the objects of the last one: where the cluster no longer serves a version that is named there, it fails, even with a new chart. Of each release the newest revision is looked at, and the deployed one where that is another. Drydock keeps of it which objects it brings, and never values or manifests. Releases are read only where an administrator turned that on for the cluster, because they are Secrets, and Kubernetes has no right to read some Secrets without the others.",
    fix: "Before the upgrade of the cluster upgrade the release to a chart that writes the version which takes its place. Where the cluster is past that already, rewrite the kept manifest with the plugin mapkubeapis. The finding goes with the first revision that does not name the old version.",
    refs: ["https://helm.sh/docs/topics/kubernetes_apis/", "https://kubernetes.io/docs/reference/using-api/deprecation-guide/"],
  },
  idle: ({ discovery, current, target, look }) => nothingGoesUnasked({ discovery, current, target }, look(resource).coverage),
  unseen: ({ discovery, target, list }) => [...unseenApis(discovery, target), ...list(resource).flatMap(unreadIn)],
  *judge(context) {
    const { list, discovery, current, target } = context;
    const aim = { current, target, isServed: servedBy(discovery) };
    for (const brought of broughtBy(list(resource))) {
      const message = messageOf(brought, aim);
      if (message !== undefined) yield reportOf(brought, message, context);
    }
  },
});
