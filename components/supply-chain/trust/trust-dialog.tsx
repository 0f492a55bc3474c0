"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { ProblemIssues } from "../../auth/problem-issues.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Input, TextArea } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { type KeyWish, keysOfText, type TrustWish, trustWish } from "./trust-wish.ts";

interface DialogProps {
  /** Absent: a new one. */
  readonly profile?: TrustProfileView;
  readonly onClose: () => void;
}

/** Trusts a root or keys, or changes what is trusted. */
export function TrustDialog({ profile, onClose }: DialogProps) {
  const [wish, setWish] = useState<TrustWish>(() => trustWish(profile));
  const [broken, setBroken] = useState<string | undefined>(undefined);
  const save = useSave(profile, onClose);
  const isRoot = wish.kind !== "keys";
  const submit = () => {
    const root = wish.root.trim() === "" ? undefined : jsonOf(wish.root);
    if (root === null) return setBroken("This is no JSON. Give the file as Sigstore writes it.");
    setBroken(undefined);
    save.mutate(wish, root);
  };
  return (
    <FormDialog
      title={titleOf(profile)}
      description="Nothing is asked over the network: what is trusted is what you give here."
      action={profile === undefined ? "Trust it" : "Save"}
      busy={save.isPending}
      error={null}
      onSubmit={submit}
      onClose={onClose}
    >
      {save.error === null ? null : <ProblemIssues error={save.error} />}
      {profile === undefined ? (
        <Segmented
          label="What is trusted"
          className="justify-self-start"
          value={isRoot ? "sigstore" : "keys"}
          onChange={(kind) => setWish({ ...wish, kind })}
          options={[
            { value: "sigstore", label: "A root of Sigstore" },
            { value: "keys", label: "Keys" },
          ]}
        />
      ) : null}
      <Name wish={wish} onChange={(part) => setWish({ ...wish, ...part })} />
      {isRoot ? null : <Keys keys={wish.keys} onChange={(keys) => setWish({ ...wish, keys })} />}
      <Root
        wish={wish}
        onChange={(part) => setWish({ ...wish, ...part })}
        error={broken}
        required={profile === undefined && isRoot}
        replacing={profile !== undefined}
      />
    </FormDialog>
  );
}

function titleOf(profile: TrustProfileView | undefined): string {
  if (profile === undefined) return "Trust a root or keys";
  return profile.kind === "publicGood" ? "Replace the public-good root" : `Change ${profile.name}`;
}

/** @returns the value of a text; null where it is no JSON object. */
function jsonOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function useSave(profile: TrustProfileView | undefined, onClose: () => void) {
  const done = useDone({ onClose });
  const create = useMutation(
    api.trustProfiles.create.mutationOptions({ onSuccess: ({ name }) => done(`${name} is trusted from now on.`) }),
  );
  const change = useMutation(api.trustProfiles.change.mutationOptions({ onSuccess: ({ name }) => done(`${name} is changed.`) }));
  const mutate = ({ kind, name, keys, asOf, noLog, thresholds }: TrustWish, root: Record<string, unknown> | undefined) => {
    const dated = asOf === "" ? {} : { asOf: new Date(asOf).toISOString() };
    const asked = thresholds === undefined || root === undefined ? {} : { thresholds };
    if (profile === undefined)
      return create.mutate({
        name: name.trim(),
        kind: kind === "keys" ? "keys" : "sigstore",
        keys: [...keys],
        ...(root && { root }),
        ...asked,
        ...dated,
      });
    change.mutate({
      ...{ id: profile.id, name: name.trim() },
      ...(kind === "keys" && { keys: [...keys] }),
      ...(root === undefined ? noLog && { root: null } : { root }),
      ...asked,
      ...dated,
    });
  };
  const used = profile === undefined ? create : change;
  return { mutate, error: used.error, isPending: used.isPending };
}

interface PartProps {
  readonly wish: TrustWish;
  readonly onChange: (part: Partial<TrustWish>) => void;
}

function Name({ wish, onChange }: PartProps) {
  return (
    <Field label="Name" hint="Verdicts name it.">
      {(control) => (
        <Input
          {...control}
          required
          maxLength={100}
          autoComplete="off"
          value={wish.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      )}
    </Field>
  );
}

function Keys({ keys, onChange }: { keys: readonly KeyWish[]; onChange: (keys: readonly KeyWish[]) => void }) {
  const take = async (files: FileList | null) => {
    const texts = await Promise.all([...(files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })));
    onChange([...keys, ...texts.flatMap(({ name, text }) => keysOfText(name, text))]);
  };
  return (
    <div className="grid gap-3">
      <Field label="Public keys" hint="Files such as cosign.pub, in PEM; several at once.">
        {(control) => (
          <Input {...control} type="file" accept=".pub,.pem,.key" multiple onChange={(event) => void take(event.target.files)} />
        )}
      </Field>
      <Field label="Or their text">
        {(control) => (
          <TextArea
            {...control}
            mono
            rows={4}
            spellCheck={false}
            placeholder="-----BEGIN PUBLIC KEY-----"
            onChange={(event) => {
              const found = keysOfText("key", event.target.value);
              if (found.length === 0) return;
              onChange([...keys, ...found]);
              event.target.value = "";
            }}
          />
        )}
      </Field>
      {keys.length === 0 ? null : (
        <ul aria-label="Keys" className="rounded-control border border-line">
          {keys.map((key, index) => (
            <li key={key.pem} className="flex items-center gap-2 border-line border-b px-3 py-1.5 last:border-b-0">
              <Input
                aria-label={`Name of key ${index + 1}`}
                required
                maxLength={100}
                value={key.name}
                onChange={(event) => onChange(keys.with(index, { ...key, name: event.target.value }))}
              />
              <Button size="small" aria-label={`Leave out ${key.name}`} onClick={() => onChange(keys.toSpliced(index, 1))}>
                Leave out
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface RootProps extends PartProps {
  readonly error: string | undefined;
  readonly required: boolean;
  readonly replacing: boolean;
}

function Root({ wish, onChange, error, required, replacing }: RootProps) {
  const isKeys = wish.kind === "keys";
  const label = isKeys ? "Root of the log that they must be in" : "trusted_root.json";
  const kept = replacing ? "Empty: what is there stays." : "";
  const hint = isKeys ? `Optional: without it nothing shows when a key signed. ${kept}` : `As Sigstore writes it. ${kept}`;
  return (
    <>
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <div className="grid gap-2">
            <Input
              type="file"
              accept=".json,application/json"
              aria-label={`${label}, as a file`}
              onChange={async (event) => {
                const text = await event.target.files?.[0]?.text();
                if (text !== undefined) onChange({ root: text });
              }}
            />
            <TextArea
              {...control}
              mono
              rows={5}
              spellCheck={false}
              required={required}
              value={wish.root}
              onChange={(event) => onChange({ root: event.target.value })}
            />
          </div>
        )}
      </Field>
      {isKeys && replacing ? (
        <Checkbox checked={wish.noLog} onCheckedChange={(on) => onChange({ noLog: on === true })}>
          Ask for no log any more
        </Checkbox>
      ) : null}
      {wish.root.trim() === "" ? null : <RootTerms wish={wish} onChange={onChange} />}
    </>
  );
}

const witnesses = [
  ["certificateLog", "Timestamps of the certificate's log"],
  ["transparencyLog", "Entries of a transparency log"],
  ["trustedTime", "Trusted times"],
] as const;

function RootTerms({ wish, onChange }: PartProps) {
  const { thresholds } = wish;
  return (
    <>
      <Field label="Made on" hint="Where you know it; else its newest part tells how old it is at least.">
        {(control) => (
          <Input {...control} type="date" value={wish.asOf} onChange={(event) => onChange({ asOf: event.target.value })} />
        )}
      </Field>
      <Checkbox
        checked={thresholds !== undefined}
        onCheckedChange={(on) =>
          onChange({ thresholds: on === true ? { certificateLog: 1, transparencyLog: 1, trustedTime: 1 } : undefined })
        }
      >
        Say how many witnesses a signature needs, and do not take what the root's parts allow
      </Checkbox>
      {thresholds === undefined ? null : (
        <div className="grid gap-4 wide:grid-cols-3">
          {witnesses.map(([name, label]) => (
            <Field key={name} label={label}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={name === "trustedTime" && wish.kind !== "keys" ? 1 : 0}
                  max={5}
                  value={thresholds[name]}
                  onChange={(event) => onChange({ thresholds: { ...thresholds, [name]: Number(event.target.value) } })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </>
  );
}
