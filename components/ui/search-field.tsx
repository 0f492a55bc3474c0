import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Input } from "./field.tsx";

interface SearchFieldProps extends Omit<ComponentProps<typeof Input>, "onChange" | "aria-label" | "className" | "mono" | "type"> {
  /** What it searches; the placeholder may be shorter. */
  label: string;
  onText: (text: string) => void;
  /** Of the field with its glass: its width. */
  className?: string;
}

/** One line of text that narrows a list. */
export function SearchField({ label, onText, className, ...rest }: SearchFieldProps) {
  return (
    <span className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2 size-3.5 stroke-[1.5] text-ink-3" />
      <Input
        type="search"
        aria-label={label}
        maxLength={200}
        onChange={(event) => onText(event.target.value)}
        className="pl-7"
        {...rest}
      />
    </span>
  );
}
