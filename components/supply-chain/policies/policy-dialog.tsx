"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { DryRun } from "#contracts/supply-chain/dry-run.ts";
import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { ProblemIssues } from "../../auth/problem-issues.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Input } from "../../ui/field.tsx";
import { LinesField } from "../../ui/lines-field.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { DryRunReasons } from "./dry-run-reasons.tsx";
import { definitionOf, type PolicyWish, policyWish } from "./policy-wish.ts";
import { SignerFields } from "./signer-fields.tsx";

interface DialogProps {
  /** Absent: a new one. */
  readonly policy?: SigningPolicy;
  readonly onClose: () => void;
}

/** Makes or changes a policy; it can be tried on what runs before it is saved. */
export function PolicyDialog({ policy, onClose }: DialogProps) {
  const [wish, setWish] = useState<PolicyWish>(() => policyWish(policy));
  const save = useSave(policy, onClose);
  const tryOut = useMutation(api.signingPolicies.tryOut.mutationOptions());
  const error = save.error ?? tryOut.error;
  return (
    <FormDialog
      title={policy === undefined ? "New policy" : `Change ${visibleText(policy.name)}`}
      description="Every policy that names an image has to allow it."
      action={wish.draft ? "Save the draft" : "Save and judge by it"}
      busy={save.isPending}
      width={800}
      error={null}
      aside={
        <Button
          className="mr-auto"
          busy={tryOut.isPending}
          onClick={() =>
            tryOut.mutate({ policies: [{ ...definitionOf(wish), name: wish.name.trim() || "this policy" }], limit: 1 })
          }
        >
          Try it on what runs
        </Button>
      }
      onSubmit={() => save.mutate(wish)}
      onClose={onClose}
    >
      {error === null ? null : <ProblemIssues error={error} />}
      <Fields
        wish={wish}
        onChange={(part) => {
          setWish({ ...wish, ...part });
          tryOut.reset();
        }}
      />
      {tryOut.data === undefined ? null : <Tried run={tryOut.data} />}
    </FormDialog>
  );
}

function useSave(policy: SigningPolicy | undefined, onClose: () => void) {
  const finish = useDone({ onClose });
  const done = ({ name, draft }: SigningPolicy) =>
    finish(draft ? `${visibleText(name)} is kept as a draft.` : `Images are judged by ${visibleText(name)} from now on.`);
  const create = useMutation(api.signingPolicies.create.mutationOptions({ onSuccess: done }));
  const change = useMutation(api.signingPolicies.change.mutationOptions({ onSuccess: done }));
  const mutate = (wish: PolicyWish) => {
    const terms = { ...definitionOf(wish), draft: wish.draft };
    if (policy === undefined) create.mutate(terms);
    else change.mutate({ id: policy.id, ...terms });
  };
  const used = policy === undefined ? create : change;
  return { mutate, error: used.error, isPending: used.isPending };
}

function Tried({ run }: { run: DryRun }) {
  return (
    <section
      aria-label="What it would do"
      className="grid gap-2 rounded-control border border-line bg-sunk px-3 py-3"
      aria-live="polite"
    >
      <p className="font-label">{run.sentence}</p>
      <DryRunReasons run={run} />
    </section>
  );
}

interface FieldsProps {
  readonly wish: PolicyWish;
  readonly onChange: (part: Partial<PolicyWish>) => void;
}

function Fields({ wish, onChange }: FieldsProps) {
  return (
    <>
      <Field label="Name" hint="Verdicts name it.">
        {(control) => (
          <Input
            {...control}
            required
            maxLength={100}
            autoComplete="off"
            value={wish.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <LinesField
        label="Images"
        hint="A glob a line: * is any text without a slash, ** any text. End with ** for every tag and digest."
        placeholder="ghcr.io/acme/**"
        required
        value={wish.images}
        onChange={(images) => onChange({ images })}
      />
      <SignerFields signers={wish.signers} onChange={(signers) => onChange({ signers })} />
      <details open={wish.attestations !== "" || wish.sources !== ""}>
        <summary className="inline-flex min-h-6 items-center text-accent-text">Statements and source</summary>
        <div className="mt-3 grid gap-4">
          <LinesField
            label="Statements"
            hint="A type of predicate a line, in full or by cosign's short name. Without any the image itself has to be signed."
            placeholder="https://slsa.dev/provenance/v1"
            value={wish.attestations}
            onChange={(attestations) => onChange({ attestations })}
          />
          <LinesField
            label="Repositories of source"
            hint="A glob a line, without https://. Without any an image may come from anywhere."
            placeholder="github.com/acme/*"
            value={wish.sources}
            onChange={(sources) => onChange({ sources })}
          />
        </div>
      </details>
      <Checkbox checked={wish.draft} onCheckedChange={(on) => onChange({ draft: on === true })}>
        A draft: it can be tried, and no verdict rests on it
      </Checkbox>
    </>
  );
}
