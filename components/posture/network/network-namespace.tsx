"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { NetworkNamespace } from "#contracts/network.ts";
import { counted } from "../../access/subject-words.ts";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/copy.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { isolationWords, reachWords } from "./network-words.ts";

interface ViewProps {
  readonly scanId: string;
  readonly namespace: string;
  readonly onClose: () => void;
}

/** One namespace: its workloads with what they reach, and policies that would deny by default. */
export function NetworkNamespaceView({ scanId, namespace, onClose }: ViewProps) {
  const query = useQuery(api.network.namespace.queryOptions({ input: { id: scanId, namespace } }));
  return (
    <>
      <Button tone="quiet" size="small" onClick={onClose} className="-ml-2 mb-2">
        <ArrowLeft aria-hidden />
        All namespaces
      </Button>
      {query.data !== undefined ? (
        <Found found={query.data} />
      ) : query.isError ? (
        <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
      ) : (
        <div aria-busy="true">
          <h1 className="sr-only">One namespace</h1>
          <Skeleton className="mb-3 h-9 w-3/5" />
          <Skeleton className="mb-6 h-4 w-2/5" />
          <Skeleton className="h-64 w-full" />
        </div>
      )}
    </>
  );
}

function Found({ found }: { found: NetworkNamespace }) {
  const { namespace, workloads, proposal } = found;
  const open = workloads.filter(({ ingress, egress }) => ingress === "open" || egress === "open").length;
  return (
    <>
      <Answer
        title={
          <>
            {open === 0 ? "No workload" : counted(open, "workload")} in{" "}
            <code className="[unicode-bidi:isolate]">{visibleText(namespace)}</code> {open === 1 || open === 0 ? "is" : "are"}{" "}
            open in a direction.
          </>
        }
      >
        <p>Judged by what the policies say. Pods on the host network are under none of them.</p>
      </Answer>
      <div className="grid gap-4">
        <Panel title="Workloads">
          {workloads.length === 0 ? (
            <EmptyState title="Nothing runs in it">No workload of it was seen.</EmptyState>
          ) : (
            <Workloads workloads={workloads} />
          )}
        </Panel>
        <Panel title="Policies that deny by default">
          <div className="grid gap-3 px-4 py-3">
            <p className="text-ink-2">
              Made from what the namespace declares: its Services, the ports of their pods, and what leads to them. Read it before
              you apply it.
            </p>
            <ul aria-label="What only you can decide" className="grid gap-1">
              {proposal.decide.map((sentence) => (
                <li key={sentence} className="[overflow-wrap:anywhere]">
                  {visibleText(sentence)}
                </li>
              ))}
            </ul>
            <CodeBlock text={proposal.yaml} label={`NetworkPolicies for ${visibleText(namespace)}`} />
          </div>
        </Panel>
      </div>
    </>
  );
}

function Workloads({ workloads }: { workloads: NetworkNamespace["workloads"] }) {
  return (
    <Table caption="Workloads, and what they reach">
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col">Pods</th>
          <th scope="col">Incoming</th>
          <th scope="col">Outgoing</th>
          <th scope="col">Internet</th>
          <th scope="col">Metadata API</th>
          <th scope="col">API server</th>
          <th scope="col">Kubelets</th>
        </tr>
      </thead>
      <tbody>
        {workloads.map(({ kind, name, pods, ingress, egress, reaches }) => (
          <tr key={`${kind}/${name}`}>
            <td data-label="Workload" className="[overflow-wrap:anywhere]">
              <span className="text-ink-3">{kind}</span> <code className="text-ink">{visibleText(name)}</code>
            </td>
            <td data-label="Pods" className="tabular-nums">
              {pods}
            </td>
            <Word label="Incoming" words={isolationWords(ingress)} />
            <Word label="Outgoing" words={isolationWords(egress)} />
            <Word label="Internet" words={reachWords(reaches.internet)} />
            <Word label="Metadata API" words={reachWords(reaches.metadata)} />
            <Word label="API server" words={reachWords(reaches["api-server"])} />
            <Word label="Kubelets" words={reachWords(reaches.kubelets)} />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Word({ label, words }: { label: string; words: string }) {
  return (
    <td data-label={label} className={words === "not known" ? "text-unseen" : words === "open" ? "text-critical" : "text-ink-2"}>
      {words}
    </td>
  );
}
