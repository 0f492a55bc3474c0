"use client";
import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { api } from "#client/api.ts";
import type { Notices } from "#contracts/waivers.ts";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { counted } from "./waiver-words.ts";

/** @returns the waivers that end within a week or ended in the last one. */
export function useNotices(): Notices["items"] {
  return useQuery(api.notices.list.queryOptions({ input: {}, staleTime: 300_000 })).data?.items ?? [];
}

/** A bell in the bar when a waiver is about to end or has just ended. */
export function NoticeBell() {
  const notices = useNotices();
  if (notices.length === 0) return null;
  const label = `${counted(notices.length, "waiver")} near ${notices.length === 1 ? "its" : "their"} end`;
  return (
    <Button asChild tone="quiet">
      <Link href="/findings/waivers" aria-label={label} title={label}>
        <Bell aria-hidden />
        {notices.length}
      </Link>
    </Button>
  );
}
