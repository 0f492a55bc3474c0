"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { api } from "#client/api.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Input, Select } from "../../ui/field.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { newSigner, type SignerWish } from "./policy-wish.ts";

interface FieldsProps {
  readonly signers: readonly SignerWish[];
  readonly onChange: (signers: readonly SignerWish[]) => void;
  /** What it means to have none. */
  readonly none?: string;
}

/** Who may sign: a row each; without any, nobody may. */
export function SignerFields({ signers, onChange, none = "Nobody: these images are refused." }: FieldsProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="font-label">Signed by any of</legend>
      {signers.length === 0 ? <p className="text-12 text-ink-2">{none}</p> : null}
      {signers.map((signer, index) => (
        <Row
          key={signer.id}
          number={index + 1}
          signer={signer}
          onChange={(part) => onChange(signers.with(index, { ...signer, ...part }))}
          onRemove={() => onChange(signers.toSpliced(index, 1))}
        />
      ))}
      <span>
        <Button size="small" onClick={() => onChange([...signers, newSigner()])}>
          <Plus aria-hidden />
          Add a signer
        </Button>
      </span>
    </fieldset>
  );
}

interface RowProps {
  readonly number: number;
  readonly signer: SignerWish;
  readonly onChange: (part: Partial<SignerWish>) => void;
  readonly onRemove: () => void;
}

function Row({ number, signer, onChange, onRemove }: RowProps) {
  return (
    <fieldset aria-label={`Signer ${number}`} className="grid gap-2 rounded-control border border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={`Kind of signer ${number}`}
          value={signer.kind}
          onChange={(event) => onChange({ kind: event.target.value === "key" ? "key" : "identity" })}
        >
          <option value="identity">An identity</option>
          <option value="key">A key</option>
        </Select>
        <Button size="small" className="ml-auto" onClick={onRemove} aria-label={`Remove signer ${number}`}>
          Remove
        </Button>
      </div>
      {signer.kind === "key" ? (
        <KeyField signer={signer} onChange={onChange} />
      ) : (
        <Identity signer={signer} onChange={onChange} />
      )}
    </fieldset>
  );
}

type PartProps = Pick<RowProps, "signer" | "onChange">;

const identityParts = [
  { label: "Issuer", text: "issuer", pattern: "issuerIsPattern", placeholder: undefined },
  {
    label: "Subject",
    text: "subject",
    pattern: "subjectIsPattern",
    placeholder: "https://github.com/acme/shop/.github/workflows/…",
  },
] as const;

function Identity({ signer, onChange }: PartProps) {
  return (
    <div className="grid gap-3 wide:grid-cols-2">
      {identityParts.map(({ label, text, pattern, placeholder }) => (
        <div key={label} className="grid content-start gap-1">
          <Field label={label}>
            {(control) => (
              <Input
                {...control}
                mono
                required
                maxLength={2_048}
                autoComplete="off"
                placeholder={placeholder}
                value={signer[text]}
                onChange={(event) => onChange({ [text]: event.target.value })}
              />
            )}
          </Field>
          <Checkbox checked={signer[pattern]} onCheckedChange={(on) => onChange({ [pattern]: on === true })}>
            A pattern of all of it
          </Checkbox>
        </div>
      ))}
    </div>
  );
}

function KeyField({ signer, onChange }: PartProps) {
  const profiles = useQuery(api.trustProfiles.list.queryOptions({ input: {} }));
  const keys = profiles.data?.items.flatMap(({ name, keys: own }) => own.map((key) => ({ ...key, profile: name }))) ?? [];
  const isKnown = keys.some(({ fingerprint }) => fingerprint === signer.fingerprint);
  return (
    <Field
      label="Key"
      hint={
        keys.length === 0 && profiles.isSuccess ? "No trust profile holds a key yet: add it under Trust." : "Of a trust profile."
      }
    >
      {(control) => (
        <Select
          {...control}
          size="large"
          required
          value={signer.fingerprint}
          onChange={(event) => onChange({ fingerprint: event.target.value })}
        >
          <option value="">Choose a key</option>
          {isKnown || signer.fingerprint === "" ? null : (
            <option value={signer.fingerprint}>{signer.fingerprint.slice(0, 16)}…, in no trust profile</option>
          )}
          {keys.map(({ name, fingerprint, profile }) => (
            <option key={`${profile} ${fingerprint}`} value={fingerprint}>
              {visibleText(name)} ({visibleText(profile)}, {fingerprint.slice(0, 8)}…)
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
