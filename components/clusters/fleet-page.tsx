"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMay } from "#client/session.ts";
import type { Fleet } from "#contracts/clusters.ts";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { fleetOptions } from "../shell/scope.ts";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Skeleton, SkeletonRows } from "../ui/states.tsx";
import { FleetChanges, FleetUnseen } from "./fleet-below.tsx";
import { FleetEmpty } from "./fleet-empty.tsx";
import { FleetFigures } from "./fleet-figures.tsx";
import { FleetTable } from "./fleet-table.tsx";
import { ScanAll } from "./scan-button.tsx";
import { fleetDetail, fleetSentence, needsAttention } from "./words.ts";

function FleetSkeleton() {
  return (
    <>
      <Skeleton className="mb-2 h-9 w-3/5" />
      <Skeleton className="mb-5 h-5 w-2/5" />
      <Skeleton className="mb-4 h-[116px] rounded-panel" />
      <Panel>
        <SkeletonRows rows={8} columns={7} />
      </Panel>
    </>
  );
}

function Named({ fleet }: { fleet: Fleet }) {
  const needing = fleet.clusters.filter(needsAttention);
  const worst = needing.slice(0, 3);
  if (worst.length === 0) return <>.</>;
  const more = needing.length - worst.length;
  return (
    <>
      :{" "}
      {worst.map((cluster, index) => (
        <span key={cluster.id}>
          {index === 0 ? "" : index === worst.length - 1 && more === 0 ? " and " : ", "}
          <code className={cluster.name.length > 24 ? undefined : "whitespace-nowrap"}>{cluster.name}</code>
        </span>
      ))}
      {more > 0 ? ` and ${more} more` : ""}.
    </>
  );
}

function FleetContent({ fleet }: { fleet: Fleet }) {
  const mayRegister = useMay("cluster:admin");
  if (fleet.clusters.length === 0) return <FleetEmpty />;
  return (
    <>
      <Answer
        title={
          <>
            {fleetSentence(fleet)}
            <Named fleet={fleet} />
          </>
        }
        actions={
          <>
            <Button asChild size="large">
              <Link href="/digest">What changed</Link>
            </Button>
            <ScanAll clusters={fleet.clusters} />
            {mayRegister ? (
              <Button asChild tone="primary" size="large">
                <Link href="/clusters/register">
                  <Plus aria-hidden />
                  Register a cluster
                </Link>
              </Button>
            ) : null}
          </>
        }
      >
        {fleetDetail(fleet)}
      </Answer>
      <FleetFigures fleet={fleet} />
      <FleetTable clusters={fleet.clusters} supply={fleet.supply} />
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-2">
        <FleetChanges fleet={fleet} />
        <FleetUnseen fleet={fleet} />
      </div>
    </>
  );
}

/** The fleet: which clusters need attention, what changed, and what was not seen. */
export function FleetPage() {
  const query = useQuery(fleetOptions());
  return (
    <PageBody>
      <QueryView page query={query} skeleton={<FleetSkeleton />}>
        {(fleet) => <FleetContent fleet={fleet} />}
      </QueryView>
    </PageBody>
  );
}
