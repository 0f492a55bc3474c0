import type { ReactNode } from "react";
import { Field, TextArea } from "./field.tsx";

interface LinesFieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Takes one entry a line, as programs write them. */
export function LinesField({ label, hint, error, value, onChange, ...rest }: LinesFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <TextArea
          {...control}
          {...rest}
          mono
          rows={2}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
