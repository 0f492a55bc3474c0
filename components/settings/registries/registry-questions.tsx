"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { Registry } from "#contracts/supply-chain/registries.ts";
import { counted } from "../../access/subject-words.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { ConfirmDialog } from "../../shell/confirm-dialog.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { visibleText } from "../../ui/visible-text.ts";

interface QuestionProps {
  readonly registry: Registry;
  readonly onClose: () => void;
}

/** Gives a registry's credential, or erases it. */
export function CredentialDialog({ registry: { id, host, credential, via, realms }, onClose }: QuestionProps) {
  const [wish, setWish] = useState({ username: "", password: "" });
  const done = useDone({ queryKey: api.registries.key(), onClose });
  const put = useMutation(
    api.registries.putCredential.mutationOptions({ gcTime: 0, onSuccess: () => done(`${host} has its credential.`) }),
  );
  const erase = useMutation(
    api.registries.eraseCredential.mutationOptions({ onSuccess: () => done(`The credential of ${host} is erased.`) }),
  );
  const error = put.error ?? erase.error;
  const sentTo = [via ?? host, ...realms].map(visibleText).join(", ");
  return (
    <FormDialog
      title={`Credential for ${host}`}
      description={`It is sealed for ${sentTo} and sent nowhere else. Nobody can read it again.`}
      action="Seal it"
      busy={put.isPending}
      width={480}
      error={null}
      aside={
        credential === undefined ? null : (
          <Button tone="danger" className="mr-auto" busy={erase.isPending} onClick={() => erase.mutate({ id })}>
            Erase the present one
          </Button>
        )
      }
      onSubmit={() => put.mutate({ id, ...wish })}
      onClose={onClose}
    >
      {error === null ? null : <ProblemLine error={error} />}
      <Field label="User name">
        {(control) => (
          <Input
            {...control}
            required
            maxLength={256}
            autoComplete="off"
            value={wish.username}
            onChange={(event) => setWish({ ...wish, username: event.target.value })}
          />
        )}
      </Field>
      <Field label="Password or token" hint="It need only pull.">
        {(control) => (
          <Input
            {...control}
            type="password"
            required
            maxLength={16_384}
            autoComplete="new-password"
            value={wish.password}
            onChange={(event) => setWish({ ...wish, password: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  );
}

/** Restates what closing means. */
export function CloseDialog({ registry: { id, host, images, credential }, onClose }: QuestionProps) {
  const done = useDone({ queryKey: api.registries.key(), onClose });
  const remove = useMutation(api.registries.remove.mutationOptions({ onSuccess: () => done(`${host} is asked no more.`) }));
  return (
    <ConfirmDialog
      title={`Close ${host}?`}
      description="What was found there stays until it is too old; then nobody can say it any more."
      keep="Keep it"
      action="Close the registry"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        {images === 0 ? "Nothing that runs came from it." : `${counted(images, "container")} run an image from it.`}
        {credential === undefined ? "" : " Its credential is erased."}
      </p>
    </ConfirmDialog>
  );
}
