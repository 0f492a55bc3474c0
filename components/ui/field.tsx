import { Check, ChevronDown, Minus } from "lucide-react";
import { Checkbox as RadixCheckbox } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

const box =
  "w-full rounded-control border border-line-strong bg-panel px-2.5 text-ink transition-colors duration-[140ms] hover:border-tick aria-invalid:border-critical disabled:bg-sunk disabled:text-ink-3";

const file =
  "cursor-pointer py-[3px] pl-1 leading-6 file:mr-2.5 file:h-6 file:cursor-pointer file:rounded-control file:border file:border-line-strong file:bg-sunk file:px-2 file:text-ink";

/** One line of text, or the choice of a file. */
export function Input({ className, mono = false, ...rest }: ComponentProps<"input"> & { mono?: boolean }) {
  return <input className={cn(box, "h-8", rest.type === "file" && file, mono && "font-mono text-12", className)} {...rest} />;
}

/** Several lines of text. */
export function TextArea({ className, mono = false, ...rest }: ComponentProps<"textarea"> & { mono?: boolean }) {
  return <textarea className={cn(box, "py-2", mono && "font-mono text-12", className)} {...rest} />;
}

/** The platform's own list of choices: it works with every keyboard, reader and phone. */
export function Select({
  className,
  size = "normal",
  ...rest
}: Omit<ComponentProps<"select">, "size"> & { size?: "normal" | "large" }) {
  return (
    <span className={cn("relative inline-flex min-w-0", className)}>
      <select className={cn(box, "appearance-none pr-8", size === "large" ? "h-8" : "h-7")} {...rest} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 stroke-[1.5] text-ink-3"
      />
    </span>
  );
}

interface CheckboxProps extends Omit<ComponentProps<typeof RadixCheckbox.Root>, "children"> {
  children?: ReactNode;
}

/** A checkbox with its label; the whole line can be pressed, 24 px high at least. */
export function Checkbox({ children, className, id, ...rest }: CheckboxProps) {
  const made = useId();
  const own = id ?? made;
  return (
    <span className={cn("flex min-h-6 items-center gap-2", className)}>
      <RadixCheckbox.Root
        id={own}
        className="grid size-3.5 flex-none place-items-center rounded-[2px] border border-tick bg-panel text-accent-ink data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent"
        {...rest}
      >
        <RadixCheckbox.Indicator>
          {rest.checked === "indeterminate" ? <Minus aria-hidden className="size-3" /> : <Check aria-hidden className="size-3" />}
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      {children === undefined ? null : (
        <label htmlFor={own} className="flex min-h-6 min-w-0 flex-1 cursor-pointer items-center gap-2">
          {children}
        </label>
      )}
    </span>
  );
}

interface FieldProps {
  label: ReactNode;
  /** What to type, or why it is asked. */
  hint?: ReactNode;
  /** What is wrong, in a sentence. */
  error?: string | undefined;
  children: (control: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
  className?: string;
}

/** A label, a control, and what to know about it. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].join(" ").trim();
  return (
    <div className={cn("grid gap-1", className)}>
      <label htmlFor={id} className="font-label">
        {label}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {error === undefined ? null : (
        <p id={`${id}-error`} className="text-12 text-critical">
          {error}
        </p>
      )}
    </div>
  );
}
