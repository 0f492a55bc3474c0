import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api } from "#client/api.ts";
import type { ChecklistItemView } from "#contracts/checklist.ts";
import { longestStatement } from "#contracts/checklist-terms.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input, TextArea } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";

interface AttestProps {
  readonly clusterId: string;
  readonly item: ChecklistItemView;
  readonly onClose: () => void;
}

/** Answers for an item of the list, or takes the statement back. */
export function AttestDialog({ clusterId, item, onClose }: AttestProps) {
  const form = useId();
  const queries = useQueryClient();
  const { statement: known } = item;
  const [draft, setDraft] = useState({
    ...{ statement: known?.statement ?? "", evidence: known?.evidence ?? "", owner: known?.owner ?? "" },
    expiresOn: "",
  });
  const set = (change: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...change }));
  const done = (sentence: string) => async () => {
    await queries.invalidateQueries({ queryKey: api.checklist.key() });
    notify(sentence);
    onClose();
  };
  const attest = useMutation(api.checklist.attest.mutationOptions({ onSuccess: done("The statement stands in the list.") }));
  const withdraw = useMutation(api.checklist.withdraw.mutationOptions({ onSuccess: done("The statement is taken back.") }));
  const place = { id: clusterId, item: item.id };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { evidence, ...rest } = draft;
    attest.mutate({ ...place, ...rest, ...(evidence.trim() !== "" && { evidence: evidence.trim() }) });
  };
  const error = attest.error ?? withdraw.error;
  return (
    <Dialog
      open
      width={640}
      onOpenChange={(open) => !open && onClose()}
      title={item.text}
      description="You answer for this item until the day below. Everybody who sees the cluster reads it, and the audit log keeps who said so. A check that finds something still fails the item."
      footer={
        <>
          {known === undefined ? null : (
            <Button onClick={() => withdraw.mutate(place)} busy={withdraw.isPending}>
              Take the statement back
            </Button>
          )}
          <Button type="submit" form={form} tone="primary" busy={attest.isPending}>
            State it
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Field label="What is so, and how one knows">
          {(control) => (
            <TextArea
              {...control}
              required
              rows={4}
              maxLength={longestStatement}
              value={draft.statement}
              onChange={(event) => set({ statement: event.target.value })}
            />
          )}
        </Field>
        <Field label="Link to the evidence" hint="An address that begins with https:// or http://. It may stay empty.">
          {(control) => (
            <Input
              {...control}
              type="url"
              pattern="https?://.+"
              value={draft.evidence}
              onChange={(event) => set({ evidence: event.target.value })}
            />
          )}
        </Field>
        <Field label="Who answers for it" hint="A person or a team that can be asked.">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={120}
              value={draft.owner}
              onChange={(event) => set({ owner: event.target.value })}
            />
          )}
        </Field>
        <Field label="Last day" hint="The item is open again after this day, two years from now at most.">
          {(control) => (
            <Input
              {...control}
              type="date"
              required
              value={draft.expiresOn}
              onChange={(event) => set({ expiresOn: event.target.value })}
            />
          )}
        </Field>
        {error === null ? null : <ProblemLine error={error} />}
      </form>
    </Dialog>
  );
}
