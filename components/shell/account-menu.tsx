"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BookOpen, LogOut, Settings } from "lucide-react";
import { signOutOptions } from "#client/auth.ts";
import { problemOf } from "#client/problem.ts";
import type { OpenMenuProps } from "../ui/lazy-menu.tsx";
import { Link } from "../ui/link.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import { notify } from "../ui/toast.tsx";

/** Settings and sign-out. */
export function AccountMenu({ trigger }: OpenMenuProps) {
  const cache = useQueryClient();
  const signOut = useMutation({
    ...signOutOptions(),
    onSuccess: () => {
      cache.clear();
      window.location.assign("/sign-in");
    },
    onError: (error) => {
      const { code, status } = problemOf(error);
      const why = status === undefined ? "Drydock does not answer" : `Drydock refused with the code ${code}`;
      notify("You are still signed in.", {
        detail: `${why}. Try again; a shared computer stays open to this account until then.`,
        failed: true,
      });
    },
  });
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent align="start" side="top" className="w-56">
        <MenuItem asChild>
          <Link href="/settings">
            <Settings aria-hidden />
            Settings
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href="/docs/api">
            <BookOpen aria-hidden />
            API reference
          </Link>
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => signOut.mutate()}>
          <LogOut aria-hidden />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
