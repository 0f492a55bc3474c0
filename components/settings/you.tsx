"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changePasswordOptions } from "#client/auth.ts";
import { issueFor } from "#client/problem.ts";
import { setShortcutsOn, useShortcutsOn } from "#client/shortcuts.ts";
import { setTheme, type Theme, useTheme } from "#client/theme.ts";
import type { Session } from "#contracts/people.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Kbd } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { notify } from "../ui/toast.tsx";
import { ScopeWords } from "./scope-words.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";
import { roleWords } from "./words.ts";

const themes: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "Like the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

function Appearance() {
  const theme = useTheme();
  const shortcuts = useShortcutsOn();
  return (
    <Panel title="In this browser">
      <div className="grid gap-4 p-4">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <span className="w-24 font-label">Theme</span>
          <Segmented label="Theme" value={theme} onChange={setTheme} options={themes} />
        </div>
        <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
          <span className="w-24 font-label leading-6">Keyboard</span>
          <div className="min-w-0 flex-1">
            <Checkbox checked={shortcuts} onCheckedChange={(checked) => setShortcutsOn(checked === true)}>
              Single keys are shortcuts
            </Checkbox>
            <p className="text-12 text-ink-3">
              Press <Kbd>?</Kbd> on any page for all of them. None works while you type; the command palette works either way.
            </p>
          </div>
        </div>
      </div>
    </Panel>
  );
}

function Password() {
  const [typed, setTyped] = useState({ currentPassword: "", newPassword: "" });
  const change = useMutation({
    ...changePasswordOptions(),
    gcTime: 0,
    onSuccess: () => {
      setTyped({ currentPassword: "", newPassword: "" });
      notify("The password is changed.", { detail: "Your other sessions have ended." });
    },
  });
  return (
    <Panel title="Password">
      <form
        className="grid max-w-[480px] gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(typed);
        }}
      >
        {change.isError ? <ProblemLine error={change.error} /> : null}
        <Field label="Present password" error={issueFor(change.error, "currentPassword")}>
          {(control) => (
            <Input
              {...control}
              type="password"
              required
              autoComplete="current-password"
              value={typed.currentPassword}
              onChange={(event) => setTyped({ ...typed, currentPassword: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="New password"
          hint="At least 12 characters; length counts, signs do not."
          error={issueFor(change.error, "newPassword")}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              required
              minLength={12}
              maxLength={128}
              autoComplete="new-password"
              value={typed.newPassword}
              onChange={(event) => setTyped({ ...typed, newPassword: event.target.value })}
            />
          )}
        </Field>
        <Button type="submit" busy={change.isPending} className="justify-self-start">
          Change the password
        </Button>
      </form>
    </Panel>
  );
}

/** Who one is, and how Drydock looks and listens in this browser. */
export function You({ session }: { session: Session }) {
  return (
    <div className="grid items-start gap-4 wide:grid-cols-2">
      <div className="grid gap-4">
        <Appearance />
        <Password />
      </div>
      <Panel title="You">
        <Facts
          className="p-4"
          items={[
            { name: "Name", value: session.user.name },
            { name: "E-mail", value: session.user.email },
            { name: "Role", value: `${session.user.role}: ${roleWords[session.user.role]}` },
            { name: "Scope", value: <ScopeWords scope={session.user.scope} /> },
          ]}
        />
      </Panel>
      <div className="min-w-0 wide:col-span-2">
        <Sessions />
      </div>
      <div className="min-w-0 wide:col-span-2">
        <Tokens role={session.user.role} />
      </div>
    </div>
  );
}
