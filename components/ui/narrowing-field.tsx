import { cn } from "./cn.ts";
import { Input } from "./field.tsx";

interface NarrowingFieldProps {
  /** What it leaves, such as `Only what holds in this namespace`. */
  readonly label: string;
  /** What it means empty, such as `any namespace`. */
  readonly placeholder: string;
  readonly value: string;
  /** Longest name, in characters. */
  readonly longest?: number;
  readonly className?: string;
  readonly onValue: (value: string) => void;
}

/** A name out of Kubernetes that narrows a list. */
export function NarrowingField({ label, placeholder, value, longest = 253, className, onValue }: NarrowingFieldProps) {
  return (
    <span className={cn("w-40", className)}>
      <Input
        mono
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={longest}
        spellCheck={false}
        onChange={(event) => onValue(event.target.value.trim())}
      />
    </span>
  );
}
