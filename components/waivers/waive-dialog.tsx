"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import { useSession } from "#client/session.ts";
import { longestWaiverDays } from "#contracts/waiver-terms.ts";
import type { Waiver, WaiverMatchInput } from "#contracts/waivers.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input, TextArea } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { clock } from "../ui/time-format.ts";
import { notify } from "../ui/toast.tsx";
import { MatchFields } from "./match-fields.tsx";
import { PreviewOfWaiver, previewOptions } from "./waiver-preview.tsx";
import { beginningOf, counted, dayAhead, dayWords } from "./waiver-words.ts";

interface WaiveProps {
  /** What it is about to begin with. */
  readonly match: WaiverMatchInput;
  /** What it may be called, until somebody types. */
  readonly name: string;
  /** The waiver that is changed; absent, a new one is made. */
  readonly waiver?: Waiver;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

interface Draft {
  readonly name: string;
  readonly reason: string;
  readonly owner: string | undefined;
  readonly ticket: string;
  readonly until: string;
  readonly match: WaiverMatchInput;
}

const presets = [
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "1 year" },
] as const;

function useSave({ waiver, onClose, onDone }: WaiveProps) {
  const cache = useQueryClient();
  const done = async (saved: Waiver) => {
    await Promise.all(
      [api.findings.key(), api.waivers.key(), api.notices.key(), api.fleet.key(), api.clusters.key(), api.scans.key()].map(
        (queryKey) => cache.invalidateQueries({ queryKey }),
      ),
    );
    notify(`${counted(saved.matches, "finding")} waived until ${dayWords(saved.expiresAt)}.`);
    onDone?.();
    onClose();
  };
  const create = useMutation(api.waivers.create.mutationOptions({ onSuccess: done }));
  const change = useMutation(api.waivers.change.mutationOptions({ onSuccess: done }));
  const save = ({ ticket, until, owner = "", ...draft }: Draft) => {
    const terms = { ...draft, owner: owner.trim(), name: draft.name.trim(), reason: draft.reason.trim() };
    if (waiver === undefined)
      create.mutate({ ...terms, expiresAt: beginningOf(until), ...(ticket.trim() !== "" && { ticket: ticket.trim() }) });
    else
      change.mutate({
        ...terms,
        id: waiver.id,
        ticket: ticket.trim() === "" ? null : ticket.trim(),
        expiresAt: untouched(waiver, until),
      });
  };
  const { error, isPending } = waiver === undefined ? create : change;
  return { save, error, busy: isPending };
}

/** A day that nobody changed keeps its hour. */
function untouched(waiver: Waiver, until: string): string {
  return waiver.expiresAt.slice(0, 10) === until ? waiver.expiresAt : beginningOf(until);
}

/** Waives findings: what, why, who answers for it, until when; and before anything happens, what it matches. */
export function WaiveDialog(props: WaiveProps) {
  const { waiver, onClose } = props;
  const me = useSession()?.user.name;
  const now = clock();
  const [draft, setDraft] = useState<Draft>({
    name: waiver?.name ?? props.name,
    reason: waiver?.reason ?? "",
    owner: waiver?.owner,
    ticket: waiver?.ticket ?? "",
    until: waiver?.expiresAt.slice(0, 10) ?? dayAhead(90, now),
    match: waiver?.match ?? props.match,
  });
  const [known, setKnown] = useState(false);
  const { save, error, busy } = useSave(props);
  const preview = useQuery(previewOptions(draft.match)).data;
  const owner = draft.owner ?? me ?? "";
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const critical = preview?.counts.critical ?? 0;
  const blocked = preview === undefined || preview.refused !== undefined || (critical > 0 && !known);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={waiver === undefined ? "Waive findings" : `Change ${waiver.name}`}
      description="What is waived leaves the open list until the day that you choose, and comes back by itself. The decision stays in the audit log."
      width={800}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="waiver" tone="primary" busy={busy} disabled={blocked}>
            {waiver === undefined ? `Waive until ${draft.until === "" ? "…" : dayWords(draft.until)}` : "Change the waiver"}
          </Button>
        </>
      }
    >
      <form
        id="waiver"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked) save({ ...draft, owner });
        }}
      >
        {error === null || problemOf(error).issues?.length ? null : <ProblemLine error={error} />}
        <Field label="Why" hint="What makes it acceptable, and what would change that." error={issueFor(error, "reason")}>
          {(control) => (
            <TextArea
              {...control}
              required
              rows={2}
              maxLength={2000}
              value={draft.reason}
              onChange={(event) => set({ reason: event.target.value })}
            />
          )}
        </Field>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field
            label="Until"
            hint={`At most ${longestWaiverDays} days; from 00:00 UTC it is open again.`}
            error={issueFor(error, "expiresAt")}
          >
            {(control) => (
              <span className="flex flex-wrap items-center gap-2">
                <Input
                  {...control}
                  type="date"
                  required
                  min={dayAhead(1, now)}
                  max={dayAhead(longestWaiverDays, now)}
                  value={draft.until}
                  onChange={(event) => set({ until: event.target.value })}
                  className="w-40"
                />
                {presets.map(({ days, label }) => (
                  <Button key={days} size="small" onClick={() => set({ until: dayAhead(days, now) })}>
                    {label}
                  </Button>
                ))}
              </span>
            )}
          </Field>
          <Field label="Owner" hint="Who answers for it." error={issueFor(error, "owner")}>
            {(control) => (
              <Input
                {...control}
                required
                maxLength={100}
                value={owner}
                onChange={(event) => set({ owner: event.target.value })}
              />
            )}
          </Field>
          <Field label="Ticket (optional)" error={issueFor(error, "ticket")}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                value={draft.ticket}
                onChange={(event) => set({ ticket: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Name"
            error={
              issueFor(error, "name") ??
              (error !== null && problemOf(error).code === "waiverNameTaken" ? problemOf(error).title : undefined)
            }
          >
            {(control) => (
              <Input
                {...control}
                required
                maxLength={100}
                value={draft.name}
                onChange={(event) => set({ name: event.target.value })}
              />
            )}
          </Field>
        </div>
        <fieldset className="grid gap-3 border-0">
          <legend className="mb-1 font-label">What it is about</legend>
          <MatchFields match={draft.match} onChange={(match) => set({ match })} />
        </fieldset>
        <PreviewOfWaiver match={draft.match} />
        {critical > 0 ? (
          <div className="rounded-control border border-critical bg-critical-soft px-3 py-2">
            <Checkbox checked={known} onCheckedChange={(on) => setKnown(on === true)}>
              I know that {counted(critical, "critical finding")} {critical === 1 ? "leaves" : "leave"} the open list, and that
              the cluster is no safer by it.
            </Checkbox>
          </div>
        ) : null}
      </form>
    </Dialog>
  );
}
