"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { resetPasswordOptions } from "#client/auth.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { AuthCard } from "./auth-card.tsx";
import { NewPassword } from "./new-password.tsx";
import { ProblemLine } from "./problem-line.tsx";

/** Takes a new password from who holds the link, and signs them in. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const reset = useMutation({
    ...resetPasswordOptions(),
    gcTime: 0,
    onSuccess: ({ signedIn }) => window.location.assign(signedIn ? "/" : "/sign-in"),
  });
  return (
    <AuthCard title="Choose a new password" foot="The link works once. All open sessions of this account end.">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate({ token, password });
        }}
      >
        {reset.isError && !problemOf(reset.error).issues?.length ? <ProblemLine error={reset.error} /> : null}
        <p className="text-ink-2">
          For <b className="font-label text-ink [overflow-wrap:anywhere]">{email}</b>.
        </p>
        <NewPassword
          label="New password"
          email={email}
          value={password}
          onChange={setPassword}
          error={issueFor(reset.error, "password")}
        />
        <Button type="submit" tone="primary" size="large" busy={reset.isPending || reset.isSuccess}>
          Take the password and sign in
        </Button>
      </form>
    </AuthCard>
  );
}
