import { Tabs as RadixTabs, ToggleGroup } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode }[];
  className?: string;
}

/** One of a few, all of them visible, in more than one row where the page is narrow: arrow keys move, the chosen one is inverted. */
export function Segmented<T extends string>({ label, value, onChange, options, className }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={(next) => next !== "" && onChange(next as T)}
      aria-label={label}
      className={cn(
        "inline-flex min-h-7 max-w-full flex-none flex-wrap overflow-hidden rounded-control border border-line-strong bg-panel",
        className,
      )}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="-mr-px -mb-px h-[27px] whitespace-nowrap border-line-strong border-r border-b px-2.5 text-ink-2 narrow:grow hover:bg-sunk focus-visible:[box-shadow:inset_0_0_0_2px_var(--accent)] data-[state=on]:bg-ink data-[state=on]:font-label data-[state=on]:text-panel"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** Tabs over panels; the value belongs to the URL. */
export function Tabs({ className, ...rest }: ComponentProps<typeof RadixTabs.Root>) {
  return <RadixTabs.Root className={className} {...rest} />;
}

/** The row of tabs. */
export function TabList({ className, ...rest }: ComponentProps<typeof RadixTabs.List>) {
  return <RadixTabs.List className={cn("flex h-10 gap-5 overflow-x-auto border-line border-b", className)} {...rest} />;
}

/** One tab. */
export function Tab({ className, ...rest }: ComponentProps<typeof RadixTabs.Trigger>) {
  return (
    <RadixTabs.Trigger
      className={cn(
        "whitespace-nowrap text-ink-2 hover:text-ink data-[state=active]:font-label data-[state=active]:text-ink data-[state=active]:shadow-[inset_0_-2px_0_var(--accent)]",
        className,
      )}
      {...rest}
    />
  );
}

export const TabPanel: typeof RadixTabs.Content = RadixTabs.Content;
