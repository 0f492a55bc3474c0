"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor } from "#client/problem.ts";
import type { UserRole, UserScope } from "#contracts/common.ts";
import type { User } from "#contracts/people.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { useDone } from "../shell/use-done.ts";
import { Field, Input, Select } from "../ui/field.tsx";
import { ScopeField } from "./scope-field.tsx";
import { roleWords } from "./words.ts";

const roles: readonly UserRole[] = ["viewer", "operator", "admin"];

/** Asks for a role, with what each may do. */
export function RoleField({
  role,
  onChange,
  error,
}: {
  role: UserRole;
  onChange: (role: UserRole) => void;
  error: string | undefined;
}) {
  return (
    <Field label="Role" error={error}>
      {(control) => (
        <Select
          {...control}
          size="large"
          value={role}
          onChange={(event) => onChange(roles.find((one) => one === event.target.value) ?? "viewer")}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {one}: {roleWords[one]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Asks for a new person. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const [person, setPerson] = useState({
    name: "",
    email: "",
    password: "",
    role: "viewer" as UserRole,
    scope: { clusters: "all" } as UserScope,
  });
  const done = useDone({ queryKey: api.users.key(), onClose });
  const add = useMutation(api.users.add.mutationOptions({ gcTime: 0, onSuccess: (user) => done(`${user.name} can sign in.`) }));
  const set = (part: Partial<typeof person>) => setPerson({ ...person, ...part });
  return (
    <FormDialog
      title="Add a person"
      description="Tell them the password over another channel; they can change it under “You”."
      action="Add the person"
      busy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate({ ...person, name: person.name.trim(), email: person.email.trim() })}
      onClose={onClose}
    >
      <Field label="Name" error={issueFor(add.error, "name")}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={100}
            value={person.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="E-mail address" error={issueFor(add.error, "email")}>
        {(control) => (
          <Input
            {...control}
            type="email"
            required
            maxLength={254}
            autoComplete="off"
            value={person.email}
            onChange={(event) => set({ email: event.target.value })}
          />
        )}
      </Field>
      <Field label="First password" hint="At least 12 characters." error={issueFor(add.error, "password")}>
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
      <RoleField role={person.role} onChange={(role) => set({ role })} error={issueFor(add.error, "role")} />
      <ScopeField scope={person.scope} onChange={(scope) => set({ scope })} error={issueFor(add.error, "scope")} />
    </FormDialog>
  );
}

/** Asks for another role or scope. */
export function ChangePerson({ user, onClose }: { user: User; onClose: () => void }) {
  const [role, setRole] = useState(user.role);
  const [scope, setScope] = useState(user.scope);
  const done = useDone({ queryKey: api.users.key(), onClose });
  const change = useMutation(api.users.change.mutationOptions({ onSuccess: () => done(`${user.name} is changed.`) }));
  return (
    <FormDialog
      title={`Change ${user.name}`}
      description="Their sessions end at once; they sign in again with the new role and scope. Where they may see or do less, the links that they shared and the invitations that they made end too."
      action="Change"
      busy={change.isPending}
      error={change.error}
      onSubmit={() => change.mutate({ id: user.id, role, scope })}
      onClose={onClose}
    >
      <RoleField role={role} onChange={setRole} error={issueFor(change.error, "role")} />
      <ScopeField scope={scope} onChange={setScope} error={issueFor(change.error, "scope")} />
    </FormDialog>
  );
}

/** Restates what removing a person means. */
export function RemovePerson({ user, onClose }: { user: User; onClose: () => void }) {
  const done = useDone({ queryKey: api.users.key(), onClose });
  const remove = useMutation(api.users.remove.mutationOptions({ onSuccess: () => done(`${user.name} is removed.`) }));
  return (
    <ConfirmDialog
      title={`Remove ${user.name}?`}
      description={`${user.email} can no longer sign in. Open sessions, API tokens and the links that they shared end at once; what they took or wrote keeps their name.`}
      keep="Keep them"
      action="Remove the person"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id: user.id })}
      onClose={onClose}
    >
      <p className="text-ink-2">They can be invited again later.</p>
    </ConfirmDialog>
  );
}
