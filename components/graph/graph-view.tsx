"use client";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Drawing } from "#contracts/graph.ts";
import { GraphEdges } from "./graph-edges.tsx";
import { joinedTo, nodeAfter, readingOrder } from "./graph-keys.ts";
import { GraphNodeBox } from "./graph-node.tsx";
import { drawingLines } from "./graph-words.ts";

interface GraphViewProps {
  /** What `layOut` of lib/server/graph made of `{ nodes, edges, leftOut }`, see lib/core/graph/graph.ts. */
  readonly drawing: Drawing;
  /** Names the picture. */
  readonly label: string;
  /** Pressing a node, or Enter on it; absent where a node leads nowhere. */
  readonly onOpen?: (node: Drawing["nodes"][number]) => void;
}

/**
 * A graph from left to right. One tab stop; arrow keys follow lines and columns, Home and End go to the ends, and what a node
 * is joined to stands out with it. Under it stands what was left out, and all of it as text.
 */
export function GraphView({ drawing, label, onOpen }: GraphViewProps) {
  const field = useRef<HTMLDivElement>(null);
  const ordered = readingOrder(drawing);
  const [stop, setStop] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const [pointed, setPointed] = useState<string>();
  const current = ordered.some((node) => node.id === stop) ? stop : ordered[0]?.id;
  const looked = pointed ?? focused;
  const joined = looked === undefined ? undefined : joinedTo(drawing, looked);
  const onKey = (event: KeyboardEvent, id: string) => {
    const next = event.altKey || event.ctrlKey || event.metaKey ? undefined : nodeAfter(drawing, id, event.key);
    if (next === undefined) return;
    event.preventDefault();
    field.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <figure aria-label={label} className="min-w-0">
      <div className="overflow-x-auto p-3">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and these are the nodes of a picture */}
        <div
          ref={field}
          role="group"
          aria-label={`${label}. Arrow keys follow the lines.`}
          onBlur={() => setFocused(undefined)}
          style={{ width: drawing.width, height: drawing.height }}
          className="relative mx-auto"
        >
          <GraphEdges
            drawing={drawing}
            lit={looked === undefined ? undefined : (edge) => edge.from === looked || edge.to === looked}
          />
          {ordered.map((node) => (
            <GraphNodeBox
              key={node.id}
              node={node}
              stop={node.id === current}
              quiet={joined !== undefined && !joined.has(node.id)}
              onOpen={onOpen}
              onFocus={() => {
                setStop(node.id);
                setFocused(node.id);
              }}
              onPoint={(over) => setPointed(over ? node.id : undefined)}
              onKey={(event) => onKey(event, node.id)}
            />
          ))}
        </div>
      </div>
      <figcaption className="border-line border-t px-4 py-2 text-12 text-ink-2">
        {drawing.leftOut.map((sentence) => (
          <p key={sentence}>
            <bdi>{sentence}</bdi>
          </p>
        ))}
        <details>
          <summary className="inline-flex min-h-6 items-center text-accent-text">Read as text</summary>
          <ul className="mt-1 grid gap-0.5 pb-2">
            {drawingLines(drawing).map((line) => (
              <li key={line} className="font-mono text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                {line}
              </li>
            ))}
          </ul>
        </details>
      </figcaption>
    </figure>
  );
}
