import { Bot, User, Users } from "lucide-react";
import { cn } from "../ui/cn.ts";
import type { SubjectKind } from "./subject-words.ts";

const icons = { User, Group: Users, ServiceAccount: Bot } as const;
const words = { User: "User", Group: "Group", ServiceAccount: "Service account" } as const;

/** @returns the word for a kind of subject. */
export function nameOfKind(kind: SubjectKind): string {
  return words[kind];
}

/** The kind of a subject as a shape alone, where its word is said otherwise. */
export function SubjectShape({ kind, className }: { kind: SubjectKind; className?: string | undefined }) {
  const Icon = icons[kind];
  return <Icon aria-hidden className={cn("size-3.5 flex-none stroke-[1.5] text-ink-3", className)} />;
}

/** The kind of a subject as a shape; its word is there for readers. */
export function SubjectIcon({ kind, className }: { kind: SubjectKind; className?: string }) {
  return (
    <span title={words[kind]} className="flex-none">
      <SubjectShape kind={kind} className={className} />
      <span className="sr-only">{words[kind]} </span>
    </span>
  );
}
