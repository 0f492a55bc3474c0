"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Answer } from "../../ui/panel.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { TrustPanel } from "./trust-panel.tsx";
import { trustSentence } from "./trust-words.ts";

const views = ["signatures", "builders"] as const;

const BuildersView = dynamic(() => import("./builders-view.tsx").then((m) => m.BuildersView), {
  loading: () => <Skeleton className="h-64 rounded-panel" />,
});
const TrustDialog = dynamic(() => import("./trust-dialog.tsx").then((m) => m.TrustDialog), { ssr: false });
const RemoveTrust = dynamic(() => import("./trust-questions.tsx").then((m) => m.RemoveTrust), { ssr: false });
const SwitchTrust = dynamic(() => import("./trust-questions.tsx").then((m) => m.SwitchTrust), { ssr: false });

export interface TrustQuestion {
  readonly what: "change" | "switch" | "remove";
  readonly profile: TrustProfileView;
}

/** `/supply-chain/trust`: what signatures are trusted by, how old that is, and when it ends; and which builders, how far. */
export function TrustPage() {
  const [view, setView] = useQueryState(
    "view",
    parseAsStringLiteral(views).withDefault("signatures").withOptions({ history: "push" }),
  );
  return (
    <SupplyFrame>
      <Segmented
        label="What is trusted"
        className="mb-4"
        value={view}
        onChange={(next) => void setView(next)}
        options={[
          { value: "signatures", label: "Roots and keys" },
          { value: "builders", label: "Builders" },
        ]}
      />
      {view === "signatures" ? <Trust /> : <BuildersView />}
    </SupplyFrame>
  );
}

function Trust() {
  const query = useQuery(api.trustProfiles.list.queryOptions({ input: {} }));
  const may = useMay("settings:admin");
  const [asked, setAsked] = useState<"new" | TrustQuestion | undefined>(undefined);
  const close = () => setAsked(undefined);
  const add = may ? (
    <Button tone="primary" onClick={() => setAsked("new")} aria-haspopup="dialog">
      <Plus aria-hidden />
      Trust a root or keys
    </Button>
  ) : undefined;
  return (
    <>
      <QueryView page query={query} skeleton={<Waiting />}>
        {({ items }) => (
          <>
            <Answer title={trustSentence(items)} actions={add}>
              A signature counts only where one of these proves it. What each asks for is its own: a log, a trusted time.
            </Answer>
            <div className="grid gap-4">
              {items.map((profile) => (
                <TrustPanel key={profile.id} profile={profile} {...(may && { onAsk: setAsked })} />
              ))}
            </div>
          </>
        )}
      </QueryView>
      {asked === "new" ? <TrustDialog onClose={close} /> : null}
      {asked !== undefined && asked !== "new" ? <Question {...asked} onClose={close} /> : null}
    </>
  );
}

function Question({ what, profile, onClose }: TrustQuestion & { onClose: () => void }) {
  if (what === "change") return <TrustDialog profile={profile} onClose={onClose} />;
  if (what === "switch") return <SwitchTrust profile={profile} onClose={onClose} />;
  return <RemoveTrust profile={profile} onClose={onClose} />;
}

function Waiting() {
  return (
    <>
      <h1 className="sr-only">Trust</h1>
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-5 h-4 w-2/5" />
      <Skeleton className="mb-4 h-64 rounded-panel" />
      <Skeleton className="h-40 rounded-panel" />
    </>
  );
}
