"use client";
import type { Connection } from "#contracts/clusters.ts";
import { Button } from "../../ui/button.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { ConnectionResult } from "./connection-result.tsx";
import { type ConnectedWay, connectionOf, type Draft } from "./draft.ts";
import { useConnectionTest } from "./use-connection-test.ts";
import { presetOf, useContexts } from "./use-contexts.ts";
import { WizardFoot } from "./wizard-foot.tsx";
import { nameFrom } from "./wizard-state.ts";

interface ConnectStepProps {
  way: ConnectedWay;
  secrets: boolean;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onBack: (() => void) | undefined;
  /** The connection that was tested, and a name that suggests itself. */
  onDone: (connection: Connection, suggested: string) => void;
  /** What the last button says. */
  doneLabel?: string;
}

function suggestionOf(way: ConnectedWay, draft: Draft): string {
  if (way === "inCluster") return "this-cluster";
  return way === "kubeconfig"
    ? nameFrom(draft.context ?? "")
    : nameFrom(draft.server.replace(/^https:\/\//, "").split(/[.:/]/)[0] ?? "");
}

/** What to connect with, tested in the worker before it is kept. */
export function ConnectStep({ way, secrets, draft, onDraft, onBack, onDone, doneLabel = "Continue" }: ConnectStepProps) {
  const test = useConnectionTest();
  const contexts = useContexts(way === "kubeconfig" ? draft.kubeconfig : "").data?.contexts ?? [];
  const meant = way === "kubeconfig" ? { ...draft, context: draft.context ?? presetOf(contexts) } : draft;
  const connection = way === "kubeconfig" && meant.context === undefined ? undefined : connectionOf(way, meant);
  const passed = test.result?.state === "done" && (test.result.category === "ok" || test.result.category === "forbidden");
  const change = (next: Draft) => {
    test.forget();
    onDraft(next);
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (connection !== undefined) test.start(connection, secrets);
      }}
    >
      <ConnectionForm way={way} draft={draft} onDraft={change} error={test.error} />
      <ConnectionResult test={test} />
      <WizardFoot onBack={onBack}>
        <Button
          type="submit"
          size="large"
          tone={passed ? "plain" : "primary"}
          disabled={connection === undefined}
          busy={test.running}
        >
          {test.running ? "Testing" : test.result === undefined ? "Test the connection" : "Test again"}
        </Button>
        {passed && connection !== undefined ? (
          <Button size="large" tone="primary" onClick={() => onDone(connection, suggestionOf(way, meant))}>
            {doneLabel}
          </Button>
        ) : null}
      </WizardFoot>
    </form>
  );
}
