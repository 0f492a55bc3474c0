"use client";
import { useCommandKey } from "#client/platform.ts";
import { useShownShortcuts } from "#client/shortcuts.ts";
import { Kbd } from "../ui/badge.tsx";
import { Link } from "../ui/link.tsx";
import { Dialog } from "../ui/overlay.tsx";

const names: Record<string, string> = { Enter: "↵", Escape: "esc", ArrowUp: "↑", ArrowDown: "↓", " ": "space" };

function Keys({ keys }: { keys: string }) {
  return (
    <span className="flex gap-1">
      {keys.split(" ").map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same key may be pressed twice
        <Kbd key={index}>{names[key] ?? key}</Kbd>
      ))}
    </span>
  );
}

/** Every shortcut that works on this page now. */
export function CheatSheet({ onClose }: { onClose: () => void }) {
  const command = useCommandKey();
  const always = [
    { keys: `${command} K`, label: "Command palette", group: "Anywhere" as const },
    { keys: "Escape", label: "Close one layer", group: "Anywhere" as const },
    { keys: "Enter", label: "Open what has the focus", group: "Lists" as const },
  ];
  const unique = new Map([...always, ...useShownShortcuts()].map((shortcut) => [shortcut.keys, shortcut]));
  const groups = Map.groupBy(unique.values(), (shortcut) => shortcut.group);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard"
      width={640}
      description={
        <>
          None of them works while you type. They can be switched off in the{" "}
          <Link href="/settings" onClick={onClose} className="text-accent-text underline">
            settings
          </Link>
          .
        </>
      }
    >
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group}>
            <h3 className="mb-1 font-normal text-12 text-ink-3">{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className="flex min-h-7 items-center justify-between gap-3">
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Keys keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
