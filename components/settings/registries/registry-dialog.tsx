"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor } from "#client/problem.ts";
import type { Registry } from "#contracts/supply-chain/registries.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { Field, Input, TextArea } from "../../ui/field.tsx";
import { LinesField } from "../../ui/lines-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { PushFields } from "./push-fields.tsx";
import { hostsOf, pushOf, type RegistryWish, signaturesOf, wishOf } from "./registry-wish.ts";

interface DialogProps {
  /** Absent: a new one. */
  readonly registry?: Registry;
  readonly host?: string;
  readonly onClose: () => void;
}

/** Allows a registry, or changes where and how it is asked. */
export function RegistryDialog({ registry, host = "", onClose }: DialogProps) {
  const [wish, setWish] = useState<RegistryWish>(() => wishOf(registry, host));
  const save = useSave(registry, onClose);
  return (
    <FormDialog
      title={registry === undefined ? "Allow a registry" : `Change ${registry.host}`}
      description="The worker asks it for what is kept beside the images that run."
      action={registry === undefined ? "Allow the registry" : "Save"}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(wish)}
      onClose={onClose}
    >
      <Fields registry={registry} wish={wish} onChange={(part) => setWish({ ...wish, ...part })} error={save.error} />
    </FormDialog>
  );
}

function useSave(registry: Registry | undefined, onClose: () => void) {
  const cache = useQueryClient();
  const done = async (saved: Registry) => {
    await cache.invalidateQueries({ queryKey: api.registries.key() });
    const lost = registry?.credential !== undefined && saved.credential === undefined;
    notify(lost ? `${saved.host} is changed. Its credential was erased: give it again.` : `${saved.host} may be asked.`);
    onClose();
  };
  const create = useMutation(api.registries.create.mutationOptions({ gcTime: 0, onSuccess: done }));
  const change = useMutation(api.registries.change.mutationOptions({ onSuccess: done }));
  const mutate = ({ host, via, username, password, caData, ...wish }: RegistryWish) => {
    const lists = {
      realms: hostsOf(wish.realms),
      contentHosts: hostsOf(wish.contentHosts),
      signatures: signaturesOf(wish.signatures),
    };
    const [asked, ca, push] = [via.trim(), caData.trim(), pushOf(wish)];
    if (registry !== undefined) {
      const rest = { via: asked === "" ? null : asked, caData: ca === "" ? null : ca, push: push ?? null };
      return change.mutate({ id: registry.id, ...lists, ...rest });
    }
    create.mutate({
      ...{ host, ...lists },
      ...(asked !== "" && { via: asked }),
      ...(ca !== "" && { caData: ca }),
      ...(push && { push }),
      ...(username !== "" && password !== "" && { credential: { username, password } }),
    });
  };
  const used = registry === undefined ? create : change;
  return { mutate, error: used.error, isPending: used.isPending };
}

interface FieldsProps {
  readonly registry: Registry | undefined;
  readonly wish: RegistryWish;
  readonly onChange: (part: Partial<RegistryWish>) => void;
  readonly error: Error | null;
}

function Fields({ registry, wish, onChange, error }: FieldsProps) {
  return (
    <>
      {registry === undefined ? <NewFields wish={wish} onChange={onChange} error={error} /> : <Moving registry={registry} />}
      <details open={registry !== undefined} className="grid gap-4">
        <summary className="inline-flex min-h-6 items-center text-accent-text">Mirror, authority, mapping and rights</summary>
        <div className="mt-3 grid gap-4">
          <Places wish={wish} onChange={onChange} error={error} />
          <PushFields wish={wish} onChange={onChange} error={error} />
        </div>
      </details>
    </>
  );
}

function Moving({ registry: { credential } }: { registry: Registry }) {
  if (credential === undefined) return null;
  return (
    <p className="text-12 text-ink-2">
      Where another host or authority would get to see the credential, it is erased, and has to be given again.
    </p>
  );
}

type PartProps = Omit<FieldsProps, "registry">;

function NewFields({ wish, onChange, error }: PartProps) {
  return (
    <>
      <Field label="Registry" hint="As references name it; docker.io for Docker Hub." error={issueFor(error, "host")}>
        {(control) => (
          <Input
            {...control}
            mono
            required
            maxLength={255}
            autoComplete="off"
            placeholder="registry.example.com"
            value={wish.host}
            onChange={(event) => onChange({ host: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 wide:grid-cols-2">
        <Field label="User name" hint="Empty where it lets everybody pull." error={issueFor(error, "credential.username")}>
          {(control) => (
            <Input
              {...control}
              maxLength={256}
              autoComplete="off"
              value={wish.username}
              onChange={(event) => onChange({ username: event.target.value })}
            />
          )}
        </Field>
        <Field label="Password or token" hint="It need only pull." error={issueFor(error, "credential.password")}>
          {(control) => (
            <Input
              {...control}
              type="password"
              maxLength={16_384}
              autoComplete="new-password"
              required={wish.username !== ""}
              value={wish.password}
              onChange={(event) => onChange({ password: event.target.value })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function Places({ wish, onChange, error }: PartProps) {
  const line = (label: string, name: "via" | "realms" | "contentHosts", hint: string) => (
    <Field label={label} hint={hint} error={issueFor(error, name) ?? issueFor(error, `${name}[0]`)}>
      {(control) => (
        <Input
          {...control}
          mono
          autoComplete="off"
          value={wish[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {line("Asked at", "via", "A mirror, or the host behind the name; empty: the registry itself.")}
      {line("Hosts of tokens", "realms", "With commas. They are sent the credential.")}
      {line("Hosts of content", "contentHosts", "With commas; *.example.com for all below a name. They are sent no credential.")}
      <LinesField
        label="Signatures in other repositories"
        hint="A line for each: what names begin with, a space, the repository; as COSIGN_REPOSITORY puts them. What lies beside the image is looked for, too."
        error={issueFor(error, "signatures[0].prefix") ?? issueFor(error, "signatures[0].repository")}
        value={wish.signatures}
        onChange={(signatures) => onChange({ signatures })}
      />
      <Field
        label="Its own authority"
        hint="Certificates in PEM, trusted for this registry's hosts alone."
        error={issueFor(error, "caData")}
      >
        {(control) => (
          <TextArea
            {...control}
            mono
            rows={4}
            spellCheck={false}
            value={wish.caData}
            onChange={(event) => onChange({ caData: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
