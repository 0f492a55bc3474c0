"use client";
import { useQuery } from "@tanstack/react-query";
import { GitPullRequest, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { ForgeList, ForgeView } from "#contracts/supply-chain/forges.ts";
import { counted } from "../../access/subject-words.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { EmptyState, PartialBanner, SkeletonRows } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
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
            <NotListed hosts={list.notListed} onAllow={(host) => setAsked({ what: "allow", host })} />
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
        again. What a forge says is shown as its word, apart from what was verified.
      </PanelFooter>
    </Panel>
  );
}

/** Commits of hosts that nobody may ask: nobody can say who wrote them. */
function NotListed({ hosts, onAllow }: { hosts: ForgeList["notListed"]; onAllow: (host: string) => void }) {
  if (hosts.length === 0) return null;
  return (
    <PartialBanner title={`${counted(hosts.length, "forge", "forges")} that images come from may not be asked`}>
      <ul className="mt-1 grid gap-1">
        {hosts.map(({ host, commits }) => (
          <li key={host} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(host)}</code>
            <span>{counted(commits, "commit")}</span>
            <Button size="small" onClick={() => onAllow(host)} aria-label={`Allow ${visibleText(host)}`} aria-haspopup="dialog">
              Allow
            </Button>
          </li>
        ))}
      </ul>
    </PartialBanner>
  );
}

function Waiting() {
  return (
    <div className="rounded-panel border border-line bg-panel">
      <SkeletonRows rows={3} columns={5} />
    </div>
  );
}
