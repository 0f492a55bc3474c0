"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleUser, LogOut, Settings } from "lucide-react";
import Link from "next/link";
import { signOutOptions } from "#client/auth.ts";
import { useSession } from "#client/session.ts";
import { cn } from "../ui/cn.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import { notify } from "../ui/toast.tsx";

/** Who is signed in; settings and sign-out behind it. */
export function UserMenu({ rail }: { rail: boolean }) {
  const session = useSession();
  const cache = useQueryClient();
  const signOut = useMutation({
    ...signOutOptions(),
    onSuccess: () => {
      cache.clear();
      window.location.assign("/sign-in");
    },
    onError: () => notify("You are still signed in: Drydock did not answer.", { failed: true }),
  });
  const name = session?.user.email ?? "Signed in";
  return (
    <div className="flex-none border-line border-t p-2">
      <Menu>
        <MenuTrigger asChild>
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
        </MenuTrigger>
        <MenuContent align="start" side="top" className="w-56">
          <MenuItem asChild>
            <Link href="/settings">
              <Settings aria-hidden />
              Settings
            </Link>
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={() => signOut.mutate()}>
            <LogOut aria-hidden />
            Sign out
          </MenuItem>
        </MenuContent>
      </Menu>
    </div>
  );
}
