import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api } from "#client/api.ts";
import type { SupportView } from "#contracts/upgrade.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { notify } from "../ui/toast.tsx";
import { productName } from "./upgrade-words.ts";

const ends = [
  { value: "standard", label: "Standard" },
  { value: "extended", label: "Extended" },
] as const;
type End = (typeof ends)[number]["value"];

/** Sets a date in the place of the calendar's, for everybody, or goes back to it. */
export function SupportDateDialog({ support, onClose }: { support: SupportView; onClose: () => void }) {
  const form = useId();
  const queries = useQueryClient();
  const [end, setEnd] = useState<End>("standard");
  const known = support.ends.find((one) => one.end === end);
  const [typed, setTyped] = useState<string>();
  const date = typed ?? known?.date ?? "";
  const done = (sentence: string) => async () => {
    await Promise.all([api.upgrade.key(), api.upgradePlans.key()].map((queryKey) => queries.invalidateQueries({ queryKey })));
    notify(sentence);
    onClose();
  };
  const set = useMutation(api.upgrade.setSupportDate.mutationOptions({ onSuccess: done("The date is set.") }));
  const clear = useMutation(
    api.upgrade.clearSupportDate.mutationOptions({ onSuccess: done("The calendar’s date holds again.") }),
  );
  const { provider, minor } = support;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate({ provider, minor, end, date });
  };
  const error = set.error ?? clear.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Support of ${productName(provider)} ${minor}`}
      description="The date holds for everybody in the place of the calendar’s, and is written to the audit log."
      footer={
        <>
          {known?.from === "operator" ? (
            <Button onClick={() => clear.mutate({ provider, minor, end })} busy={clear.isPending}>
              Use the calendar’s date
            </Button>
          ) : null}
          <Button type="submit" form={form} tone="primary" disabled={date === ""} busy={set.isPending}>
            Set the date
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Segmented
          label="Which support"
          value={end}
          options={ends}
          onChange={(next) => {
            setEnd(next);
            setTyped(undefined);
          }}
        />
        <Field label="Last day" hint="The support ends after this day.">
          {(control) => (
            <Input {...control} type="date" required value={date} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        {error === null ? null : <ProblemLine error={error} />}
      </form>
    </Dialog>
  );
}
