"use client";
import { FileUp } from "lucide-react";
import { issueFor } from "#client/problem.ts";
import { Field, Input, TextArea } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ContextChoice } from "./context-choice.tsx";
import type { ConnectedWay, Draft } from "./draft.ts";

interface ConnectionFormProps {
  way: ConnectedWay;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  error: Error | undefined;
}

/** Asks for a file and reads it in the browser; limited to what the API accepts. */
function FilePick({ label, onText }: { label: string; onText: (text: string) => void }) {
  return (
    <label className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-control border border-line-strong bg-panel px-2.5 font-label hover:bg-sunk has-focus-visible:[box-shadow:var(--focus-ring)]">
      <FileUp aria-hidden className="size-4 stroke-[1.5] text-ink-3" />
      {label}
      <input
        type="file"
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file !== undefined && file.size <= 12_000_000) void file.text().then(onText);
        }}
      />
    </label>
  );
}

function KubeconfigForm({ draft, onDraft }: Omit<ConnectionFormProps, "way" | "error">) {
  return (
    <Panel
      title="Kubeconfig"
      aside={<FilePick label="Choose a file" onText={(text) => onDraft({ ...draft, kubeconfig: text, context: undefined })} />}
    >
      <div className="grid gap-4 p-4">
        <Field
          label="Paste it here"
          hint="It is read strictly: fields that run a program, read a file or weaken TLS are refused by name."
        >
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={9}
              spellCheck={false}
              autoComplete="off"
              value={draft.kubeconfig}
              onChange={(event) => onDraft({ ...draft, kubeconfig: event.target.value, context: undefined })}
            />
          )}
        </Field>
        <ContextChoice text={draft.kubeconfig} chosen={draft.context} onChoose={(context) => onDraft({ ...draft, context })} />
      </div>
    </Panel>
  );
}

function TokenForm({ draft, onDraft, error }: Omit<ConnectionFormProps, "way">) {
  const set = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  return (
    <Panel title="API server">
      <div className="grid gap-4 p-4">
        <Field
          label="Address"
          hint="The https address of the API server itself, without a path."
          error={issueFor(error, "connection.server")}
        >
          {(control) => (
            <Input
              {...control}
              mono
              required
              type="url"
              placeholder="https://api.example.org:6443"
              value={draft.server}
              onChange={(event) => set({ server: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="CA certificate"
          hint="PEM, or base64 of it. Leave it empty where the system’s roots know the server."
          error={issueFor(error, "connection.caData")}
        >
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={4}
              spellCheck={false}
              value={draft.caData}
              onChange={(event) => set({ caData: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Token"
          hint="It is sealed on arrival and can never be read back."
          error={issueFor(error, "connection.token")}
        >
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={3}
              required
              spellCheck={false}
              autoComplete="off"
              value={draft.token}
              onChange={(event) => set({ token: event.target.value })}
            />
          )}
        </Field>
        <details>
          <summary className="inline-flex min-h-6 items-center text-accent-text">The certificate names another host</summary>
          <Field className="mt-2" label="TLS server name" hint="The name that the server’s certificate is checked against.">
            {(control) => (
              <Input
                {...control}
                mono
                value={draft.tlsServerName}
                onChange={(event) => set({ tlsServerName: event.target.value })}
              />
            )}
          </Field>
        </details>
      </div>
    </Panel>
  );
}

/** What a connection is made of, for each way. */
export function ConnectionForm({ way, draft, onDraft, error }: ConnectionFormProps) {
  if (way === "kubeconfig") return <KubeconfigForm draft={draft} onDraft={onDraft} />;
  if (way === "token") return <TokenForm draft={draft} onDraft={onDraft} error={error} />;
  return (
    <Panel title="The cluster that Drydock runs in">
      <p className="px-4 py-4 text-ink-2">
        The worker uses the service account of its own pod. The test shows what that account may read.
      </p>
    </Panel>
  );
}
