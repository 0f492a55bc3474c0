import { Bot, Cloud, Crown, FileKey, ScrollText, Server, User, Users } from "lucide-react";
import type { Position } from "#contracts/access/paths.ts";
import { cn } from "../ui/cn.ts";
import { positionKind, positionLabel } from "./path-words.ts";

const icons = { User, Group: Users, ServiceAccount: Bot, Node: Server, Nodes: Server, Cloud, Rights: ScrollText } as const;

function iconOf({ kind, name }: Position) {
  if (kind === "End") return name === "cluster-admin" ? Crown : FileKey;
  return icons[kind as keyof typeof icons] ?? ScrollText;
}

/** Where one stands on a path: a shape for its kind, and its whole name. */
export function PositionName({ position, className }: { position: Position; className?: string }) {
  const Icon = iconOf(position);
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-1.5", className)}>
      <Icon aria-hidden className="size-3.5 flex-none stroke-[1.5] text-ink-3" />
      <span className="sr-only">{positionKind(position)} </span>
      <code className="min-w-0 text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{positionLabel(position)}</code>
    </span>
  );
}

/** The positions of a way, one after the other. */
export function Way({ way, className }: { way: readonly Position[]; className?: string }) {
  return (
    <span className={cn("flex flex-wrap items-center gap-x-2 text-12", className)}>
      {way.map((position) => (
        <span key={`${position.kind} ${positionLabel(position)}`} className="inline-flex min-w-0 max-w-full items-center gap-1">
          <span aria-hidden className="text-tick">
            →
          </span>
          <PositionName position={position} />
        </span>
      ))}
    </span>
  );
}
