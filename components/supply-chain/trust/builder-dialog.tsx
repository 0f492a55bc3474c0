"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { TrustedBuilderView } from "#contracts/supply-chain/builders.ts";
import { ProblemIssues } from "../../auth/problem-issues.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Checkbox, Field, Input, Select } from "../../ui/field.tsx";
import { LinesField } from "../../ui/lines-field.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { SignerFields } from "../policies/signer-fields.tsx";
import { type BuilderWish, builderWish, termsOf } from "./builder-wish.ts";
import { levelWords } from "./builder-words.ts";

interface DialogProps {
  /** Absent: a new one. */
  readonly builder?: TrustedBuilderView;
  readonly onClose: () => void;
}

/** Trusts a builder, or changes how far one is trusted. */
export function BuilderDialog({ builder, onClose }: DialogProps) {
  const [wish, setWish] = useState<BuilderWish>(() => builderWish(builder));
  const save = useSave(builder, onClose);
  const change = (part: Partial<BuilderWish>) => setWish({ ...wish, ...part });
  return (
    <FormDialog
      title={builder === undefined ? "Trust a builder" : `Change ${visibleText(builder.name)}`}
      description="Who signs a provenance, which builder it may name then, and how far that counts."
      action={builder === undefined ? "Trust it" : "Save"}
      busy={save.isPending}
      width={800}
      error={null}
      onSubmit={() => save.mutate(wish)}
      onClose={onClose}
    >
      {save.error === null ? null : <ProblemIssues error={save.error} />}
      <Field label="Name" hint="Trails name it as what granted the level.">
        {(control) => (
          <Input
            {...control}
            required
            maxLength={100}
            autoComplete="off"
            value={wish.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="SLSA build level">
        {(control) => (
          <Select
            {...control}
            value={String(wish.level)}
            onChange={(event) => change({ level: Number(event.target.value) as BuilderWish["level"] })}
          >
            {([1, 2, 3] as const).map((level) => (
              <option key={level} value={level}>
                {levelWords[level]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <SignerFields signers={wish.signers} onChange={(signers) => change({ signers })} none="Nobody: the entry grants nothing." />
      <LinesField
        label="Builders"
        hint="A builder.id a line, as the provenance has it. It counts also where the certificate does not name it."
        placeholder="https://ci.example.com/builders/release"
        value={wish.builders}
        onChange={(builders) => change({ builders })}
      />
      <LinesField
        label="Patterns of builders"
        hint="An RE2 pattern a line, for the whole text. Of a certificate it is held to the builder that the certificate names."
        placeholder="https://github\\.com/acme/build/\\.github/workflows/release\\.yml@refs/tags/.+"
        value={wish.patterns}
        onChange={(patterns) => change({ patterns })}
      />
      <Checkbox checked={wish.hosted} onCheckedChange={(on) => change({ hosted: on === true })}>
        Only where the certificate says that the platform's own machine built
      </Checkbox>
    </FormDialog>
  );
}

function useSave(builder: TrustedBuilderView | undefined, onClose: () => void) {
  const finish = useDone({ onClose });
  const done = ({ name }: TrustedBuilderView) => finish(`Builds are judged by ${visibleText(name)} from now on.`);
  const create = useMutation(api.trustedBuilders.create.mutationOptions({ onSuccess: done }));
  const change = useMutation(api.trustedBuilders.change.mutationOptions({ onSuccess: done }));
  const mutate = (wish: BuilderWish) => {
    if (builder === undefined) create.mutate(termsOf(wish));
    else change.mutate({ id: builder.id, ...termsOf(wish) });
  };
  const used = builder === undefined ? create : change;
  return { mutate, error: used.error, isPending: used.isPending };
}
