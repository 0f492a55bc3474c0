"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { acceptInvitationOptions } from "#client/auth.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { NewPassword } from "./new-password.tsx";
import { ProblemLine } from "./problem-line.tsx";

/** Makes the account of who was invited, and signs them in. */
export function InviteForm({ token, email }: { token: string; email: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const accept = useMutation({
    ...acceptInvitationOptions(),
    gcTime: 0,
    onSuccess: ({ signedIn }) => window.location.assign(signedIn ? "/" : "/sign-in"),
  });
  return (
    <AuthCard title="You are invited" foot="The link works once. Who invited you decided what you will see.">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate({ token, name: name.trim(), password });
        }}
      >
        {accept.isError && !problemOf(accept.error).issues?.length ? <ProblemLine error={accept.error} /> : null}
        <p className="text-ink-2">
          You will sign in as <b className="font-label text-ink [overflow-wrap:anywhere]">{email}</b>.
        </p>
        <Field label="Name" hint="As others will see you." error={issueFor(accept.error, "name")}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={100}
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <NewPassword
          label="Password"
          email={email}
          value={password}
          onChange={setPassword}
          error={issueFor(accept.error, "password")}
        />
        <Button type="submit" tone="primary" size="large" busy={accept.isPending || accept.isSuccess}>
          Make the account and sign in
        </Button>
      </form>
    </AuthCard>
  );
}
