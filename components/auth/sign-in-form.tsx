"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { signInOptions } from "#client/auth.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { localPath } from "./local-path.ts";
import { ProblemLine } from "./problem-line.tsx";

/** Password sign-in; afterwards the page that was asked for. */
export function SignInForm({ to }: { to: string | undefined }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({ ...signInOptions(), gcTime: 0, onSuccess: () => window.location.assign(localPath(to)) });
  return (
    <AuthCard
      title="Sign in"
      foot="Forgotten the password? An administrator of this installation can give you a link for a new one."
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ email: email.trim(), password });
        }}
      >
        {signIn.isError ? <ProblemLine error={signIn.error} /> : null}
        <Field label="E-mail address">
          {(control) => (
            <Input
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" tone="primary" size="large" busy={signIn.isPending || signIn.isSuccess}>
          Sign in
        </Button>
      </form>
    </AuthCard>
  );
}
