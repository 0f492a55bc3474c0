"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor } from "#client/problem.ts";
import type { UserRole, UserScope } from "#contracts/common.ts";
import type { ApiToken, MadeApiToken } from "#contracts/tokens.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { useDone } from "../shell/use-done.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { Checkbox, Field, Input, Select } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { Time } from "../ui/time.tsx";
import { ScopeField } from "./scope-field.tsx";
import { roleWords } from "./words.ts";

const roles: readonly UserRole[] = ["viewer", "operator", "admin"];
const lives = [7, 30, 90, 365] as const;

/** Shown once: the only moment at which anybody sees the token. */
function MadeToken({ made, onClose }: { made: MadeApiToken; onClose: () => void }) {
  const command = `curl -H "Authorization: Bearer $DRYDOCK_TOKEN" ${globalThis.location.origin}/api/v1/session`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${made.token.name} is ready`}
      description="Copy it now: it is shown this once, and Drydock keeps only its hash."
      width={640}
      footer={
        <Button tone="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="grid gap-4">
        <CodeBlock text={made.secret} label="The token" wrap />
        <p className="text-ink-2">
          It acts as you with the role {made.token.role} at most, until <Time at={made.token.expiresAt} />. Keep it in{" "}
          <code>DRYDOCK_TOKEN</code> and try it:
        </p>
        <CodeBlock text={command} label="A request with the token" wrap />
      </div>
    </Dialog>
  );
}

function RoleChoice({ own, role, onChange }: { own: UserRole; role: UserRole; onChange: (role: UserRole) => void }) {
  const mayHave = roles.slice(0, roles.indexOf(own) + 1);
  return (
    <Field label="Role at most" hint="It never does more than you may yourself at the time.">
      {(control) => (
        <Select
          {...control}
          size="large"
          value={role}
          onChange={(event) => onChange(mayHave.find((one) => one === event.target.value) ?? "viewer")}
        >
          {mayHave.map((one) => (
            <option key={one} value={one}>
              {one}: {roleWords[one]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type Wish = { name: string; role: UserRole; scope: UserScope | undefined; days: number };

interface TokenFieldsProps {
  own: UserRole;
  wish: Wish;
  onChange: (part: Partial<Wish>) => void;
  error: Error | null;
}

function TokenFields({ own, wish, onChange, error }: TokenFieldsProps) {
  const { name, role, scope, days } = wish;
  return (
    <>
      <Field label="Name" hint="What will use it, such as the pipeline of a repository." error={issueFor(error, "name")}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 wide:grid-cols-2">
        <RoleChoice own={own} role={role} onChange={(chosen) => onChange({ role: chosen })} />
        <Field label="Ends after" hint="Every token ends; it can be revoked before.">
          {(control) => (
            <Select {...control} size="large" value={days} onChange={(event) => onChange({ days: Number(event.target.value) })}>
              {lives.map((one) => (
                <option key={one} value={one}>
                  {one === 365 ? "a year" : `${one} days`}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Checkbox
        checked={scope !== undefined}
        onCheckedChange={(on) => onChange({ scope: on === true ? { clusters: [] } : undefined })}
      >
        Narrow it to some of what I see
      </Checkbox>
      {scope === undefined ? null : (
        <ScopeField
          scope={scope}
          onChange={(chosen) => onChange({ scope: chosen })}
          error={issueFor(error, "scope.clusters[0].id")}
        />
      )}
    </>
  );
}

function useCreate() {
  const cache = useQueryClient();
  return useMutation(
    api.tokens.create.mutationOptions({
      gcTime: 0,
      onSuccess: () => cache.invalidateQueries({ queryKey: api.tokens.key() }),
    }),
  );
}

/** Asks for a new token, and shows it once. */
export function CreateToken({ role: own, onClose }: { role: UserRole; onClose: () => void }) {
  const [wish, setWish] = useState<Wish>({ name: "", role: "viewer", scope: undefined, days: 30 });
  const create = useCreate();
  if (create.data !== undefined) return <MadeToken made={create.data} onClose={onClose} />;
  const { scope, ...plain } = wish;
  return (
    <FormDialog
      title="New API token"
      description="A token cannot make tokens, manage people or change a password."
      action="Make the token"
      busy={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate({ ...plain, name: wish.name.trim(), ...(scope && { scope }) })}
      onClose={onClose}
    >
      <TokenFields own={own} wish={wish} onChange={(part) => setWish({ ...wish, ...part })} error={create.error} />
    </FormDialog>
  );
}

/** Restates what revoking means. */
export function RevokeToken({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const done = useDone({ queryKey: api.tokens.key(), onClose });
  const revoke = useMutation(api.tokens.revoke.mutationOptions({ onSuccess: () => done(`${token.name} is revoked.`) }));
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      description="What uses it is refused from the next request on."
      keep="Keep it"
      action="Revoke the token"
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ id: token.id })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        <code>{token.prefix}…</code>, {token.lastUsedAt === undefined ? "never used" : "last used "}
        {token.lastUsedAt === undefined ? "" : <Time at={token.lastUsedAt} />}. A revoked token cannot be brought back.
      </p>
    </ConfirmDialog>
  );
}
