"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { FoundPolicies, FoundPolicy } from "#contracts/supply-chain/policies.ts";
import { counted } from "../../access/subject-words.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Input, TextArea } from "../../ui/field.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { PartialBanner, Skeleton } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { FoundPolicyView } from "./found-policy.tsx";
import { TakeDialog, type TakenRules } from "./take-dialog.tsx";

const sources = ["clusters", "text"] as const;

const keyOf = ({ origin, clusters, policies }: FoundPolicy) => JSON.stringify([origin, clusters, policies]);

/** Takes over policies of admission controllers: what each would be here, what would be made of those that are chosen, all or none. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [source, setSource] = useState<(typeof sources)[number]>("clusters");
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState(true);
  const found = useQuery(api.signingPolicies.found.queryOptions({ input: {}, enabled: source === "clusters" }));
  const read = useMutation(api.signingPolicies.read.mutationOptions());
  const preview = useMutation(api.signingPolicies.take.mutationOptions());
  const data = source === "clusters" ? found.data : read.data;
  const wanted = data?.items.filter((item) => chosen.has(keyOf(item))) ?? [];
  const error = preview.error ?? (source === "clusters" ? found.error : read.error);
  if (preview.data !== undefined)
    return (
      <TakeDialog preview={preview.data} rules={rulesOf(wanted)} draft={draft} onBack={() => preview.reset()} onClose={onClose} />
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Take over policies"
      description="ClusterImagePolicy of policy-controller, and Kyverno's policies that verify images. What cannot be said here is named."
      width={800}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            disabled={wanted.length === 0}
            busy={preview.isPending}
            onClick={() => preview.mutate({ rules: rulesOf(wanted), draft, preview: true })}
          >
            {wanted.length === 0 ? "Choose what to take over" : "Show what is made of them"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Segmented
          label="Where they are"
          className="justify-self-start"
          value={source}
          onChange={(next) => {
            setSource(next);
            setChosen(new Set());
          }}
          options={[
            { value: "clusters", label: "Found in clusters" },
            { value: "text", label: "From a text" },
          ]}
        />
        {source === "text" ? (
          <TextFields text={text} onText={setText} onRead={() => read.mutate({ text })} busy={read.isPending} />
        ) : null}
        {error === null ? null : <ProblemLine error={error} />}
        {source === "clusters" && found.isPending ? <Skeleton className="h-40 rounded-control" /> : null}
        {data === undefined ? null : (
          <Found
            data={data}
            chosen={chosen}
            onChoose={(item, on) => {
              const next = new Set(chosen);
              if (on) next.add(keyOf(item));
              else next.delete(keyOf(item));
              setChosen(next);
            }}
          />
        )}
        {data === undefined || data.items.length === 0 ? null : (
          <Checkbox checked={draft} onCheckedChange={(on) => setDraft(on === true)}>
            As drafts: try them on what runs first
          </Checkbox>
        )}
      </div>
    </Dialog>
  );
}

interface TextProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onRead: () => void;
  readonly busy: boolean;
}

function TextFields({ text, onText, onRead, busy }: TextProps) {
  return (
    <div className="grid gap-3">
      <Field label="File">
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".yaml,.yml,.json"
            onChange={async (event) => {
              const given = await event.target.files?.[0]?.text();
              if (given !== undefined) onText(given);
            }}
          />
        )}
      </Field>
      <Field label="Or its text" hint="As kubectl writes it: YAML or JSON, also a list.">
        {(control) => (
          <TextArea
            {...control}
            mono
            rows={6}
            spellCheck={false}
            maxLength={1_048_576}
            value={text}
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </Field>
      <span>
        <Button busy={busy} disabled={text.trim() === ""} onClick={onRead}>
          Read it
        </Button>
      </span>
    </div>
  );
}

interface FoundProps {
  readonly data: FoundPolicies;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (item: FoundPolicy, on: boolean) => void;
}

function Found({ data: { items, other, unread, notLooked }, chosen, onChoose }: FoundProps) {
  return (
    <>
      <NotLooked clusters={notLooked} />
      {unread.length === 0 ? null : <p className="text-12 text-unseen">Not read: {unread.map(visibleText).join("; ")}</p>}
      {other.length === 0 ? null : (
        <p className="text-12 text-ink-3">
          Passed over, since they are no policies about images: {other.map(visibleText).join(", ")}.
        </p>
      )}
      {items.length === 0 ? (
        <p className="text-ink-2">
          {notLooked.length === 0 ? "There" : "In what was seen, there"} is no policy of policy-controller or Kyverno that
          verifies images.
        </p>
      ) : (
        <ul aria-label="Policies" className="rounded-control border border-line">
          {items.map((item) => (
            <FoundPolicyView
              key={keyOf(item)}
              found={item}
              chosen={chosen.has(keyOf(item))}
              onChoose={(on) => onChoose(item, on)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** Where nobody could look for policies, by why. */
function NotLooked({ clusters }: { clusters: FoundPolicies["notLooked"] }) {
  const reasons = Map.groupBy(clusters, ({ reason }) => reason);
  if (reasons.size === 0) return null;
  return (
    <PartialBanner title={`The policies of ${counted(clusters.length, "cluster")} could not be seen`}>
      <ul className="mt-1 grid gap-1 text-12">
        {[...reasons].map(([reason, own]) => (
          <li key={reason} className="[overflow-wrap:anywhere]">
            <b className="font-label">{own.map(({ name }) => visibleText(name)).join(", ")}</b>: {visibleText(reason)}
          </li>
        ))}
      </ul>
    </PartialBanner>
  );
}

const rulesOf = (found: readonly FoundPolicy[]): TakenRules =>
  found.map(({ origin, policies, keys, clusters, untranslated }) => ({
    origin: { ...origin, ...(clusters[0] && { cluster: clusters[0].name }), untranslated },
    policies,
    keys: keys.map(({ name, pem }) => ({ name, pem })),
  }));
