import { apiVersionOf, removalsBetween } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import { defineTargetCheck } from "./define.ts";
import { servedBy, unseenApis } from "./discovered.ts";

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
  unseen: ({ discovery, target }) => unseenApis(discovery, target),
  *judge({ discovery, current, target }) {
    const isServed = servedBy(discovery);
    for (const entry of removalsBetween(current, target)) {
      const { group, kind, stored, onByDefault, removed } = entry;
      if (!stored || onByDefault !== false || removed === undefined || !isServed(entry)) continue;
      const apiVersion = apiVersionOf(entry);
      const at = { resource: `${entry.resource}.${group}`, kind, name: apiVersion };
      yield { at, message: "served", data: { apiVersion, kind, removed: formatMinor(removed) } };
    }
  },
});
