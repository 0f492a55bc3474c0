"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor } from "#client/problem.ts";
import { type ForgeKind, forgeKinds } from "#contracts/supply-chain/forge-kinds.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Field, Input, Select } from "../../ui/field.tsx";
import { kindWords, rightsWords } from "./forge-words.ts";

interface Wish {
  readonly host: string;
  readonly kind: ForgeKind;
  readonly token: string;
}

/** @returns what a host most probably is. */
function kindOf(host: string): ForgeKind {
  return /gitlab/i.test(host) ? "gitlab" : "github";
}

const usualHosts: Readonly<Record<ForgeKind, string>> = {
  github: "github.com",
  gitlab: "gitlab.com",
  scorecard: "api.scorecard.dev",
  clair: "clair.example.com",
};

/** Allows a forge to be asked, with a token. */
export function ForgeDialog({ host, onClose }: { host: string; onClose: () => void }) {
  const [wish, setWish] = useState<Wish>({ host, kind: kindOf(host), token: "" });
  const done = useDone({ queryKey: api.forges.key(), onClose });
  const create = useMutation(
    api.forges.create.mutationOptions({
      gcTime: 0,
      onSuccess: (made) =>
        done(
          made.token === undefined && (made.kind === "github" || made.kind === "gitlab")
            ? `${made.host} is listed; give it a token.`
            : `${made.host} may be asked.`,
        ),
    }),
  );
  const submit = () => {
    const { token, ...rest } = wish;
    create.mutate({ ...rest, ...(token !== "" && wish.kind !== "scorecard" && { token }) });
  };
  return (
    <FormDialog
      title="Allow a forge"
      description="The worker asks it about the commits that images name; Clair about the images that run, by their digests."
      action="Allow the forge"
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Fields wish={wish} onChange={(part) => setWish({ ...wish, ...part })} error={create.error} />
    </FormDialog>
  );
}

interface FieldsProps {
  readonly wish: Wish;
  readonly onChange: (part: Partial<Wish>) => void;
  readonly error: Error | null;
}

function Fields({ wish, onChange, error }: FieldsProps) {
  return (
    <>
      <div className="grid gap-4 wide:grid-cols-2">
        <Field label="Kind" hint="Whose API it speaks." error={issueFor(error, "kind")}>
          {(control) => (
            <Select
              {...control}
              size="large"
              value={wish.kind}
              onChange={(event) => onChange({ kind: forgeKinds.find((one) => one === event.target.value) ?? "github" })}
            >
              {forgeKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {kindWords[kind]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Host"
          hint={wish.kind === "clair" ? "Where its API answers, over TLS." : "As addresses of repositories have it."}
          error={issueFor(error, "host")}
        >
          {(control) => (
            <Input
              {...control}
              mono
              required
              maxLength={255}
              autoComplete="off"
              placeholder={usualHosts[wish.kind]}
              value={wish.host}
              onChange={(event) => onChange({ host: event.target.value })}
            />
          )}
        </Field>
      </div>
      {wish.kind === "scorecard" ? (
        <p className="text-12 text-ink-2">
          Its service is told the names of the repositories that images come from, and takes no token.
        </p>
      ) : (
        <TokenField kind={wish.kind} value={wish.token} onChange={(token) => onChange({ token })} error={error} />
      )}
    </>
  );
}

interface TokenFieldProps {
  readonly kind: Exclude<ForgeKind, "scorecard">;
  readonly value: string;
  readonly onChange: (token: string) => void;
  readonly error: Error | null;
  readonly required?: boolean;
}

/** A token, with what it has to be allowed to read. */
export function TokenField({ kind, value, onChange, error, required = false }: TokenFieldProps) {
  return (
    <Field label="Token" hint={rightsWords[kind]} error={issueFor(error, "token")}>
      {(control) => (
        <Input
          {...control}
          type="password"
          maxLength={4_096}
          autoComplete="new-password"
          required={required}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
