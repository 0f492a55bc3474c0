"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileUp, FlaskConical, Plug } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Link } from "../ui/link.tsx";
import { Answer } from "../ui/panel.tsx";
import { EmptyState } from "../ui/states.tsx";
import { notify } from "../ui/toast.tsx";

function WayIn({ icon, title, children, action }: { icon: ReactNode; title: string; children: ReactNode; action: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-3 rounded-panel border border-line bg-panel p-5 [&>svg]:size-6 [&>svg]:stroke-[1.5] [&>svg]:text-ink-3">
      {icon}
      <div className="flex-1">
        <h2 className="text-16">{title}</h2>
        <p className="mt-1 text-ink-2">{children}</p>
      </div>
      <div>{action}</div>
    </section>
  );
}

function useLoadSamples() {
  const cache = useQueryClient();
  return useMutation(
    api.sampleFleet.load.mutationOptions({
      onSuccess: () => cache.invalidateQueries(),
      onError: (error) => notify(problemOf(error).title, { detail: problemOf(error).remedy, failed: true }),
    }),
  );
}

/** The first screen of an empty installation: three ways in. */
export function FleetEmpty() {
  const mayRegister = useMay("cluster:admin");
  const samples = useLoadSamples();
  if (!mayRegister) {
    return (
      <EmptyState icon={<Plug aria-hidden />} title="No cluster in your scope">
        Clusters appear here as soon as an administrator of this installation registers one, or widens your scope.
      </EmptyState>
    );
  }
  return (
    <>
      <Answer title="No cluster yet. There are three ways in.">
        Drydock reads and never writes: who can do what, and what stands against good practice, each answer with its proof.
      </Answer>
      <div className="grid gap-4 wide:grid-cols-3">
        <WayIn
          icon={<Plug aria-hidden />}
          title="Register a cluster"
          action={
            <Button asChild tone="primary" size="large">
              <Link href="/clusters/register">Register a cluster</Link>
            </Button>
          }
        >
          With a kubeconfig or a token. You see the exact rights that it takes before anything is connected.
        </WayIn>
        <WayIn
          icon={<FileUp aria-hidden />}
          title="Upload a snapshot"
          action={
            <Button asChild size="large">
              <Link href="/clusters/register?way=snapshot&step=connect">Upload a snapshot</Link>
            </Button>
          }
        >
          For a cluster that Drydock may not reach: a file of ours, or the output of <code>kubectl get -A -o yaml</code>.
        </WayIn>
        <WayIn
          icon={<FlaskConical aria-hidden />}
          title="Look at the sample fleet"
          action={
            <Button size="large" busy={samples.isPending} onClick={() => samples.mutate({})}>
              Load the sample fleet
            </Button>
          }
        >
          Snapshots of real API servers that ship with Drydock. Labelled as samples on every page; one action removes them.
        </WayIn>
      </div>
      <section className="mt-6">
        <h2 className="mb-2 text-13">Or from a terminal that reaches the cluster, EKS, GKE and AKS included</h2>
        <CodeBlock text="npx drydock register --context NAME" label="The command that registers a cluster" />
      </section>
    </>
  );
}
