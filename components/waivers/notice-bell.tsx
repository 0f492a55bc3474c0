"use client";
import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { api } from "#client/api.ts";
import type { Notices } from "#contracts/waivers.ts";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { counted } from "./waiver-words.ts";

/** @returns the waivers near their end, and the access reviews that are due. */
export function useNotices(): Notices {
  return useQuery(api.notices.list.queryOptions({ input: {}, staleTime: 300_000 })).data ?? { items: [], reviews: [] };
}

/** A bell in the bar when a waiver is about to end or has just ended, or an access review is due. */
export function NoticeBell() {
  const { items: waivers, reviews } = useNotices();
  const total = waivers.length + reviews.length;
  if (total === 0) return null;
  const parts = [
    ...(waivers.length > 0 ? [`${counted(waivers.length, "waiver")} near ${waivers.length === 1 ? "its" : "their"} end`] : []),
    ...(reviews.length > 0 ? [`${counted(reviews.length, "access review")} due`] : []),
  ];
  const label = parts.join(", ");
  return (
    <Button asChild tone="quiet">
      <Link href={waivers.length > 0 ? "/findings/waivers" : "/access/reviews"} aria-label={label} title={label}>
        <Bell aria-hidden />
        {total}
      </Link>
    </Button>
  );
}
