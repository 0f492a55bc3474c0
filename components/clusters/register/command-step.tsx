"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "#client/session.ts";
import { fleetOptions } from "../../shell/scope.ts";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/copy.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { WizardFoot } from "./wizard-foot.tsx";

/** Clusters that were registered while this page was open. */
function useArrivals() {
  const fleet = useQuery({ ...fleetOptions(), refetchInterval: 4_000 }).data;
  const [known, setKnown] = useState<ReadonlySet<string> | undefined>(undefined);
  if (known === undefined && fleet !== undefined) setKnown(new Set(fleet.clusters.map((cluster) => cluster.id)));
  return known === undefined ? [] : (fleet?.clusters ?? []).filter((cluster) => !known.has(cluster.id));
}

/** The shortest way: the command, what it does, and the cluster as soon as it arrives. */
export function CommandStep({ onBack }: { onBack: (() => void) | undefined }) {
  const url = useSession()?.installation.url;
  const arrivals = useArrivals();
  return (
    <>
      <Panel title="Run this where your kubectl reaches the cluster">
        <div className="grid gap-4 p-4">
          <CodeBlock
            wrap
            text={`npx drydock register --context NAME${url === undefined ? "" : ` --server ${url}`}`}
            label="The command"
          />
          <ol className="grid list-decimal gap-1 pl-5 text-ink-2">
            <li>
              It shows the reader’s namespace, account and roles, and applies them when you agree, or prints them for another
              hand.
            </li>
            <li>It makes a short-lived token for that account; your own credentials never leave your machine.</li>
            <li>It registers the cluster here. The worker renews the token before it ends.</li>
          </ol>
        </div>
      </Panel>
      <Panel className="mt-4" title="Arrived">
        {arrivals.length === 0 ? (
          <p role="status" className="flex items-center gap-3 px-4 py-4 text-ink-2">
            <Skeleton className="size-3 rounded-full" />
            Waiting for the command.
          </p>
        ) : (
          <ul role="status">
            {arrivals.map((cluster) => (
              <li key={cluster.id} className="flex min-h-12 items-center gap-3 border-line border-b px-4 last:border-b-0">
                <VerdictGlyph verdict="pass" />
                <code className="min-w-0 flex-1 truncate font-label">{cluster.name}</code>
                <Button asChild tone="primary">
                  <Link href={cluster.activeScan === undefined ? `/clusters/${cluster.id}` : `/scans/${cluster.activeScan.id}`}>
                    {cluster.activeScan === undefined ? "Open it" : "Follow its scan"}
                  </Link>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <WizardFoot onBack={onBack} />
    </>
  );
}
