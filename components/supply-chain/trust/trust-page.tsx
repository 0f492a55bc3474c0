"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Answer } from "../../ui/panel.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { TrustPanel } from "./trust-panel.tsx";
import { trustSentence } from "./trust-words.ts";

const TrustDialog = dynamic(() => import("./trust-dialog.tsx").then((m) => m.TrustDialog), { ssr: false });
const RemoveTrust = dynamic(() => import("./trust-questions.tsx").then((m) => m.RemoveTrust), { ssr: false });
const SwitchTrust = dynamic(() => import("./trust-questions.tsx").then((m) => m.SwitchTrust), { ssr: false });

export interface TrustQuestion {
  readonly what: "change" | "switch" | "remove";
  readonly profile: TrustProfileView;
}

/** `/supply-chain/trust`: what signatures are trusted by, how old that is, and when it ends. */
export function TrustPage() {
  return (
    <SupplyFrame>
      <Trust />
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
