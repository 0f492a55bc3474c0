import { Bot, Box, Boxes, FileKey, Flag, KeyRound, Link2, type LucideIcon, ScrollText, Server, User, Users } from "lucide-react";
import type { FocusEvent, KeyboardEvent } from "react";
import type { Drawing } from "#contracts/graph.ts";
import { cn } from "../ui/cn.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { nameOfNode, nodeWords, stateWords } from "./graph-words.ts";

type Node = Drawing["nodes"][number];

const icons: Readonly<Record<string, LucideIcon>> = {
  User,
  Group: Users,
  ServiceAccount: Bot,
  RoleBinding: Link2,
  ClusterRoleBinding: Link2,
  Role: ScrollText,
  ClusterRole: ScrollText,
  Secret: FileKey,
  Pod: Box,
  Node: Server,
  Namespace: Boxes,
  Goal: Flag,
};

const frames: Readonly<Record<Node["state"], string>> = {
  plain: "border-line-strong bg-panel",
  chosen: "border-accent bg-accent-soft",
  goal: "border-critical bg-critical-soft",
  risky: "border-high bg-panel",
  missing: "border-line-strong border-dashed bg-panel",
  unseen: "border-unseen border-dashed bg-panel hatch",
};

interface GraphNodeProps {
  readonly node: Node;
  /** The one that Tab reaches. */
  readonly stop: boolean;
  /** Others are looked at. */
  readonly quiet: boolean;
  readonly onOpen?: ((node: Node) => void) | undefined;
  readonly onFocus: (event: FocusEvent<HTMLButtonElement>) => void;
  readonly onPoint: (over: boolean) => void;
  readonly onKey: (event: KeyboardEvent<HTMLButtonElement>) => void;
}

/** One node: its kind as a shape and a word, its name, and its state in words as well as in its frame. */
export function GraphNodeBox({ node, stop, quiet, onOpen, onFocus, onPoint, onKey }: GraphNodeProps) {
  const Icon = icons[node.kind] ?? KeyRound;
  const state = stateWords(node);
  return (
    <button
      type="button"
      data-node={node.id}
      tabIndex={stop ? 0 : -1}
      title={nodeWords(node)}
      onClick={() => onOpen?.(node)}
      onFocus={onFocus}
      onKeyDown={onKey}
      onMouseEnter={() => onPoint(true)}
      onMouseLeave={() => onPoint(false)}
      style={{ left: node.x, top: node.y, width: node.width, height: node.height }}
      className={cn(
        "absolute flex items-center gap-2 rounded-control border px-2 text-left hover:border-accent",
        frames[node.state],
        onOpen === undefined && "cursor-default",
        quiet && "opacity-40",
      )}
    >
      <Icon
        aria-hidden
        className={cn("size-4 flex-none stroke-[1.5] text-ink-3", node.state === "chosen" && "text-accent-text")}
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1 text-12 text-ink-3">
          <span className="truncate">{node.kind}</span>
          {node.state === "unseen" ? <VerdictGlyph verdict="notAssessed" /> : null}
          {state === undefined ? null : <span className={cn("truncate", node.state === "risky" && "text-high")}>· {state}</span>}
        </span>
        <code className="block truncate text-12 text-ink [unicode-bidi:isolate]">{nameOfNode(node)}</code>
        {node.note === undefined ? null : <span className="block truncate text-12 text-ink-3">{node.note}</span>}
      </span>
    </button>
  );
}
