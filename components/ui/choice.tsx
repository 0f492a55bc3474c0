import { useId } from "react";
import { Select } from "./field.tsx";

interface ChoiceProps<V extends string> {
  /** For readers; the chosen words are all that is seen. */
  label: string;
  value: V;
  /** Each value with its words, in their order. */
  options: Readonly<Record<V, string>>;
  onChange: (value: V) => void;
}

/** One of a few, in a toolbar. */
export function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  const id = useId();
  return (
    <span className="inline-flex">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Select size="large" id={id} value={value} onChange={(event) => onChange(event.target.value as V)}>
        {Object.entries<string>(options).map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </Select>
    </span>
  );
}
