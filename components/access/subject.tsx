import { Bot, User, Users } from "lucide-react";
import { cn } from "../ui/cn.ts";
import type { SubjectKind } from "./subject-words.ts";

const icons = { User, Group: Users, ServiceAccount: Bot } as const;
const words = { User: "User", Group: "Group", ServiceAccount: "Service account" } as const;

/** The kind of a subject as a shape; its word is there for readers. */
export function SubjectIcon({ kind, className }: { kind: SubjectKind; className?: string }) {
  const Icon = icons[kind];
  return (
    <span title={words[kind]} className="flex-none">
      <Icon aria-hidden className={cn("size-3.5 stroke-[1.5] text-ink-3", className)} />
      <span className="sr-only">{words[kind]} </span>
    </span>
  );
}
