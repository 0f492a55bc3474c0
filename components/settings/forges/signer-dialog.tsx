"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Input, Select, TextArea } from "../../ui/field.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { notify } from "../../ui/toast.tsx";

interface Wish {
  readonly kind: "ssh" | "gitsign";
  readonly name: string;
  readonly line: string;
  readonly issuer: string;
  readonly subject: string;
}

/** Registers somebody whose signatures on commits are trusted. */
export function SignerDialog({ onClose }: { onClose: () => void }) {
  const [wish, setWish] = useState<Wish>({ kind: "ssh", name: "", line: "", issuer: "", subject: "" });
  const cache = useQueryClient();
  const add = useMutation(
    api.commitSigners.create.mutationOptions({
      onSuccess: async ({ name }) => {
        await cache.invalidateQueries({ queryKey: api.commitSigners.key() });
        notify(`Commits that ${name} signed are trusted.`);
        onClose();
      },
    }),
  );
  const issues = add.error === null ? [] : (problemOf(add.error).issues ?? []);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a signer of commits"
      description="Its signatures are verified from the raw commit, whatever the forge says."
      width={640}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="signer" tone="primary" busy={add.isPending}>
            Trust the signer
          </Button>
        </>
      }
    >
      <form
        id="signer"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const { kind, name, line, issuer, subject } = wish;
          add.mutate(kind === "ssh" ? { kind, name, line: line.trim() } : { kind, name, issuer, subject });
        }}
      >
        {add.error === null || issues.length > 0 ? null : <ProblemLine error={add.error} />}
        <Fields wish={wish} onChange={(part) => setWish({ ...wish, ...part })} error={add.error} />
      </form>
    </Dialog>
  );
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
              onChange={(event) => onChange({ kind: event.target.value === "gitsign" ? "gitsign" : "ssh" })}
            >
              <option value="ssh">SSH key</option>
              <option value="gitsign">gitsign: identity of a certificate</option>
            </Select>
          )}
        </Field>
      </div>
      {wish.kind === "ssh" ? (
        <Field
          label="Allowed signer"
          hint="One line of git’s file of allowed signers: address, type and key."
          error={issueFor(error, "line")}
        >
          {(control) => (
            <TextArea
              {...control}
              mono
              required
              rows={3}
              spellCheck={false}
              placeholder="jane@example.com ssh-ed25519 AAAA…"
              value={wish.line}
              onChange={(event) => onChange({ line: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <>
          {line("issuer", "Issuer", "Exactly as the certificate has it, such as https://github.com/login/oauth.")}
          {line("subject", "Subject", "Exactly as the certificate has it, such as an address.")}
        </>
      )}
    </>
  );
}
