"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import type { Matrix } from "#contracts/access.ts";
import { unseenParser } from "../access/access-url.ts";
import { gapSummary } from "../access/gap-summary.ts";
import { counted } from "../access/subject-words.ts";
import { GapList } from "../scans/gap-list.tsx";
import { scanOptions } from "../scans/page-scan.ts";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { LazySheet } from "../ui/lazy-sheet.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { matrixTitle } from "./matrix-words.ts";

/** The answer of the matrix, and what it rests on. */
export function MatrixTitle({ matrix, hiding }: { matrix: Matrix; hiding: boolean }) {
  return (
    <div className="min-w-0">
      <h1 className="text-20 tracking-[-.015em]">{matrixTitle(matrix)}</h1>
      <p className="text-ink-2">{defaultsWords(matrix, hiding)}</p>
    </div>
  );
}

function defaultsWords({ hiddenDefaults, rows, subjects }: Matrix, hiding: boolean): string {
  const filtered =
    rows + hiddenDefaults < subjects ? `${counted(rows, "subject")} of ${subjects.toLocaleString("en")} shown. ` : "";
  if (!hiding) return `${filtered}What Kubernetes itself creates is shown too.`;
  if (hiddenDefaults === 0) return `${filtered}Nothing is hidden: no subject holds only what Kubernetes itself creates.`;
  return `${filtered}${counted(hiddenDefaults, "subject")} with only what Kubernetes itself creates, known by content, ${hiddenDefaults === 1 ? "is" : "are"} hidden.`;
}

/** One line that says that the matrix is not all there is, and opens what is missing. */
export function MatrixUnseen({ scanId, matrix }: { scanId: string; matrix: Matrix }) {
  const [open, setOpen] = useQueryState("unseen", unseenParser);
  const summary = gapSummary(matrix.gaps);
  return (
    <>
      <section
        aria-label="Not seen"
        className="mt-3 flex min-h-9 items-stretch rounded-control border border-unseen border-dashed bg-panel"
      >
        <Hatch className="w-4 flex-none rounded-l-[3px]" />
        <p className="min-w-0 flex-1 self-center px-3 py-1 text-12 text-ink-2 [overflow-wrap:anywhere]">
          <VerdictGlyph verdict="notAssessed" className="-mt-0.5 mr-1.5 align-middle" />
          <b className="font-semibold text-ink">Not complete.</b>{" "}
          {summary === "" ? "Not everything could be read" : capital(summary)}: subjects may hold more than is shown. What is
          shown is proven.
        </p>
        <Button size="small" className="my-1.5 mr-1.5 self-center narrow:self-end" onClick={() => void setOpen(true)}>
          Show what to grant
        </Button>
      </section>
      {open ? <UnseenSheet scanId={scanId} matrix={matrix} onClose={() => void setOpen(false)} /> : null}
    </>
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function UnseenSheet({ scanId, matrix, onClose }: { scanId: string; matrix: Matrix; onClose: () => void }) {
  const scan = useQuery(scanOptions(scanId));
  const grant = scan.data?.grant ?? "";
  return (
    <LazySheet
      open
      onOpenChange={(next) => next || onClose()}
      title="What the matrix does not show"
      description="A right that comes from what was not seen is missing here. It is not known to be absent."
    >
      <div className="grid gap-5 px-5 py-4">
        <GapList gaps={matrix.gaps} />
        {scan.isPending ? <SkeletonRows rows={4} columns={1} /> : null}
        {scan.data === undefined ? null : grant === "" ? (
          <p className="text-ink-2">Nothing was forbidden: no grant would show more.</p>
        ) : (
          <section>
            <h3 className="mb-2 text-13">What would grant it</h3>
            <CodeBlock text={grant} label="The YAML that would grant it" />
          </section>
        )}
      </div>
    </LazySheet>
  );
}
