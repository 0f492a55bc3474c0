"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { PageBody } from "../shell/page-body.tsx";
import { QueryView } from "../shell/query-view.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { notify } from "../ui/toast.tsx";
import { ConnectStep } from "./register/connect-step.tsx";
import { emptyDraft } from "./register/draft.ts";

const ways = ["kubeconfig", "token"] as const;

function Replace({ cluster }: { cluster: Cluster }) {
  const [way, setWay] = useQueryState(
    "way",
    parseAsStringLiteral(ways).withDefault("kubeconfig").withOptions({ history: "push" }),
  );
  const [draft, setDraft] = useState(emptyDraft);
  const router = useRouter();
  const cache = useQueryClient();
  const replace = useMutation(
    api.clusters.replaceConnection.mutationOptions({
      gcTime: 0,
      onSuccess: async () => {
        setDraft(emptyDraft);
        await Promise.all([api.clusters.key(), api.fleet.key()].map((queryKey) => cache.invalidateQueries({ queryKey })));
        notify("The credential is replaced; the old one is erased.");
        router.push(`/clusters/${cluster.id}`);
      },
    }),
  );
  return (
    <>
      <Answer
        title={
          <>
            Replace the connection of <code>{cluster.name}</code>
          </>
        }
      >
        Address and credential are replaced together, because a credential is sealed to its address. The old one is erased; scans
        and findings stay.
      </Answer>
      <div className="mb-3">
        <Segmented
          label="Way"
          value={way}
          onChange={(value) => void setWay(value)}
          options={[
            { value: "kubeconfig", label: "Kubeconfig" },
            { value: "token", label: "Server, CA and token" },
          ]}
        />
      </div>
      {replace.isError ? (
        <ErrorState className="mb-4 rounded-panel border border-line bg-panel" error={problemOf(replace.error)} />
      ) : null}
      <ConnectStep
        way={way}
        secrets={cluster.includeSecretNames}
        draft={draft}
        onDraft={setDraft}
        onBack={() => router.push(`/clusters/${cluster.id}`)}
        onDone={(connection) => replace.mutate({ id: cluster.id, connection })}
        doneLabel="Replace the connection"
      />
    </>
  );
}

/** A new endpoint and credential for a cluster that is registered. */
export function ConnectionPage({ id }: { id: string }) {
  const query = useQuery(api.clusters.get.queryOptions({ input: { id } }));
  return (
    <PageBody>
      <QueryView
        page
        query={query}
        skeleton={
          <Panel>
            <SkeletonRows rows={8} columns={2} />
          </Panel>
        }
      >
        {(cluster) => <Replace cluster={cluster} />}
      </QueryView>
    </PageBody>
  );
}
