/** A link's report, page by page: the one way in which anything is shown to whoever opens a link, or previews one. */
import { domainToUnicode } from "node:url";
import type { Report } from "../../contracts/reports.ts";
import type { View } from "../../contracts/views.ts";
import { ok } from "../../core/result.ts";
import type { Actor } from "../auth/actor.ts";
import type { Scope } from "../database/scope.ts";
import type { Beside, NamedCluster } from "../database/share-links.ts";
import { type Outcome, refuse } from "../use-cases/outcome.ts";
import type { Services } from "../use-cases/services.ts";
import type { Reading } from "./kind.ts";
import { kindOf } from "./kinds.ts";
import { createRedactor } from "./redactor.ts";
import { subjectsOfScans } from "./subject-names.ts";

/** A link as far as its report depends on it; it never changes once it is made. */
export interface ReportLink {
  readonly title: string;
  readonly view: View;
  readonly scanIds: readonly string[];
  readonly scope: Scope;
  readonly clusters: readonly NamedCluster[];
  readonly hideEndpoint: boolean;
  readonly pseudonymKey?: Uint8Array | undefined;
  readonly signedInOnly: boolean;
  readonly createdById: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly beside?: Beside | undefined;
}

/** No report goes on for longer; what is beyond is counted and said. */
export const mostPages = 100;

/** @returns the page, or a refusal where what it shows is not there any more. */
export async function loadReport(link: ReportLink, page: number, services: Services): Promise<Outcome<Report>> {
  const reader = readerOf(link);
  const clusters = await clustersOf(link, reader, services);
  const hosts = link.hideEndpoint ? [...clusters.values()].flatMap(({ servers }) => servers.flatMap(hostsOf)) : [];
  const key = link.pseudonymKey;
  const subjects = key === undefined ? [] : await subjectsOfScans(reader.scope, link.scanIds, services);
  // A name that nobody knows any more cannot be hidden.
  if (subjects === undefined) return refuse("notFound");
  const redactor = createRedactor({ hosts, key, subjects });
  const { view, scanIds, createdAt: at, beside } = link;
  const clusterName: Reading<"findings">["clusterName"] = ({ clusterId, cluster }) =>
    redactor.text(clusters.get(clusterId)?.name ?? cluster);
  const reading = { view, scanIds, reader, at, beside, redactor, clusterName, page: Math.min(page, mostPages), services };
  const loaded = await kindOf(view).load(reading as Reading<View["kind"]> as never);
  if (!loaded.ok) return loaded;
  const { content, total, pageSize, filters } = loaded.value;
  return ok({
    title: redactor.text(link.title),
    from: link.createdBy,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    redaction: { endpointHidden: link.hideEndpoint, pseudonyms: redactor.pseudonyms },
    signedInOnly: link.signedInOnly,
    restsOn: await standpoints(link, { reader, clusters, clusterName, services }),
    filters: filters.map(({ name, values }) => ({ name, values: values.map(redactor.text) })),
    content,
    page: reading.page,
    pages: Math.max(1, Math.min(mostPages, Math.ceil(total / pageSize))),
    total,
    beyond: Math.max(0, total - mostPages * pageSize),
  });
}

/** A viewer who sees what the link's maker saw in the link's clusters, and nothing that came later. */
function readerOf({ scope, createdById: userId, createdBy: name }: ReportLink): Actor {
  return { userId, name, email: "", role: "viewer", scope, granted: { clusters: [] } };
}

/** A cluster as it was when the link was made. */
interface Behind {
  readonly name: string;
  readonly endpoint?: string | undefined;
  readonly provider?: string | undefined;
  /** Where its API server was and is: none of them may show where addresses are hidden. */
  readonly servers: readonly string[];
  readonly sample: boolean;
}

async function clustersOf(
  { clusters, hideEndpoint }: ReportLink,
  { scope }: Actor,
  { repositories }: Services,
): Promise<ReadonlyMap<string, Behind>> {
  const then = new Map(clusters.map((cluster) => [cluster.id, cluster]));
  const now = await repositories.clusters.list(scope);
  return new Map(
    now.map((cluster) => {
      const { name, server, provider } = then.get(cluster.id) ?? cluster;
      const servers = [server, cluster.server].flatMap((one) => one ?? []);
      const endpoint = hideEndpoint || cluster.limited ? undefined : server;
      return [cluster.id, { name, provider, endpoint, servers, sample: cluster.kind === "sample" }];
    }),
  );
}

/** @returns the host of an API server as it may be written in a text; nothing for a cluster without one. */
function hostsOf(server: string): string[] {
  if (!URL.canParse(server)) return [];
  const { host, hostname } = new URL(server);
  return [host, hostname.replace(/^\[|\]$/g, ""), domainToUnicode(hostname)];
}

interface Means {
  readonly reader: Actor;
  readonly clusters: ReadonlyMap<string, Behind>;
  readonly clusterName: Reading<"findings">["clusterName"];
  readonly services: Services;
}

async function standpoints(
  { scanIds: scans }: ReportLink,
  { reader, clusters, clusterName, services: { repositories } }: Means,
): Promise<Report["restsOn"]> {
  const [found, blind] = await Promise.all([
    repositories.findings.restsOn(reader.scope, { scans }),
    repositories.findings.notAssessed(reader.scope, { scans }),
  ]);
  return found
    .map((scan) => {
      const { provider, endpoint, sample = false } = clusters.get(scan.clusterId) ?? {};
      return {
        cluster: clusterName(scan),
        ...{ number: scan.number, share: scan.share, provider, endpoint, sample },
        at: scan.at.toISOString(),
        notAssessed: blind.filter(({ scanId }) => scanId === scan.scanId).length,
      };
    })
    .sort((a, b) => (a.cluster < b.cluster ? -1 : a.cluster > b.cluster ? 1 : a.number - b.number));
}
