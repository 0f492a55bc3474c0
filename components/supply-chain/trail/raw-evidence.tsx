"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { formatBytes } from "#client/upload.ts";
import type { ImageEvidence, TrailArtifactView } from "#contracts/supply-chain.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { foldText, readableText } from "./folded-text.ts";

/** Bytes that are fetched without being asked for. */
const askedFor = 64 * 1024;

interface RawEvidenceProps {
  readonly imageId: string;
  readonly artifact: TrailArtifactView;
  /** Values that are marked in it. */
  readonly marks: readonly string[];
}

/** The bytes that an artefact rests on, as text: long ones come when they are asked for. */
export function RawEvidence({ imageId, artifact: { digest, size }, marks }: RawEvidenceProps) {
  const [wanted, setWanted] = useState((size ?? 0) <= askedFor);
  const query = useQuery({
    ...api.images.evidence.queryOptions({ input: { id: imageId, digest: digest ?? "" }, staleTime: Number.POSITIVE_INFINITY }),
    enabled: wanted && digest !== undefined,
  });
  if (digest === undefined) return <p className="px-4 py-3 text-12 text-unseen">Its bytes are not kept.</p>;
  if (!wanted)
    return (
      <div className="px-4 py-3">
        <Button size="small" onClick={() => setWanted(true)}>
          Show {formatBytes(size ?? 0)}
        </Button>
      </div>
    );
  if (query.data !== undefined) return <Shown evidence={query.data} marks={marks} />;
  if (query.isError)
    return (
      <ErrorState
        error={problemOf(query.error)}
        retry={() => void query.refetch()}
        busy={query.isFetching}
        className="px-4 py-3"
      />
    );
  return (
    <div aria-busy="true" className="grid gap-2 px-4 py-3">
      <Skeleton className="h-3 w-2/5" />
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-3/5" />
    </div>
  );
}

const views = [
  { value: "payload", label: "What was signed" },
  { value: "text", label: "As it was found" },
] as const;

function Shown({ evidence, marks }: { evidence: ImageEvidence; marks: readonly string[] }) {
  const [view, setView] = useState<"payload" | "text">(evidence.payload === undefined ? "text" : "payload");
  const original = (view === "payload" ? evidence.payload : undefined) ?? evidence.text;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 pt-2">
        {evidence.payload === undefined ? null : (
          <Segmented label="What to show of it" value={view} onChange={setView} options={views} />
        )}
        <CopyButton text={original} className="ml-auto" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a field that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label="Raw evidence, as text" className="max-h-96 overflow-auto px-4 py-2 print:max-h-none">
        <pre className="whitespace-pre-wrap text-ink-2 leading-4 [overflow-wrap:anywhere]">
          {foldText(readableText(original), marks).map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
            <Part key={index} {...part} />
          ))}
        </pre>
      </section>
      {evidence.truncated ? <p className="px-4 pb-2 text-12 text-unseen">There is more of it than is shown.</p> : null}
    </>
  );
}

function Part({ text, folded, marked }: ReturnType<typeof foldText>[number]) {
  const [open, setOpen] = useState(false);
  if (marked) return <mark className="border-critical border-b bg-transparent text-critical">{visibleText(text)}</mark>;
  if (!folded) return text.split("\n").map(visibleText).join("\n");
  if (open) return text;
  return (
    <>
      {text.slice(0, 16)}
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="mx-1 rounded-tag border border-line-strong px-1 font-sans text-12 text-ink-3 hover:bg-raise hover:text-ink"
      >
        {(text.length - 16).toLocaleString("en")} more characters
      </button>
    </>
  );
}
