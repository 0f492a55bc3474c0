import { DropdownMenu } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const Menu: typeof DropdownMenu.Root = DropdownMenu.Root;
export const MenuTrigger: typeof DropdownMenu.Trigger = DropdownMenu.Trigger;

/** The list of actions that a button opens. */
export function MenuContent({ className, ...rest }: ComponentProps<typeof DropdownMenu.Content>) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          "z-50 min-w-44 animate-appear rounded-panel border border-line-strong bg-panel p-1 outline-none",
          className,
        )}
        {...rest}
      />
    </DropdownMenu.Portal>
  );
}

/** One action. */
export function MenuItem({
  danger = false,
  className,
  ...rest
}: ComponentProps<typeof DropdownMenu.Item> & { danger?: boolean }) {
  return (
    <DropdownMenu.Item
      className={cn(
        "flex min-h-7 cursor-pointer items-center gap-2 rounded-control px-2 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-raise [&_.lucide]:size-4 [&_.lucide]:stroke-[1.5] [&_.lucide]:text-ink-3",
        danger ? "text-critical" : "text-ink",
        className,
      )}
      {...rest}
    />
  );
}

/** A hairline between groups of actions. */
export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 border-line border-t" />;
}
