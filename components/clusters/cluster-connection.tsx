"use client";
import { CircleAlert } from "lucide-react";
import { useSyncExternalStore } from "react";
import type { Cluster } from "#contracts/clusters.ts";
import { Badge } from "../ui/badge.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { clock } from "../ui/time-format.ts";
import { credentialState } from "./credential.ts";

const names = {
  token: "service account token",
  clientCertificate: "client certificate",
  inCluster: "of the pod it runs in",
} as const;
const never = () => () => undefined;

/** Where the API server is and how long the credential lasts. The credential itself is write-only. */
export function ClusterConnection({ cluster }: { cluster: Cluster }) {
  const now = useSyncExternalStore(never, clock, () => 0);
  const credential = cluster.credential;
  const state = credential === undefined ? undefined : credentialState(credential, now);
  return (
    <Panel
      title="Connection"
      aside={
        state?.tone === "endless" ? (
          <Badge look="critical">without end</Badge>
        ) : state?.tone === "ended" ? (
          <Badge look="critical">ended</Badge>
        ) : undefined
      }
    >
      {state === undefined ? (
        <p className="px-4 py-3 text-ink-2">No credential is kept for this cluster.</p>
      ) : (
        <p className="flex items-start gap-2 border-line border-b px-4 py-2.5">
          {state.tone === "good" ? (
            <VerdictGlyph verdict="pass" className="mt-1" />
          ) : (
            <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none stroke-2 text-critical" />
          )}
          <span>
            {state.sentence} {state.remedy === undefined ? null : <span className="text-ink-2">{state.remedy}</span>}
          </span>
        </p>
      )}
      <Facts
        className="px-4 py-3"
        items={[
          { name: "API server", value: cluster.server === undefined ? "–" : <ObjectName name={cluster.server} copy wrap /> },
          {
            name: "CA",
            value: cluster.caFingerprint === undefined ? "the system’s roots" : <ObjectName name={cluster.caFingerprint} copy />,
          },
          ...(credential === undefined
            ? []
            : [
                { name: "Credential", value: `${names[credential.kind]}, sealed` },
                { name: "Ends", value: credential.expiresAt === undefined ? "never" : <Time at={credential.expiresAt} /> },
                { name: "Renews", value: credential.renews ? "yes, by the worker" : "no" },
                { name: "Set", value: <Time at={credential.updatedAt} /> },
              ]),
        ]}
      />
    </Panel>
  );
}
