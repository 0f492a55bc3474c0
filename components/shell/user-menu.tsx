"use client";
import { CircleUser } from "lucide-react";
import { useSession } from "#client/session.ts";
import { cn } from "../ui/cn.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";

/** Who is signed in; settings and sign-out behind it. */
export function UserMenu({ rail }: { rail: boolean }) {
  const session = useSession();
  const name = session?.user.email ?? "Signed in";
  return (
    <div className="flex-none border-line border-t p-2">
      <LazyMenu
        menuProps={{}}
        load={() => import("./account-menu.tsx").then((m) => m.AccountMenu)}
        trigger={
          <button
            type="button"
            aria-label={rail ? `Account of ${name}` : undefined}
            className={cn(
              "flex min-h-10 w-full items-center gap-2 rounded-control text-12 hover:bg-sunk",
              rail ? "justify-center" : "px-2",
            )}
          >
            <CircleUser aria-hidden className="size-4 flex-none stroke-[1.5] text-ink-3" />
            {rail ? null : (
              <span className="min-w-0 flex-1">
                <span className="sr-only">Account of</span>
                <b className="block truncate font-label">{name}</b>
                <span className="block text-ink-3">{session?.user.role ?? " "}</span>
              </span>
            )}
          </button>
        }
      />
    </div>
  );
}
