import type { Gap } from "../../inventory/gap.ts";
import { apiVersionOf, catalogueReach, removalsBetween } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import { defineTargetCheck, outside } from "./define.ts";

export default defineTargetCheck({
  id: "upgrade/dropped-apis",
  title: "APIs that were turned on and go away",
  reads: [],
  messages: {
    served: {
      text: "{apiVersion} {kind} is turned on in this cluster, and Kubernetes from {removed} on does not have it: objects of it cannot be read any more",
      impact: "blocker",
    },
  },
  docs: {
    why: "Alpha and beta versions are off by default. Where somebody turned one on that the target no longer has, its objects lie in etcd and nothing reads them: they cannot even be deleted. Discovery shows what is served; nothing is asked of the deprecated version itself.",
    fix: "Delete the objects, or write them as the version that takes its place, and turn the version off before the upgrade.",
    refs: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"],
  },
  unseen({ discovery, target }): readonly Gap[] {
    const unread = discovery.resources.length === 0;
    return [
      ...discovery.gaps,
      ...(unread
        ? [{ resource: "discovery", reason: "notCollected" as const, detail: "what the cluster serves was not read" }]
        : []),
      ...(target !== undefined && target > catalogueReach.newest
        ? [outside("version", `what Kubernetes ${formatMinor(target)} takes away is not in this release's catalogue`)]
        : []),
    ];
  },
  *judge({ discovery, current, target }) {
    const served = new Set(discovery.resources.map(({ group, version, kind }) => `${group}/${version}/${kind}`));
    for (const entry of removalsBetween(current, target)) {
      const { group, version, kind, stored, onByDefault, removed } = entry;
      if (!stored || onByDefault !== false || removed === undefined || !served.has(`${group}/${version}/${kind}`)) continue;
      const apiVersion = apiVersionOf(entry);
      const at = { resource: `${entry.resource}.${group}`, kind, name: apiVersion };
      yield { at, message: "served", data: { apiVersion, kind, removed: formatMinor(removed) } };
    }
  },
});
