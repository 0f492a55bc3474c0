"use client";
import dynamic from "next/dynamic";
import { useMay, useSession } from "#client/session.ts";
import { PageBody } from "../../shell/page-body.tsx";
import { Panel } from "../../ui/panel.tsx";
import { EmptyState, Skeleton, SkeletonRows } from "../../ui/states.tsx";

function WizardSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-5 h-9 w-2/5" />
      <Skeleton className="mb-4 h-8 w-3/5" />
      <Panel>
        <SkeletonRows rows={6} columns={2} />
      </Panel>
    </div>
  );
}

const Wizard = dynamic(() => import("./wizard.tsx").then((m) => m.Wizard), { ssr: false, loading: WizardSkeleton });

/** Registers a cluster, for those who may. */
export function WizardPage() {
  const session = useSession();
  const may = useMay("cluster:admin");
  return (
    <PageBody>
      {session === undefined ? (
        <WizardSkeleton />
      ) : may ? (
        <Wizard />
      ) : (
        <Panel>
          <EmptyState title="Only an administrator registers clusters">
            Your role is {session.user.role}. Ask an administrator of this installation.
          </EmptyState>
        </Panel>
      )}
    </PageBody>
  );
}
