import {
  Boxes,
  Bug,
  Container,
  DoorOpen,
  GitBranch,
  GitCommitHorizontal,
  GitPullRequest,
  Hammer,
  Hash,
  ListTree,
  type LucideIcon,
  Signature,
  Tag,
} from "lucide-react";
import type { ComponentProps } from "react";
import type { TrailLinkView } from "#contracts/supply-chain.ts";
import { cn } from "../../ui/cn.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { isBroken, isUnseen, type LinkMark, linkWord, markOf, wireTo } from "../link-states.ts";
import { StateGlyph } from "../state-glyph.tsx";
import styles from "./trail.module.css";
import { shortValue } from "./trail-words.ts";

export const linkIcons: Readonly<Record<TrailLinkView["id"], LucideIcon>> = {
  deployment: Container,
  pods: Boxes,
  image: Tag,
  digest: Hash,
  signature: Signature,
  provenance: Hammer,
  source: GitBranch,
  commit: GitCommitHorizontal,
  pullRequest: GitPullRequest,
  sbom: ListTree,
  vulnerabilities: Bug,
  admission: DoorOpen,
};

interface ShownLink {
  readonly link: TrailLinkView;
  /** From 1 on. */
  readonly number: number;
  /** The one that it leads to; absent for the last. */
  readonly next: TrailLinkView | undefined;
}

interface TrailLinkProps extends Omit<ComponentProps<"button">, "children">, ShownLink {}

/** One link of the chain: its glyph, its state, its name and one line of proof; and the line that leads to the next. */
export function TrailLink({ link, number, next, className, ...rest }: TrailLinkProps) {
  return (
    <button type="button" data-look={lookOf(markOf(link))} className={cn(styles.link, className)} {...rest}>
      <Picture link={link} number={number} next={next} />
    </button>
  );
}

/** The chain where nothing opens: on paper, and in a report. */
export function TrailPicture({ links }: { links: readonly TrailLinkView[] }) {
  return (
    <ol className={styles.chain}>
      {links.map((link, index) => (
        <li key={link.id} data-look={lookOf(markOf(link))} className={styles.link}>
          <Picture link={link} number={index + 1} next={links[index + 1]} />
        </li>
      ))}
    </ol>
  );
}

function Picture({ link, number, next }: ShownLink) {
  const mark = markOf(link);
  const Icon = linkIcons[link.id];
  const word = linkWord(link);
  return (
    <>
      <span className={styles.node}>
        {next === undefined ? null : <WireTo link={next} />}
        <span className={cn(styles.box, isUnseen(mark) && "hatch")}>
          <Icon aria-hidden />
          <span className={styles.glyph}>
            <StateGlyph mark={mark} className="size-4" />
          </span>
        </span>
      </span>
      <span className="block min-w-0">
        <span className={cn("block text-12 text-ink-3", isUnseen(mark) && "text-unseen")}>
          {number} · {word}
        </span>
        <span className={cn("block font-semibold", isBroken(mark) && "text-critical", isUnseen(mark) && "text-unseen")}>
          {link.title}
        </span>
        <Value link={link} unseen={isUnseen(mark)} />
        <span className="mt-1 line-clamp-3 text-12 text-ink-3 [overflow-wrap:anywhere] narrow:line-clamp-none">
          {link.proof === word ? "" : visibleText(link.proof)}
        </span>
      </span>
    </>
  );
}

function lookOf(mark: LinkMark): "broken" | "unseen" | "claim" | "plain" {
  if (isBroken(mark)) return "broken";
  if (isUnseen(mark)) return "unseen";
  return mark === "claim-only" ? "claim" : "plain";
}

/** What it is called, cut after two lines; all of it stands in the link that is open. */
function Value({ link: { value }, unseen }: { link: TrailLinkView; unseen: boolean }) {
  if (value === undefined) return unseen ? <code className="block leading-4 text-unseen">no answer</code> : null;
  const shown = /^sha\d+:[0-9a-f]{32,}$/.test(value) ? `${value.slice(0, 15)}…` : visibleText(value);
  return (
    <code
      title={visibleText(value)}
      className={cn(
        "line-clamp-2 leading-4 tracking-[-.02em] [overflow-wrap:anywhere] [unicode-bidi:isolate]",
        unseen ? "text-unseen" : "text-ink",
      )}
    >
      {shown}
    </code>
  );
}

/** A contradiction is two lines that do not meet. */
function WireTo({ link }: { link: TrailLinkView }) {
  if (link.contradiction === undefined) return <span data-wire={wireTo(markOf(link))} className={styles.wire} />;
  return (
    <span aria-hidden>
      <span className={styles.first} />
      <span className={styles.second} />
      <span className={styles.firstValue}>{visibleText(shortValue(link.contradiction.certificate))}</span>
      <span className={styles.secondValue}>{visibleText(shortValue(link.contradiction.predicate))}</span>
    </span>
  );
}
