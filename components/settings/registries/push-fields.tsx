"use client";
import { issueFor } from "#client/problem.ts";
import { Field, Input, Select } from "../../ui/field.tsx";
import { pushChoices, type RegistryWish } from "./registry-wish.ts";

const words: Readonly<Record<(typeof pushChoices)[number], string>> = {
  none: "Not asked",
  harbor: "Harbor",
  quay: "Quay",
  gitlab: "GitLab",
};

interface PushFieldsProps {
  readonly wish: RegistryWish;
  readonly onChange: (part: Partial<RegistryWish>) => void;
  readonly error: Error | null;
}

/** Whose API tells who and what may push to the registry. */
export function PushFields({ wish, onChange, error }: PushFieldsProps) {
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <Field label="Who may push" hint={hints[wish.pushApi]} error={issueFor(error, "push")}>
        {(control) => (
          <Select
            {...control}
            size="large"
            value={wish.pushApi}
            onChange={(event) => onChange({ pushApi: pushChoices.find((one) => one === event.target.value) ?? "none" })}
          >
            {pushChoices.map((one) => (
              <option key={one} value={one}>
                {words[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {wish.pushApi === "gitlab" ? (
        <Field
          label="GitLab"
          hint="Its host, as it is listed under Forges; its token is used."
          error={issueFor(error, "push.forge")}
        >
          {(control) => (
            <Input
              {...control}
              mono
              required
              maxLength={255}
              autoComplete="off"
              placeholder="gitlab.com"
              value={wish.pushForge}
              onChange={(event) => onChange({ pushForge: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}

const hints: Readonly<Record<(typeof pushChoices)[number], string>> = {
  none: "Whose API tells who and what may push.",
  harbor: "Asked with the credential, which has to be allowed to list the project’s members and robots.",
  quay: "Asked with the token of an application that may administer the repository: user name $oauthtoken, and the token as password.",
  gitlab: "Members of the project and its deploy tokens.",
};
