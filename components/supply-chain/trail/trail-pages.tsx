"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useQueryStates } from "nuqs";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import type { ImageTrailView } from "#contracts/supply-chain.ts";
import type { ViewOf } from "#contracts/views.ts";
import { ShareButton } from "../../reports/share-button.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy.tsx";
import { Link } from "../../ui/link.tsx";
import { notify } from "../../ui/notice-store.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { SupplyFrame } from "../supply-frame.tsx";
import { workloadParsers } from "../supply-url.ts";
import { trailText } from "./trail-text.ts";
import { TrailSkeleton, TrailView } from "./trail-view.tsx";

const soonMs = 3000;

/** What is waited for shows without being asked for. */
function whileDue({ state: { data } }: { readonly state: { readonly data?: ImageTrailView | undefined } }): number | false {
  return data?.due === true ? soonMs : false;
}

/** `/supply-chain/images/img_…`: one image, wherever it runs. */
export function ImageTrailPage({ id }: { id: string }) {
  const query = useQuery({ ...api.images.get.queryOptions({ input: { id } }), refetchInterval: whileDue });
  return (
    <SupplyFrame>
      <QueryView query={query} skeleton={<TrailSkeleton />} page>
        {(trail) => <TrailView trail={trail} actions={<Actions trail={trail} of={{ image: id }} />} />}
      </QueryView>
    </SupplyFrame>
  );
}

/** `/supply-chain/trail?cluster=&namespace=&kind=&name=&container=`: one container of a workload. */
export function WorkloadTrailPage() {
  const [{ container, ...workload }, setWorkload] = useQueryStates(workloadParsers);
  const named = Object.values(workload).every((part) => part !== "");
  const query = useQuery({
    ...api.images.trail.queryOptions({ input: { ...workload, ...(container !== "" && { container }) } }),
    enabled: named,
    refetchInterval: whileDue,
  });
  return (
    <SupplyFrame>
      {named && query.data === undefined && problemOf(query.error).status === 404 ? (
        <NotRunning name={`${workload.namespace}/${workload.name}`} />
      ) : named ? (
        <QueryView query={query} skeleton={<TrailSkeleton />} page>
          {(trail) => (
            <TrailView
              trail={trail}
              actions={<Actions trail={trail} of={{ ...workload, ...(trail.container && { container: trail.container }) }} />}
            >
              <Containers trail={trail} onContainer={(name) => void setWorkload({ container: name })} />
            </TrailView>
          )}
        </QueryView>
      ) : (
        <>
          <h1 className="sr-only">Trail of a workload</h1>
          <EmptyState
            title="No workload is named"
            action={
              <Button asChild tone="primary">
                <Link href="/supply-chain">Open the images</Link>
              </Button>
            }
          >
            The address of a trail names a cluster, a namespace, a kind and a workload.
          </EmptyState>
        </>
      )}
    </SupplyFrame>
  );
}

/** The trail is of what runs now: by the newest scan of the cluster. */
function NotRunning({ name }: { name: string }) {
  return (
    <>
      <h1 className="sr-only">Trail of a workload</h1>
      <EmptyState
        title="It does not run by the newest scan"
        action={
          <Button asChild tone="primary">
            <Link href="/supply-chain">Open the images</Link>
          </Button>
        }
      >
        <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</code> is not among what the newest
        scan of its cluster saw running, or you do not see it.
      </EmptyState>
    </>
  );
}

function Actions({ trail, of }: { trail: ImageTrailView; of: ViewOf<"trail">["of"] }) {
  return (
    <>
      <CopyButton
        text={trailText(trail)}
        label="Copy as text"
        className="h-8 !border-line-strong bg-panel px-3 font-label text-13 text-ink"
      />
      <ShareButton size="large" view={{ kind: "trail", of }} title={`Trail of ${trail.title}`.slice(0, 120)} />
      {trail.id === undefined ? null : <LookAgain id={trail.id} />}
    </>
  );
}

function LookAgain({ id }: { id: string }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const look = useMutation(
    api.images.look.mutationOptions({
      onSuccess: () => {
        notify("It will be looked at again soon.");
        void cache.invalidateQueries({ queryKey: api.images.key() });
      },
      onError: (error) => notify(problemOf(error).title, { failed: true }),
    }),
  );
  if (!may) return null;
  return (
    <Button tone="primary" size="large" busy={look.isPending} onClick={() => look.mutate({ id })}>
      <RefreshCw aria-hidden />
      Check again
    </Button>
  );
}

interface ContainersProps {
  readonly trail: ImageTrailView;
  readonly onContainer: (name: string) => void;
}

/** The containers of the workload, where it has several. */
function Containers({ trail: { containers = [], container }, onContainer }: ContainersProps) {
  if (containers.length < 2) return null;
  return (
    <div className="mb-4 max-w-full">
      <Segmented
        label="Container"
        value={container ?? containers[0]?.name ?? ""}
        onChange={onContainer}
        options={containers.map(({ name, type }) => ({
          value: name,
          label: `${visibleText(name)}${type === "container" ? "" : `, ${type}`}`,
        }))}
      />
    </div>
  );
}
