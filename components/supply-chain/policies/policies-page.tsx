"use client";
import { useQuery } from "@tanstack/react-query";
import { FileCheck2 } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Answer } from "../../ui/panel.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { PolicyPanel } from "./policy-panel.tsx";
import { policiesSentence } from "./policy-words.ts";

const DryRunView = dynamic(() => import("./dry-run-view.tsx").then((m) => m.DryRunView), {
  loading: () => <Skeleton className="h-64 rounded-panel" />,
});
const PolicyDialog = dynamic(() => import("./policy-dialog.tsx").then((m) => m.PolicyDialog), { ssr: false });
const ImportDialog = dynamic(() => import("./import-dialog.tsx").then((m) => m.ImportDialog), { ssr: false });
const ExportDialog = dynamic(() => import("./export-dialog.tsx").then((m) => m.ExportDialog), { ssr: false });
const RemovePolicy = dynamic(() => import("./remove-policy.tsx").then((m) => m.RemovePolicy), { ssr: false });

const views = ["policies", "dry-run"] as const;

export interface PolicyQuestion {
  readonly what: "change" | "export" | "remove";
  readonly policy: SigningPolicy;
}
type Asked = "new" | "import" | "export" | PolicyQuestion;

/** `/supply-chain/policies`: who may sign which images, and what would be refused if that were enforced today. */
export function PoliciesPage() {
  const [view, setView] = useQueryState(
    "view",
    parseAsStringLiteral(views).withDefault("policies").withOptions({ history: "push" }),
  );
  return (
    <SupplyFrame>
      <Segmented
        label="What is shown"
        className="mb-4"
        value={view}
        onChange={(next) => void setView(next)}
        options={[
          { value: "policies", label: "Policies" },
          { value: "dry-run", label: "Dry run" },
        ]}
      />
      {view === "policies" ? <Policies /> : <DryRunView />}
    </SupplyFrame>
  );
}

function Policies() {
  const query = useQuery(api.signingPolicies.list.queryOptions({ input: {} }));
  const may = useMay("settings:admin");
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  return (
    <>
      <QueryView page query={query} skeleton={<Waiting />}>
        {({ items }) =>
          items.length === 0 ? (
            <NoPolicies may={may} onAsk={setAsked} />
          ) : (
            <>
              <Answer title={policiesSentence(items)} actions={<Actions may={may} onAsk={setAsked} />}>
                An image is verified where every policy that names it allows its signer. What no policy names is signed by
                somebody, and trusted for nothing.
              </Answer>
              <div className="grid gap-4">
                {items.map((policy) => (
                  <PolicyPanel key={policy.id} policy={policy} may={may} onAsk={setAsked} />
                ))}
              </div>
            </>
          )
        }
      </QueryView>
      <Question asked={asked} onClose={() => setAsked(undefined)} />
    </>
  );
}

interface ActionsProps {
  readonly may: boolean;
  readonly onAsk: (asked: Asked) => void;
}

function Actions({ may, onAsk }: ActionsProps) {
  return (
    <>
      <Button onClick={() => onAsk("export")} aria-haspopup="dialog">
        Write for a controller
      </Button>
      {may ? (
        <>
          <Button onClick={() => onAsk("import")} aria-haspopup="dialog">
            Take over
          </Button>
          <Button tone="primary" onClick={() => onAsk("new")} aria-haspopup="dialog">
            New policy
          </Button>
        </>
      ) : null}
    </>
  );
}

function NoPolicies({ may, onAsk }: ActionsProps) {
  return (
    <>
      <h1 className="sr-only">Policies</h1>
      <EmptyState
        icon={<FileCheck2 aria-hidden />}
        title="No policy says who may sign"
        action={
          may ? (
            <>
              <Button tone="primary" onClick={() => onAsk("new")} aria-haspopup="dialog">
                Write a policy
              </Button>
              <Button onClick={() => onAsk("import")} aria-haspopup="dialog">
                Take over those of a cluster
              </Button>
            </>
          ) : undefined
        }
      >
        Until one does, a sound signature by an identity is of somebody, and trusted for nothing. A policy names images, who may
        sign them, and which repositories of source they may come from.
      </EmptyState>
    </>
  );
}

function Question({ asked, onClose }: { asked: Asked | undefined; onClose: () => void }) {
  if (asked === undefined) return null;
  if (asked === "new") return <PolicyDialog onClose={onClose} />;
  if (asked === "import") return <ImportDialog onClose={onClose} />;
  if (asked === "export") return <ExportDialog onClose={onClose} />;
  if (asked.what === "change") return <PolicyDialog policy={asked.policy} onClose={onClose} />;
  if (asked.what === "export") return <ExportDialog policy={asked.policy} onClose={onClose} />;
  return <RemovePolicy policy={asked.policy} onClose={onClose} />;
}

function Waiting() {
  return (
    <>
      <h1 className="sr-only">Policies</h1>
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-5 h-4 w-2/5" />
      <Skeleton className="mb-4 h-40 rounded-panel" />
      <Skeleton className="h-40 rounded-panel" />
    </>
  );
}
