"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { TrustedBuilderView } from "#contracts/supply-chain/builders.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Answer } from "../../ui/panel.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { BuilderPanel } from "./builder-panel.tsx";
import { buildersSentence } from "./builder-words.ts";

const BuilderDialog = dynamic(() => import("./builder-dialog.tsx").then((m) => m.BuilderDialog), { ssr: false });
const RemoveBuilder = dynamic(() => import("./builder-questions.tsx").then((m) => m.RemoveBuilder), { ssr: false });
const SwitchBuilder = dynamic(() => import("./builder-questions.tsx").then((m) => m.SwitchBuilder), { ssr: false });

export interface BuilderQuestion {
  readonly what: "change" | "switch" | "remove";
  readonly builder: TrustedBuilderView;
}

/** The map of trusted builders: who may speak for which builders, and up to which level of SLSA that counts. */
export function BuildersView() {
  const query = useQuery(api.trustedBuilders.list.queryOptions({ input: {} }));
  const may = useMay("settings:admin");
  const [asked, setAsked] = useState<"new" | BuilderQuestion | undefined>(undefined);
  const close = () => setAsked(undefined);
  const add = may ? (
    <Button tone="primary" onClick={() => setAsked("new")} aria-haspopup="dialog">
      <Plus aria-hidden />
      Trust a builder
    </Button>
  ) : undefined;
  return (
    <>
      <QueryView page query={query} skeleton={<Waiting />}>
        {({ items }) => (
          <>
            <Answer title={buildersSentence(items)} actions={add}>
              The level of a build is the highest that an entry grants to who signed its provenance. A provenance that is not
              verified has none, and one whose builder is not here stays at level 1, whatever it says of itself.
            </Answer>
            <div className="grid gap-4">
              {items.map((builder) => (
                <BuilderPanel key={builder.id} builder={builder} {...(may && { onAsk: setAsked })} />
              ))}
            </div>
          </>
        )}
      </QueryView>
      {asked === "new" ? <BuilderDialog onClose={close} /> : null}
      {asked !== undefined && asked !== "new" ? <Question {...asked} onClose={close} /> : null}
    </>
  );
}

function Question({ what, builder, onClose }: BuilderQuestion & { onClose: () => void }) {
  if (what === "change") return <BuilderDialog builder={builder} onClose={onClose} />;
  if (what === "switch") return <SwitchBuilder builder={builder} onClose={onClose} />;
  return <RemoveBuilder builder={builder} onClose={onClose} />;
}

function Waiting() {
  return (
    <>
      <h1 className="sr-only">Trusted builders</h1>
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-5 h-4 w-2/5" />
      <Skeleton className="mb-4 h-48 rounded-panel" />
      <Skeleton className="h-48 rounded-panel" />
    </>
  );
}
