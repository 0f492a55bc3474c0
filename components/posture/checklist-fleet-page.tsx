"use client";
import { useQuery } from "@tanstack/react-query";
import { ListChecks, Printer } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import type { ChecklistFleet } from "#contracts/checklist.ts";
import { counted } from "../access/subject-words.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { ShareButton } from "../reports/share-button.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, PartialBanner, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { ChecklistFleetProgress } from "./checklist-fleet-progress.tsx";
import { fleetSentence, nameOfState, states } from "./checklist-words.ts";
import { FleetItems } from "./fleet-items.tsx";
import { ScoreCells, ScoreHeadings } from "./score-columns.tsx";
import { ScoreStrip } from "./score-strip.tsx";

type Cluster = ChecklistFleet["clusters"][number];

const shownParser = parseAsStringLiteral(["all", ...states] as const)
  .withDefault("all")
  .withOptions({ history: "push" });

/** The official list over all clusters: where each item holds, where it fails, and where nobody has looked. */
export function ChecklistFleetPage() {
  const query = useQuery(api.checklist.fleet.queryOptions());
  return (
    <QueryView query={query} skeleton={<FleetSkeleton />} page>
      {(fleet) => (fleet.clusters.length === 0 ? <Nothing hidden={fleet.hidden} /> : <Found fleet={fleet} />)}
    </QueryView>
  );
}

function Nothing({ hidden }: { hidden: number }) {
  return (
    <>
      <h1 className="sr-only">Security checklist of all clusters</h1>
      <EmptyState
        icon={<ListChecks aria-hidden />}
        title="No cluster to hold to the list"
        action={
          <Button asChild tone="primary">
            <Link href="/clusters/register">Register a cluster</Link>
          </Button>
        }
      >
        {hidden > 0
          ? "The checklist is about clusters as a whole, and you see some namespaces only."
          : "Register clusters, and each item stands here with the clusters in which it holds, fails or is open."}
      </EmptyState>
    </>
  );
}

function Found({ fleet }: { fleet: ChecklistFleet }) {
  const [shown, setShown] = useQueryState("state", shownParser);
  const items = fleet.items.filter(({ states: of }) => shown === "all" || of.some(({ state }) => state === shown));
  const byId = new Map(fleet.clusters.map((cluster) => [cluster.id, cluster]));
  return (
    <>
      <Title fleet={fleet} />
      <NotSeen fleet={fleet} />
      <ScoreStrip score={fleet.score} rules={fleet.rules} of={`items in ${counted(scannedOf(fleet), "cluster")}`} />
      <div className="grid gap-4">
        <Clusters clusters={fleet.clusters} />
        <ChecklistFleetProgress />
        <div className="print:hidden">
          <Segmented
            label="State"
            value={shown}
            onChange={(value) => void setShown(value)}
            options={(["all", ...states] as const).map((value) => ({
              value,
              label: value === "all" ? "All" : nameOfState(value),
            }))}
          />
        </div>
        {items.length === 0 ? (
          <Panel aria-label="Items">
            <EmptyState
              title="No item is in this state in any cluster"
              action={<Button onClick={() => void setShown("all")}>Show all items</Button>}
            />
          </Panel>
        ) : null}
        <FleetItems
          items={items}
          nameOf={(id) => {
            const cluster = byId.get(id);
            return cluster === undefined ? null : <ClusterLink cluster={cluster} />;
          }}
        />
        <p className="max-w-[92ch] text-12 text-ink-3">{fleet.source}. The last section is Drydock's own.</p>
      </div>
    </>
  );
}

function scannedOf({ clusters }: ChecklistFleet): number {
  return clusters.filter(({ score }) => score !== undefined).length;
}

function Title({ fleet }: { fleet: ChecklistFleet }) {
  return (
    <Answer
      title={fleetSentence({ clusters: scannedOf(fleet), items: fleet.items })}
      actions={
        <span className="flex flex-wrap gap-2 print:hidden">
          <ShareButton size="large" view={{ kind: "checklist-fleet" }} title="Security checklist of all clusters" />
          <ExportButton
            size="large"
            files={files}
            inside="Every item with its state in each cluster, and the score of each cluster and of all of them."
            outside="Not in it: the reasons and what people answer for. They are in the file of each cluster's checklist."
          />
          <Button size="large" onClick={() => globalThis.print()}>
            <Printer aria-hidden />
            Print
          </Button>
        </span>
      }
    >
      <p>
        The Kubernetes security checklist by the newest scan of each cluster, and by what people answer for today. A cluster's own
        list says which check looked and why.
      </p>
    </Answer>
  );
}

const files = {
  csv: exportAddress("checklist-fleet", {}, "csv"),
  json: exportAddress("checklist-fleet", {}, "json"),
};

function NotSeen({ fleet }: { fleet: ChecklistFleet }) {
  const without = fleet.clusters.length - scannedOf(fleet);
  if (without === 0 && fleet.hidden === 0) return null;
  return (
    <PartialBanner title="Not every cluster is in it" className="mb-4">
      {without > 0 ? `${counted(without, "cluster")} ${without === 1 ? "has" : "have"} no scan with results yet. ` : ""}
      {fleet.hidden > 0 ? `Of ${counted(fleet.hidden, "cluster")} you see some namespaces only.` : ""}
    </PartialBanner>
  );
}

function Clusters({ clusters }: { clusters: readonly Cluster[] }) {
  const worst = clusters.toSorted(
    (one, other) => (one.score?.share ?? 2) - (other.score?.share ?? 2) || (one.name < other.name ? -1 : 1),
  );
  return (
    <Panel title="Clusters" aside="the lowest score first">
      <Table caption="Clusters by their score">
        <thead>
          <tr>
            <th scope="col">Cluster</th>
            <ScoreHeadings />
          </tr>
        </thead>
        <tbody>
          {worst.map((cluster) => (
            <tr key={cluster.id}>
              <th scope="row">
                <ClusterLink cluster={cluster} />
              </th>
              <Standing score={cluster.score} />
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Standing({ score }: Pick<Cluster, "score">) {
  if (score === undefined)
    return (
      <td data-label="Score" colSpan={states.length + 2} className="text-unseen">
        no scan with results
      </td>
    );
  return <ScoreCells score={score} />;
}

function ClusterLink({ cluster: { id, name, scanId } }: { cluster: Pick<Cluster, "id" | "name" | "scanId"> }) {
  return (
    <Link
      href={scanId === undefined ? `/clusters/${id}` : `/posture/checklist?cluster=${id}&scan=${scanId}`}
      className="inline-flex min-h-6 items-center hover:underline"
    >
      <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</code>
    </Link>
  );
}

function FleetSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-4">
      <h1 className="sr-only">Security checklist of all clusters</h1>
      <Skeleton className="h-9 w-3/5" />
      <Skeleton className="h-24 w-full" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={6} columns={6} />
      </div>
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={12} columns={2} />
      </div>
    </div>
  );
}
