"use client";
import { useQueryState } from "nuqs";
import { type ReactNode, useId } from "react";
import type { ImageTrailView, TrailLinkView } from "#contracts/supply-chain.ts";
import { Answer, Panel } from "../../ui/panel.tsx";
import { Sentence } from "../../ui/sentence.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { isBroken, isUnseen } from "../link-states.ts";
import { CodeAnalysis } from "../source/code-analysis.tsx";
import { StateGlyph } from "../state-glyph.tsx";
import { evidenceParser, linkParser } from "../supply-url.ts";
import { EvidencePacks } from "./evidence-packs.tsx";
import { ImageFactsPanel } from "./image-facts.tsx";
import { OpenedLink } from "./opened-link.tsx";
import { TrailChain } from "./trail-chain.tsx";
import { countSentence, countsOf, firstToOpen } from "./trail-words.ts";

interface TrailViewProps {
  readonly trail: ImageTrailView;
  readonly actions: ReactNode;
  /** Between the answer and the chain: which container, which repository, or what is waited for. */
  readonly children?: ReactNode;
}

/** One trail: the verdict as a sentence, the chain as a picture, and one link of it open. */
export function TrailView({ trail, actions, children }: TrailViewProps) {
  const [chosen, setOpen] = useQueryState("link", linkParser);
  const [artifact, setArtifact] = useQueryState("evidence", evidenceParser);
  const panelId = useId();
  const open = trail.links.find(({ id }) => id === (chosen ?? firstToOpen(trail))) ?? trail.links[0];
  const onOpen = (id: TrailLinkView["id"]) => {
    if (id === "pullRequest") return;
    void setArtifact(null);
    void setOpen(id);
  };
  return (
    <>
      <Answer title={<Verdict trail={trail} />} actions={actions}>
        <p>
          {countSentence(trail)} <Refusals policies={trail.policies} />
        </p>
      </Answer>
      {children}
      <Panel title="From the workload back to its source" aside={<Counts trail={trail} />} className="mb-4 overflow-hidden">
        {open === undefined ? null : <TrailChain trail={trail} open={open.id} onOpen={onOpen} panelId={panelId} />}
      </Panel>
      {open === undefined ? null : (
        <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${open.id}`}>
          <OpenedLink key={open.id} trail={trail} link={open} artifact={artifact} onArtifact={(seq) => void setArtifact(seq)} />
          {open.id === "source" || open.id === "commit" ? <CodeAnalysis source={trail.source} /> : null}
        </div>
      )}
      {trail.id === undefined ? null : (
        <>
          <EvidencePacks id={trail.id} />
          <ImageFactsPanel id={trail.id} />
        </>
      )}
    </>
  );
}

/** The sentence, with what the trail is of as a name. */
function Verdict({ trail: { title, sentence } }: { trail: ImageTrailView }) {
  if (!sentence.startsWith(`${title} `)) return <Sentence text={visibleText(sentence)} />;
  return (
    <>
      <code className="[unicode-bidi:isolate]">{visibleText(title)}</code>
      <Sentence text={visibleText(sentence.slice(title.length))} />
    </>
  );
}

function Refusals({ policies }: Pick<ImageTrailView, "policies">) {
  return policies
    .filter(({ allows }) => allows === false)
    .map(({ name, reason }) => (
      <span key={name}>
        Policy <code>{visibleText(name)}</code> refuses it: <Sentence text={visibleText(reason)} />{" "}
      </span>
    ));
}

function Counts({ trail }: { trail: ImageTrailView }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {countsOf(trail).map(({ mark, words }) => (
        <span
          key={mark}
          className={
            isBroken(mark) ? "inline-flex items-center gap-1 text-critical" : "inline-flex items-center gap-1 text-ink-3"
          }
        >
          <StateGlyph mark={mark} />
          <span className={isUnseen(mark) ? "text-unseen" : undefined}>{words}</span>
        </span>
      ))}
    </span>
  );
}

/** Has the layout of the trail that comes. */
export function TrailSkeleton() {
  return (
    <>
      <h1 className="sr-only">Trail of an image</h1>
      <Skeleton className="mb-2 h-9 w-3/5" />
      <Skeleton className="mb-5 h-4 w-2/5" />
      <div className="mb-4 rounded-panel border border-line bg-panel">
        <div className="h-10 border-line border-b" />
        <div className="grid grid-cols-8 px-4 pt-8 pb-5 narrow:grid-cols-1 narrow:gap-8">
          {Array.from({ length: 8 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the links stand for nothing yet
            <span key={index} className="grid justify-items-start gap-2">
              <Skeleton className="mb-3 size-12 rounded-panel" />
              <Skeleton className="h-3 w-16" />
              <Skeleton className="h-3 w-24" />
            </span>
          ))}
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_400px] gap-4 max-xl:grid-cols-1">
        <Skeleton className="h-80 w-full rounded-panel" />
        <Skeleton className="h-80 w-full rounded-panel" />
      </div>
    </>
  );
}
