"use client";
import { useQuery } from "@tanstack/react-query";
import { GitPullRequest, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { ForgeView } from "#contracts/supply-chain/forges.ts";
import { counted } from "../../access/subject-words.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { EmptyState, SkeletonRows } from "../../ui/states.tsx";
import { HostsNotAllowed } from "../hosts-not-allowed.tsx";
import { CommitSigners } from "./commit-signers.tsx";
import { ForgeTable } from "./forge-table.tsx";

const ForgeDialog = dynamic(() => import("./forge-dialog.tsx").then((m) => m.ForgeDialog), { ssr: false });
const TokenDialog = dynamic(() => import("./forge-questions.tsx").then((m) => m.TokenDialog), { ssr: false });
const CloseDialog = dynamic(() => import("./forge-questions.tsx").then((m) => m.CloseDialog), { ssr: false });

type Asked = { readonly what: "allow"; readonly host: string } | { readonly what: "token" | "close"; readonly forge: ForgeView };

/** Which forges may be asked about commits, with what, and whose signatures on commits are trusted. */
export function ForgeSettings() {
  const query = useQuery(api.forges.list.queryOptions({ input: {} }));
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const close = () => setAsked(undefined);
  return (
    <div className="grid gap-4">
      <QueryView query={query} skeleton={<Waiting />}>
        {(list) => (
          <>
            <HostsNotAllowed
              title={`${counted(list.notListed.length, "forge", "forges")} that images come from may not be asked`}
              hosts={list.notListed.map(({ host, commits }) => ({ host, holds: counted(commits, "commit") }))}
              onAllow={(host) => setAsked({ what: "allow", host })}
            />
            <Listed
              forges={list.items}
              onAllow={() => setAsked({ what: "allow", host: "" })}
              onAsk={(what, forge) => setAsked({ what, forge })}
            />
          </>
        )}
      </QueryView>
      <CommitSigners />
      {asked?.what === "allow" ? <ForgeDialog host={asked.host} onClose={close} /> : null}
      {asked?.what === "token" ? <TokenDialog forge={asked.forge} onClose={close} /> : null}
      {asked?.what === "close" ? <CloseDialog forge={asked.forge} onClose={close} /> : null}
    </div>
  );
}

interface ListedProps {
  readonly forges: readonly ForgeView[];
  readonly onAllow: () => void;
  readonly onAsk: (what: "token" | "close", forge: ForgeView) => void;
}

function Listed({ forges, onAllow, onAsk }: ListedProps) {
  const allow = (
    <Button size="small" onClick={onAllow} aria-haspopup="dialog">
      <Plus aria-hidden />
      Allow a forge
    </Button>
  );
  return (
    <Panel title="Forges" aside={forges.length === 0 ? undefined : allow}>
      {forges.length === 0 ? (
        <EmptyState icon={<GitPullRequest aria-hidden />} title="No forge may be asked yet" className="!py-8" action={allow}>
          Drydock asks GitHub or GitLab about the commits that images name only when you allow it and give a token. Until then it
          says of commits, reviews and branches that nobody looked.
        </EmptyState>
      ) : (
        <ForgeTable forges={forges} onAsk={onAsk} />
      )}
      <PanelFooter>
        Only the worker asks, and only these hosts. A token is sealed for its forge, sent to its API alone, and cannot be read
        again. What a forge says is shown as its word, apart from what was verified. Scorecard and Clair are listed here, too:
        Clair is asked about the images that run, by their digests.
      </PanelFooter>
    </Panel>
  );
}

function Waiting() {
  return (
    <div className="rounded-panel border border-line bg-panel">
      <SkeletonRows rows={3} columns={5} />
    </div>
  );
}
