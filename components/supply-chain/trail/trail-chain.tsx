"use client";
import { type KeyboardEvent, useRef } from "react";
import type { ImageTrailView, TrailLinkView } from "#contracts/supply-chain.ts";
import { cn } from "../../ui/cn.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { linkWord, markOf } from "../link-states.ts";
import { StateGlyph } from "../state-glyph.tsx";
import styles from "./trail.module.css";
import { linkIcons, TrailLink } from "./trail-link.tsx";
import { besideOf, chainOf } from "./trail-words.ts";

interface TrailChainProps {
  readonly trail: Pick<ImageTrailView, "links">;
  readonly open: TrailLinkView["id"];
  readonly onOpen: (id: TrailLinkView["id"]) => void;
  /** Of the panel that shows the open link. */
  readonly panelId: string;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The chain from the workload back to its source, and what stands beside it. Arrows go from link to link; the one with the focus is open. */
export function TrailChain({ trail, open, onOpen, panelId }: TrailChainProps) {
  const root = useRef<HTMLDivElement>(null);
  const chain = chainOf(trail);
  const beside = besideOf(trail);
  const ids = [...chain, ...beside].map(({ id }) => id);
  const onKey = (event: KeyboardEvent) => {
    const at = ids.indexOf(open);
    const to = event.key === "Home" ? 0 : event.key === "End" ? ids.length - 1 : at + (steps[event.key] ?? 0);
    const id = ids[to];
    if (to === at || id === undefined) return;
    event.preventDefault();
    onOpen(id);
    root.current?.querySelector<HTMLElement>(`[data-link="${id}"]`)?.focus();
  };
  const tab = (id: TrailLinkView["id"]) => ({
    role: "tab",
    id: `${panelId}-${id}`,
    "data-link": id,
    "aria-selected": id === open,
    "aria-controls": panelId,
    tabIndex: id === open ? 0 : -1,
    onClick: () => onOpen(id),
  });
  return (
    <div ref={root} role="tablist" aria-label="Links of the trail" onKeyDown={onKey}>
      <div role="presentation" className={styles.chain}>
        {chain.map((link, index) => (
          <TrailLink key={link.id} link={link} number={index + 1} next={chain[index + 1]} {...tab(link.id)} />
        ))}
      </div>
      {beside.length === 0 ? null : (
        <div role="presentation" className="flex flex-wrap items-stretch border-line border-t narrow:flex-col">
          <span className="px-4 py-2 text-12 text-ink-3 leading-6 narrow:pb-0">Beside it</span>
          {beside.map((link) => (
            <BesideLink key={link.id} link={link} {...tab(link.id)} />
          ))}
        </div>
      )}
    </div>
  );
}

function BesideLink({ link, ...rest }: { link: TrailLinkView } & Record<string, unknown>) {
  const mark = markOf(link);
  const Icon = linkIcons[link.id];
  const word = linkWord(link);
  return (
    <button
      type="button"
      className={cn(
        "flex min-h-10 min-w-0 flex-1 items-center gap-2 border-line border-l px-4 py-1.5 text-12 hover:bg-sunk narrow:border-l-0",
        "aria-selected:shadow-[inset_0_-2px_0_var(--accent)] narrow:aria-selected:shadow-[inset_2px_0_0_var(--accent)]",
      )}
      {...rest}
    >
      <Icon aria-hidden className="size-4 flex-none stroke-[1.5] text-ink-3" />
      <span className="flex-none font-label text-13">{link.title}</span>
      <StateGlyph mark={mark} />
      <span className="flex-none text-ink-3">{word}</span>
      <span className="min-w-0 truncate text-ink-3 max-xl:hidden" title={visibleText(link.proof)}>
        {link.proof === word ? "" : visibleText(link.proof)}
      </span>
    </button>
  );
}
