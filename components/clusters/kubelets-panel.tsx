"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { gatherKubelets, sendKubelets } from "#client/kubelets.ts";
import type { Cluster } from "#contracts/clusters.ts";
import type { Kubelet, Kubelets } from "#contracts/kubelets.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Facts } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { EvidencePanel, NothingUploaded, UploadedBy } from "./evidence-panel.tsx";
import { EvidenceUpload } from "./evidence-upload.tsx";
import { count } from "./words.ts";

/** What was uploaded of the kubelets, or how to gather it. */
export function KubeletsPanel({ cluster }: { cluster: Cluster }) {
  const query = useQuery(api.kubelets.get.queryOptions({ input: { id: cluster.id } }));
  return (
    <EvidencePanel title="What kubelets say of themselves" query={query}>
      {({ kubelets }) => (
        <>
          {kubelets === undefined ? (
            <NothingUploaded>
              Nothing was uploaded: control groups, flags and the runtime’s end of support are not assessed where the API does not
              show them.
            </NothingUploaded>
          ) : (
            <Uploaded kubelets={kubelets} />
          )}
          <HowTo open={kubelets === undefined} />
          <EvidenceUpload
            cluster={cluster}
            there={kubelets !== undefined}
            accept=".txt,.log,.prom,.json,.gz"
            label="What kubelets say of themselves, text, plain or gzip"
            words={{ first: "Upload the file", newer: "Upload a newer file" }}
            said={{
              sent: "What the kubelets say is read.",
              detail: "Plans of upgrades use it now, findings from the next scan on. The file itself is not kept.",
              removed: "What the kubelets said is removed.",
            }}
            of={{ key: api.kubelets.key(), send: sendKubelets, remove: (id) => api.kubelets.remove.call({ id }) }}
            hint="A few facts of each node are kept. A newer file takes the place of the last, for all nodes."
          />
        </>
      )}
    </EvidencePanel>
  );
}

function Uploaded({ kubelets }: { kubelets: Kubelets }) {
  const { nodes, unread, uploadedAt } = kubelets;
  const oldest = nodes.map(({ seenAt }) => seenAt).sort()[0] ?? uploadedAt;
  return (
    <>
      <Facts
        items={[
          { name: "Nodes", value: nodes.length.toLocaleString("en-GB") },
          { name: "Gathered", value: <Time at={oldest} /> },
          { name: "Uploaded", value: <UploadedBy of={kubelets} /> },
          ...(unread === 0 ? [] : [{ name: "Not read", value: count(unread, "line") }]),
        ]}
      />
      <Nodes nodes={nodes} />
    </>
  );
}

const aPage = 5;

function Nodes({ nodes }: { nodes: readonly Kubelet[] }) {
  const [shown, setShown] = useState(aPage);
  const rest = nodes.length - shown;
  return (
    <>
      <ul aria-label="Nodes of which something was uploaded" className="grid gap-1.5">
        {nodes.slice(0, shown).map((kubelet) => (
          <li key={kubelet.node}>
            <code className="block truncate" title={kubelet.node}>
              {kubelet.node}
            </code>
            <span className="text-12 text-ink-2">{partsOf(kubelet)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button size="small" tone="quiet" className="justify-self-start" onClick={() => setShown(shown + 50)}>
          Show {Math.min(rest, 50)} more of {rest}
        </Button>
      ) : null}
    </>
  );
}

/** What of the three is there, and by name what is not. */
function partsOf({ version, metrics, configuration, commandLine }: Kubelet): string {
  const parts = [
    { name: "metrics", is: metrics },
    { name: "configuration", is: configuration },
    { name: "command line", is: commandLine },
  ];
  const there = parts.filter(({ is }) => is).map(({ name }) => name);
  const missing = parts.filter(({ is }) => !is).map(({ name }) => name);
  return [
    ...(version === undefined ? [] : [version]),
    there.length === 0 ? "a part of its metrics" : there.join(", "),
    ...(missing.length === 0 ? [] : [`without ${missing.join(" and ")}`]),
  ].join(" · ");
}

function HowTo({ open }: { open: boolean }) {
  return (
    <details open={open}>
      <summary className="min-h-6 cursor-pointer text-accent-text">How to gather it</summary>
      <div className="mt-2 grid gap-2">
        <p className="text-ink-2">Where kubectl may get nodes/proxy:</p>
        <CodeBlock text={gatherKubelets} label="Command that gathers it" />
        <p className="text-ink-2">
          The API shows no command line. To have flags judged too, add it below its node’s line: what{" "}
          <code>ps -ww -o args= -C kubelet</code> prints on the node.
        </p>
      </div>
    </details>
  );
}
