"use client";
import { useMutation } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { setupOptions } from "#client/auth.ts";
import { issueFor } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Link } from "../ui/link.tsx";
import { AuthCard } from "./auth-card.tsx";
import { ProblemLine } from "./problem-line.tsx";

let kept: string | undefined;

/** Reads the token once and takes it out of the address, so that it stays in no history. */
function tokenOfAddress(): string {
  if (kept !== undefined) return kept;
  const { hash, search, pathname } = window.location;
  kept = new URLSearchParams(hash.slice(1)).get("token") ?? new URLSearchParams(search).get("token") ?? "";
  window.history.replaceState(window.history.state, "", pathname);
  return kept;
}

const never = () => () => undefined;

function NoToken() {
  return (
    <AuthCard title="Set-up needs its link">
      <p className="text-ink-2">
        Open the link that the start command printed; it works once. Whoever has an account can{" "}
        <Link href="/sign-in" className="text-accent-text underline">
          sign in
        </Link>
        .
      </p>
    </AuthCard>
  );
}

/** The first administrator, through the single-use link. */
export function SetupForm() {
  const token = useSyncExternalStore(never, tokenOfAddress, () => undefined);
  const [person, setPerson] = useState({ name: "", email: "", password: "" });
  const setup = useMutation({ ...setupOptions(), gcTime: 0, onSuccess: () => window.location.assign("/") });
  if (token === "") return <NoToken />;
  const set = (part: Partial<typeof person>) => setPerson({ ...person, ...part });
  return (
    <AuthCard
      title="Make the first administrator"
      foot="Nothing is sent anywhere else: Drydock keeps this account in its own database."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setup.mutate({ ...person, name: person.name.trim(), email: person.email.trim(), token: token ?? "" });
        }}
      >
        {setup.isError ? <ProblemLine error={setup.error} /> : null}
        <Field label="Name" error={issueFor(setup.error, "name")}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={100}
              autoComplete="name"
              value={person.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label="E-mail address" error={issueFor(setup.error, "email")}>
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              maxLength={254}
              autoComplete="username"
              value={person.email}
              onChange={(event) => set({ email: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Password"
          hint="At least 12 characters; length counts, signs do not."
          error={issueFor(setup.error, "password")}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              required
              minLength={12}
              maxLength={128}
              autoComplete="new-password"
              value={person.password}
              onChange={(event) => set({ password: event.target.value })}
            />
          )}
        </Field>
        <Button
          type="submit"
          tone="primary"
          size="large"
          busy={setup.isPending || setup.isSuccess}
          disabled={token === undefined}
        >
          Make the account and sign in
        </Button>
      </form>
    </AuthCard>
  );
}
