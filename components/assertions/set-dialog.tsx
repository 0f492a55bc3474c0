"use client";
import { useMutation } from "@tanstack/react-query";
import { type ChangeEvent, type FormEvent, useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { AssertionSetView } from "#contracts/assertions.ts";
import { type Aim, readTarget, TargetFields, targetOf, useSeesAll } from "../schedules/target-fields.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input, TextArea } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { useAssertionsChanged } from "./use-assertions.ts";

interface SetDialogProps {
  /** Absent: a new one. */
  readonly set?: AssertionSetView;
  readonly onClose: () => void;
}

const begin = `apiVersion: drydock/v1
kind: AssertionList
items:
  - name: node-deletion
    why: A node takes its pods with it.
    only: [group:platform-admins]
    can: delete nodes
`;
const mostBytes = 1_048_576;

function useSave(set: AssertionSetView | undefined, onClose: () => void) {
  const changed = useAssertionsChanged();
  const done = async (saved: AssertionSetView) => {
    await changed();
    notify(`${saved.name} is saved.`, { detail: "Each next scan of its clusters checks it." });
    onClose();
  };
  const create = useMutation(api.assertions.create.mutationOptions({ onSuccess: done }));
  const change = useMutation(api.assertions.change.mutationOptions({ onSuccess: done }));
  return {
    error: create.error ?? change.error,
    busy: create.isPending || change.isPending,
    save: (terms: Parameters<typeof create.mutate>[0]) =>
      set === undefined ? create.mutate(terms) : change.mutate({ ...terms, id: set.id }),
  };
}

/** Writes or uploads a file of assertions, and says which clusters are held to it. */
export function SetDialog({ set, onClose }: SetDialogProps) {
  const [name, setName] = useState(set?.name ?? "");
  const [yaml, setYaml] = useState(set?.yaml ?? begin);
  const [asked, setAsked] = useState<Aim>(() => readTarget(set?.target, undefined));
  const [tried, setTried] = useState(false);
  const whole = useSeesAll();
  const aim: Aim = whole ? asked : { ...asked, kind: "some" };
  const target = targetOf(aim);
  const { save, busy, error } = useSave(set, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== "" && "target" in target) save({ name: name.trim(), target: target.target, yaml });
  };
  const upload = async ({ target: { files } }: ChangeEvent<HTMLInputElement>) => {
    const file = files?.[0];
    if (file === undefined) return;
    if (file.size > mostBytes) return notify("The file is larger than 1 MiB.", { failed: true });
    setYaml(await file.text());
    if (name === "") setName(file.name.replace(/\.ya?ml$/i, "").slice(0, 80));
  };
  return (
    <Dialog
      open
      width={800}
      onOpenChange={(open) => !open && onClose()}
      title={set === undefined ? "New assertions" : `Edit ${set.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form="assertions" busy={busy}>
            Save the assertions
          </Button>
        </>
      }
    >
      <form id="assertions" className="grid gap-5" onSubmit={submit} noValidate>
        <Field label="Name" error={tried && name.trim() === "" ? "Give it a name." : undefined}>
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              autoComplete="off"
              placeholder="Platform"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <TargetFields
          aim={aim}
          whole={whole}
          every
          onAim={setAsked}
          error={tried && "problem" in target ? target.problem : undefined}
        />
        <Field label="Assertions" hint="YAML, as docs/assertions.md describes it. The same file serves drydock assert in CI.">
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={14}
              spellCheck={false}
              maxLength={mostBytes}
              value={yaml}
              onChange={(event) => setYaml(event.target.value)}
            />
          )}
        </Field>
        <Field label="Or take them from a file">
          {(control) => <Input {...control} type="file" accept=".yaml,.yml,text/yaml" onChange={(event) => void upload(event)} />}
        </Field>
        {error === null ? null : <Refused error={error} />}
      </form>
    </Dialog>
  );
}

function Refused({ error }: { error: unknown }) {
  const { title, detail, remedy, issues = [] } = problemOf(error);
  return (
    <div role="alert" className="grid gap-1 text-critical">
      <p>
        {detail ?? title} {remedy}
      </p>
      <ul className="grid gap-0.5 text-12">
        {issues.slice(0, 20).map(({ path, message }) => (
          <li key={`${path} ${message}`} className="[overflow-wrap:anywhere]">
            {path === "" ? null : <code>{path}: </code>}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
