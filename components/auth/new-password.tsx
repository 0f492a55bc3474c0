"use client";
import { Field, Input } from "../ui/field.tsx";

interface NewPasswordProps {
  label: string;
  /** Whose password it is, for the password manager. */
  email: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** A password that is being chosen. The address stands beside it unseen, so that a password manager keeps both. */
export function NewPassword({ label, email, value, onChange, error }: NewPasswordProps) {
  return (
    <>
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Field label={label} hint="At least 12 characters; length counts, signs do not." error={error}>
        {(control) => (
          <Input
            {...control}
            type="password"
            required
            minLength={12}
            maxLength={128}
            autoComplete="new-password"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
