"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { NetworkNamespace } from "#contracts/network.ts";
import { DetailView } from "../../shell/detail-view.tsx";
import { ImagesOfNamespace } from "../../supply-chain/links-here.tsx";
import { CodeBlock } from "../../ui/copy.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { isolationWords, openSentence, reachWords } from "./network-words.ts";

interface ViewProps {
  readonly scanId: string;
  readonly namespace: string;
  readonly onClose: () => void;
}

/** One namespace: its workloads with what they reach, and policies that would deny by default. */
export function NetworkNamespaceView({ scanId, namespace, onClose }: ViewProps) {
  const query = useQuery(api.network.namespace.queryOptions({ input: { id: scanId, namespace } }));
  return (
    <DetailView back="All namespaces" name="One namespace" query={query} onClose={onClose}>
      {(found) => <Found found={found} />}
    </DetailView>
  );
}

function Found({ found }: { found: NetworkNamespace }) {
  const { namespace, workloads, proposal } = found;
  const [before, after] = openSentence(found);
  return (
    <>
      <Answer
        title={
          <>
            {before} in <code className="[unicode-bidi:isolate]">{visibleText(namespace)}</code> {after}
          </>
        }
        actions={<ImagesOfNamespace namespace={namespace} />}
      >
        <p>Judged by what the policies say. Pods on the host network are under none of them.</p>
      </Answer>
      <div className="grid gap-4">
        <Panel title="Workloads">
          {workloads.length === 0 ? (
            <EmptyState title={found.complete ? "Nothing runs in it" : "Nothing of it was seen"}>
              {found.complete ? "No workload is there." : "Not all that runs in it, or its policies, could be read."}
            </EmptyState>
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
