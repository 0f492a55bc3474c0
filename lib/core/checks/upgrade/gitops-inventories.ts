import { compareText } from "../../inventory/gap.ts";
import type { GitOpsItem } from "../../inventory/platform-items.ts";
import { judgeUse, type UseAim } from "../../upgrade/evidence/judge-use.ts";
import { type ApiLifecycle, apiVersionOf, lifecycleOf, replacementIn, splitApiVersion } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import type { Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck, type UpgradeContext } from "./define.ts";
import { nothingGoes, servedBy, unseenApis } from "./discovered.ts";

const appliers = [
  "applications.argoproj.io",
  "helmreleases.helm.toolkit.fluxcd.io",
  "kustomizations.kustomize.toolkit.fluxcd.io",
] as const;

type Applier = (typeof appliers)[number];
type Context = UpgradeContext<Applier>;
type Message = "removed" | "deprecated" | "notServed";

interface Applied {
  readonly api: ApiLifecycle;
  readonly names: Set<string>;
}

function appliedBy({ objects }: GitOpsItem): readonly Applied[] {
  const found = new Map<ApiLifecycle, Applied>();
  for (const { apiVersion, kind, name, namespace } of objects) {
    const { group, version } = splitApiVersion(apiVersion);
    const api = lifecycleOf(group, version, kind);
    if (api === undefined) continue;
    const known = found.get(api) ?? { api, names: new Set<string>() };
    found.set(api, known);
    known.names.add(namespace === undefined ? (name ?? "without a name") : `${namespace}/${name ?? "without a name"}`);
  }
  return [...found.values()];
}

const day = 24 * 60 * 60 * 1000;

interface Found extends Applied {
  readonly resource: Applier;
  readonly item: GitOpsItem;
}

function reportOf({ api, names, resource, item }: Found, aim: UseAim, { now }: Context): Report<Message> | undefined {
  const verdict = judgeUse({ api, source: "apply", stale: false }, aim);
  if (verdict === undefined || verdict === "stale" || verdict === "annotation") return undefined;
  const instead = replacementIn(api, aim.target);
  const changed = Date.parse(item.changedAt ?? "");
  return {
    at: refTo(resource, item),
    message: verdict,
    locus: `${apiVersionOf(api)} ${api.kind}`,
    data: {
      ...{ apiVersion: apiVersionOf(api), kind: api.kind, confidence: "high" },
      names: [...names].sort(compareText),
      removed: formatMinor(api.removed ?? aim.target),
      instead: instead === undefined ? "nothing takes its place" : `${apiVersionOf(instead)} takes its place`,
      when: Number.isNaN(changed) ? "at an unknown time" : `on ${new Date(changed).toISOString().slice(0, 10)}`,
      ageInDays: Number.isNaN(changed) ? undefined : Math.max(Math.floor((now.getTime() - changed) / day), 0),
    },
  };
}

export default defineTargetCheck({
  id: "upgrade/gitops-inventories",
  title: "API versions that GitOps tools apply",
  responsible: "application",
  reads: appliers,
  messages: {
    removed: {
      text: "{object} applies {kind} {names} as {apiVersion} (last changed {when}): Kubernetes from {removed} on does not have it, and {instead}; on {target} its next sync fails",
      impact: "blocker",
    },
    deprecated: {
      text: "{object} applies {kind} {names} as {apiVersion} (last changed {when}): it is deprecated, Kubernetes {removed} is to be without it, and {instead}",
      impact: "warning",
    },
    notServed: {
      text: "{object} applies {kind} {names} as {apiVersion} (last changed {when}), which is turned off in this cluster: its sync fails already",
      impact: "info",
    },
  },
  docs: {
    why: "Argo CD and Flux keep account of every object that they apply out of Git, with the version that its manifest has. When the target does not have that version any more, the next sync of the application fails, and with it everything else that it brings.",
    fix: "Change the manifest in Git to the version that takes its place, before the upgrade. The finding goes with the first sync after that.",
    refs: [
      "https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/",
      "https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory",
      "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
    ],
  },
  unseen: ({ discovery, target }) => unseenApis(discovery, target),
  applies: ({ discovery, current, target }) => nothingGoes({ discovery, current, target }),
  *judge(context) {
    const { list, discovery, current, target } = context;
    const aim = { current, target, isServed: servedBy(discovery) };
    for (const resource of appliers)
      for (const item of list(resource))
        for (const applied of appliedBy(item)) {
          const report = reportOf({ ...applied, resource, item }, aim, context);
          if (report !== undefined) yield report;
        }
  },
});
