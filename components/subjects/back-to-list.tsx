"use client";
import { ArrowLeft } from "lucide-react";
import { Link } from "../ui/link.tsx";
import { useOpenAddress } from "./subject-link.tsx";

/** The way from one subject or role to all of them. */
export function BackToList() {
  const addressOf = useOpenAddress();
  return (
    <Link href={addressOf({})} className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-12 text-ink-3 hover:text-ink">
      <ArrowLeft aria-hidden className="size-3.5" />
      All subjects
    </Link>
  );
}
