import { outside } from "../../inventory/gap.ts";
import type { ChartSource, GitOpsItem } from "../../inventory/platform-items.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

const reads = ["applications.argoproj.io", "helmreleases.helm.toolkit.fluxcd.io"] as const;
type Applier = (typeof reads)[number];
type Message = "moving" | "version";

export default defineCheck({
  id: "supply-chain/unpinned-charts",
  major: 1,
  since: "0.1",
  title: "Charts fetched without a digest",
  pillar: "supply-chain",
  layer: "code",
  seenBy: "api",
  responsible: "platform",
  answers: [],
  reads,
  facts: ["chart-sources"],
  messages: {
    moving: {
      text: "{object} fetches the chart {chart} at {version}: another one is applied as soon as its repository has one",
      severity: "medium",
    },
    version: {
      text: "{object} fetches the chart {chart} by its version {version}, which its repository may give other bytes tomorrow",
      severity: "low",
    },
  },
  docs: {
    why: "A chart that comes from elsewhere decides what runs: its templates, its hooks, its images. Where a range of versions or nothing at all says which one, whoever can publish there changes the cluster without a change here. A version says more, and still not which bytes: repositories let one be written over. What helm applied by hand or from a pipeline is not seen.",
    fix: "Keep charts in a registry (oci://), and name them by digest: in Argo CD as targetRevision sha256:…, in Flux by an OCIRepository with spec.ref.digest. Where that cannot be, name one version exactly, and commit its Chart.lock.",
    refs: [
      "https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/",
      "https://fluxcd.io/flux/components/source/ocirepositories/#digest-example",
      "https://slsa.dev/spec/v1.2/threats",
    ],
  },
  applies: (context) =>
    chartsOf(context).length > 0 ? undefined : "No application of Argo CD and no HelmRelease of Flux fetches a chart.",
  unseen: (context) => {
    const away = chartsOf(context).filter(({ chart }) => chart.elsewhere).length;
    const detail = `the versions of ${away} charts stand in sources of Flux, which this check does not read`;
    return away === 0 ? [] : [outside("helmreleases.helm.toolkit.fluxcd.io", detail)];
  },
  *evaluate(context): Iterable<Report<Message>> {
    for (const { resource, item, chart } of chartsOf(context)) {
      const message = messageOf(chart);
      if (message === undefined) continue;
      const { version = "any version" } = chart;
      const name = nameOf(chart);
      yield { at: refTo(resource, item, pathOf(resource)), message, data: { chart: name, version }, locus: name };
    }
  },
});

interface Fetched {
  readonly resource: Applier;
  readonly item: GitOpsItem;
  readonly chart: ChartSource;
}

/** What is applied to another cluster is none of this one. */
function chartsOf({ list }: Pick<CheckContext<Applier>, "list">): readonly Fetched[] {
  return reads.flatMap((resource) =>
    list(resource).flatMap((item: GitOpsItem) =>
      item.elsewhere ? [] : (item.charts ?? []).map((chart) => ({ resource, item, chart })),
    ),
  );
}

const digest = /(?:^|@)sha256:[0-9a-f]{64}$/;
/** One version whole: fewer parts, or a sign before it, mean a range to Helm. */
const exact = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:[+_][0-9A-Za-z.-]+)?$/;

function messageOf({ version = "", elsewhere }: ChartSource): Message | undefined {
  if (elsewhere || digest.test(version)) return undefined;
  return exact.test(version) ? "version" : "moving";
}

function nameOf({ repository, chart }: ChartSource): string {
  const parts = [repository, chart].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? "of no name" : parts.join("/");
}

function pathOf(resource: Applier): string {
  return resource === "applications.argoproj.io" ? "spec.source.targetRevision" : "spec.chart.spec.version";
}
