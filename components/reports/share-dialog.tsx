"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { ShareLink, ShareRules } from "#contracts/share-links.ts";
import type { View } from "#contracts/views.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy.tsx";
import { Checkbox, Field, Input, Select } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { clock } from "../ui/time-format.ts";
import { consequence, type Decisions, endOf, livesOf, newSeed } from "./share-draft.ts";
import { SharePreview } from "./share-preview.tsx";

interface ShareDialogProps {
  readonly view: View;
  readonly title: string;
  readonly onClose: () => void;
}

/** Makes a link: what it shows, for how long, to whom, what they will see; and then the address, once. */
export function ShareDialog({ view, title, onClose }: ShareDialogProps) {
  const rules = useQuery(api.shareLinks.rules.queryOptions());
  const [made, setMade] = useState<Made | undefined>(undefined);
  const words = made === undefined ? "Share this view" : "The link is made";
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width={made === undefined ? 800 : 640}
      title={words}
      description={
        made === undefined
          ? "A report that is frozen to what this page rests on now, behind a link."
          : "Copy it now: the address is shown this once and kept nowhere."
      }
      footer={
        made === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button tone="primary" type="submit" form="share" disabled={rules.data === undefined} id="share-submit">
              Make the link
            </Button>
          </>
        ) : (
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {made !== undefined ? (
        <Address made={made} />
      ) : rules.data === undefined ? (
        rules.isError ? (
          <ErrorState error={problemOf(rules.error)} retry={() => void rules.refetch()} />
        ) : (
          <SkeletonRows rows={5} columns={1} />
        )
      ) : (
        <ShareForm view={view} title={title} rules={rules.data} onMade={setMade} />
      )}
    </Dialog>
  );
}

interface Made {
  readonly url: string;
  readonly link: ShareLink;
}

function zoneOf(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

interface ShareFormProps {
  readonly view: View;
  readonly title: string;
  readonly rules: ShareRules;
  readonly onMade: (made: Made) => void;
}

function ShareForm({ view, title, rules, onMade }: ShareFormProps) {
  const cache = useQueryClient();
  const [seed] = useState(newSeed);
  const [decisions, setDecisions] = useState<Decisions>({
    title,
    days: rules.defaultDays,
    hideEndpoint: true,
    pseudonyms: false,
    signedInOnly: !rules.publicSharing,
  });
  const [settledTitle, setSettledTitle] = useState(title);
  const create = useMutation(
    api.shareLinks.create.mutationOptions({
      onSuccess: async (answer) => {
        onMade(answer);
        await cache.invalidateQueries({ queryKey: api.shareLinks.list.key() });
      },
    }),
  );
  const change = (part: Partial<Decisions>) => setDecisions((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending) create.mutate({ view, ...decisions, seed });
  };
  const problem = create.isError ? problemOf(create.error) : undefined;
  return (
    <form id="share" onSubmit={submit} className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_auto]">
        <Field label="Title">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={120}
              value={decisions.title}
              onChange={(event) => change({ title: event.target.value })}
              onBlur={() => setSettledTitle(decisions.title)}
            />
          )}
        </Field>
        <Field label="Ends">
          {(control) => (
            <Select
              {...control}
              size="large"
              value={String(decisions.days)}
              onChange={(event) => change({ days: Number(event.target.value) })}
            >
              {livesOf(rules).map((days) => (
                <option key={days} value={days}>
                  in {days === 1 ? "1 day" : `${days} days`}: {endOf(days, clock(), zoneOf())}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Redaction decisions={decisions} rules={rules} onChange={change} />
      <SharePreview view={view} decisions={{ ...decisions, title: settledTitle }} seed={seed} />
      <p className="rounded-control border border-line-strong bg-sunk px-3 py-2">{consequence(decisions, clock(), zoneOf())}</p>
      {problem === undefined ? null : (
        <p role="alert" className="text-critical">
          {problem.issues?.[0]?.message ?? problem.title} {problem.remedy}
        </p>
      )}
    </form>
  );
}

interface RedactionProps {
  readonly decisions: Decisions;
  readonly rules: ShareRules;
  readonly onChange: (change: Partial<Decisions>) => void;
}

function Redaction({ decisions, rules, onChange }: RedactionProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-label">What is left out, and who may read it</legend>
      <Checkbox checked={decisions.hideEndpoint} onCheckedChange={(on) => onChange({ hideEndpoint: on === true })}>
        Leave out the addresses of API servers
      </Checkbox>
      <Checkbox checked={decisions.pseudonyms} onCheckedChange={(on) => onChange({ pseudonyms: on === true })}>
        Give users, groups and service accounts other names, and whatever is called like them
      </Checkbox>
      <Checkbox
        checked={decisions.signedInOnly}
        disabled={!rules.publicSharing}
        onCheckedChange={(on) => onChange({ signedInOnly: on === true })}
      >
        Only for people who sign in{rules.publicSharing ? "" : ": other links are switched off in this installation"}
      </Checkbox>
    </fieldset>
  );
}

function Address({ made }: { made: Made }) {
  return (
    <div className="grid gap-3">
      <Field label="Address of the report">
        {(control) => (
          <Input {...control} mono readOnly value={made.url} onFocus={(event) => event.target.select()} className="w-full" />
        )}
      </Field>
      <div>
        <CopyButton
          text={made.url}
          label="Copy the link"
          className="!h-8 !border-accent !bg-accent !px-3 !text-13 !text-accent-ink"
        />
      </div>
      <p className="text-ink-2">
        {made.link.signedInOnly ? "It opens for people who sign in." : "It opens for everybody who has it."} It ends on{" "}
        {endOf(0, Date.parse(made.link.expiresAt), zoneOf())}. Under Reports you see when it was last opened, and can end it at
        once.
      </p>
    </div>
  );
}
