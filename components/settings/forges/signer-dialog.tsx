"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor } from "#client/problem.ts";
import type { CommitSignerView, NewCommitSigner } from "#contracts/supply-chain/forges.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Field, Input, Select, TextArea } from "../../ui/field.tsx";

interface Wish {
  readonly kind: CommitSignerView["kind"];
  readonly name: string;
  readonly line: string;
  readonly keys: string;
  readonly issuer: string;
  readonly subject: string;
}

const kinds = ["ssh", "pgp", "gitsign"] as const;
const placeholders = { line: "jane@example.com ssh-ed25519 AAAA…", keys: "-----BEGIN PGP PUBLIC KEY BLOCK-----" } as const;

/** Registers somebody whose signatures on commits are trusted. */
export function SignerDialog({ onClose }: { onClose: () => void }) {
  const [wish, setWish] = useState<Wish>({ kind: "ssh", name: "", line: "", keys: "", issuer: "", subject: "" });
  const done = useDone({ queryKey: api.commitSigners.key(), onClose });
  const add = useMutation(
    api.commitSigners.create.mutationOptions({ onSuccess: ({ name }) => done(`Commits that ${name} signed are trusted.`) }),
  );
  return (
    <FormDialog
      title="Add a signer of commits"
      description="Its signatures are verified from the raw commit, whatever the forge says."
      action="Trust the signer"
      busy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate(bodyOf(wish))}
      onClose={onClose}
    >
      <Fields wish={wish} onChange={(part) => setWish({ ...wish, ...part })} error={add.error} />
    </FormDialog>
  );
}

function bodyOf({ kind, name, line, keys, issuer, subject }: Wish): NewCommitSigner {
  if (kind === "ssh") return { kind, name, line: line.trim() };
  return kind === "pgp" ? { kind, name, keys } : { kind, name, issuer, subject };
}

interface FieldsProps {
  readonly wish: Wish;
  readonly onChange: (part: Partial<Wish>) => void;
  readonly error: Error | null;
}

function Fields({ wish, onChange, error }: FieldsProps) {
  const line = (name: "name" | "issuer" | "subject", label: string, hint: string) => (
    <Field label={label} hint={hint} error={issueFor(error, name)}>
      {(control) => (
        <Input
          {...control}
          mono={name !== "name"}
          required
          maxLength={name === "name" ? 200 : 1_000}
          autoComplete="off"
          value={wish[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const text = (name: "line" | "keys", label: string, hint: string) => (
    <Field label={label} hint={hint} error={issueFor(error, name)}>
      {(control) => (
        <TextArea
          {...control}
          mono
          required
          rows={name === "line" ? 3 : 8}
          spellCheck={false}
          placeholder={placeholders[name]}
          value={wish[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="grid gap-4 wide:grid-cols-2">
        {line("name", "Name", "Whom it is of.")}
        <Field label="Kind" hint="What it signs with.">
          {(control) => (
            <Select
              {...control}
              size="large"
              value={wish.kind}
              onChange={(event) => onChange({ kind: kinds.find((one) => one === event.target.value) ?? "ssh" })}
            >
              <option value="ssh">SSH key</option>
              <option value="pgp">PGP key</option>
              <option value="gitsign">gitsign: identity of a certificate</option>
            </Select>
          )}
        </Field>
      </div>
      {wish.kind === "ssh"
        ? text("line", "Allowed signer", "One line of git’s file of allowed signers: address, type and key.")
        : null}
      {wish.kind === "pgp" ? text("keys", "Public keys", "As gpg --armor --export prints them.") : null}
      {wish.kind === "gitsign" ? (
        <>
          {line("issuer", "Issuer", "Exactly as the certificate has it, such as https://github.com/login/oauth.")}
          {line("subject", "Subject", "Exactly as the certificate has it, such as an address.")}
        </>
      ) : null}
    </>
  );
}
