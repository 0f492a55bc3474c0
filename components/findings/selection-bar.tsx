"use client";
import { useQueryClient } from "@tanstack/react-query";
import { ShieldOff, UserRound, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { problemOf } from "#client/problem.ts";
import { useShortcuts } from "#client/shortcuts.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { notify } from "../ui/toast.tsx";
import { type Filter, keysOptions } from "./finding-query.ts";
import { matchOf, mostChosen, type Selection } from "./selection.ts";
import { selectionActions } from "./selection-actions.tsx";

const WaiveDialog = dynamic(() => import("../waivers/waive-dialog.tsx").then((m) => m.WaiveDialog), { ssr: false });
const AssignDialog = dynamic(() => import("./assign-dialog.tsx").then((m) => m.AssignDialog), { ssr: false });

interface BarProps {
  readonly selection: Selection;
  readonly filter: Filter;
  /** Of the filter. */
  readonly total: number;
}

/** Stands over the list while something is chosen: how many, and what can be done with all of them. */
export function SelectionBar({ selection, filter, total }: BarProps) {
  const [asked, setAsked] = useState<"waive" | "assign" | undefined>(undefined);
  const [loading, setLoading] = useState(false);
  const cache = useQueryClient();
  const chosen = [...selection.chosen.values()];
  const close = () => setAsked(undefined);
  const takeAll = async () => {
    setLoading(true);
    try {
      selection.replace((await cache.fetchQuery(keysOptions(filter))).items);
    } catch (error) {
      notify("Not all could be chosen.", { detail: problemOf(error).remedy, failed: true });
    } finally {
      setLoading(false);
    }
  };
  useShortcuts([{ keys: "Escape", label: "Choose none", group: "Findings", run: selection.clear }]);
  return (
    <section
      aria-label="Chosen findings"
      className="flex flex-none flex-wrap items-center gap-x-3 gap-y-2 border-accent-line border-b bg-accent-soft px-5 py-2 narrow:px-4"
    >
      <b aria-live="polite" className="font-label">
        {chosen.length.toLocaleString("en")} chosen
      </b>
      {chosen.length < Math.min(total, mostChosen) ? (
        <Button size="small" tone="quiet" busy={loading} onClick={() => void takeAll()}>
          {total > mostChosen
            ? `Choose the first ${mostChosen.toLocaleString("en")} of ${total.toLocaleString("en")}`
            : `Choose all ${total.toLocaleString("en")}`}
        </Button>
      ) : null}
      <span className="ml-auto flex flex-wrap items-center gap-2">
        <Button size="small" onClick={() => setAsked("waive")}>
          <ShieldOff aria-hidden />
          Waive
        </Button>
        <Button size="small" onClick={() => setAsked("assign")}>
          <UserRound aria-hidden />
          Assign
        </Button>
        {selectionActions.map((Action) => (
          <Action key={Action.displayName ?? Action.name} chosen={chosen} filter={filter} />
        ))}
        <IconButton label="Choose none" size="small" onClick={selection.clear}>
          <X aria-hidden />
        </IconButton>
      </span>
      {asked === "waive" ? (
        <WaiveDialog match={matchOf(chosen)} name={nameFor(chosen)} onClose={close} onDone={selection.clear} />
      ) : null}
      {asked === "assign" ? <AssignDialog chosen={chosen} onClose={close} onDone={selection.clear} /> : null}
    </section>
  );
}

/** A name that says what was chosen and is not taken yet. */
export function nameFor(chosen: readonly { readonly checkId: string; readonly fingerprint: string }[]): string {
  const checks = new Set(chosen.map((one) => one.checkId));
  const what = checks.size === 1 ? [...checks][0] : `${checks.size} checks`;
  return `${what} ${chosen[0]?.fingerprint.slice(0, 6) ?? ""}`.slice(0, 100);
}
