"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { FindingPage } from "#contracts/findings.ts";
import { GapList } from "../scans/gap-list.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { LazySheet } from "../ui/lazy-sheet.tsx";
import { PartialBanner, Skeleton } from "../ui/states.tsx";
import { pillarLabels, unseenByPillar } from "./finding-words.ts";

type Unseen = FindingPage["notAssessed"];

function checksCount(count: number): string {
  return count === 1 ? "1 check could not be assessed" : `${count.toLocaleString("en")} checks could not be assessed`;
}

/** Stands under the list: what is missing from it, and the way to what would show it. */
export function UnseenBanner({ unseen, onOpen }: { unseen: Unseen; onOpen: () => void }) {
  if (unseen.length === 0) return null;
  return (
    <PartialBanner
      title={checksCount(unseen.length)}
      action={
        <Button onClick={onOpen} className="narrow:w-full">
          Show what to grant
        </Button>
      }
    >
      <p className="text-12">{unseenByPillar(unseen)}. They are neither passed nor failed.</p>
    </PartialBanner>
  );
}

interface SheetProps {
  readonly unseen: Unseen;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every check that could not be assessed, cluster by cluster, with its gaps; and the YAML that would grant them. */
export function UnseenSheet({ unseen, open, onOpenChange }: SheetProps) {
  const byScan = [...Map.groupBy(unseen, (check) => check.scanId)];
  return (
    <LazySheet
      open={open}
      onOpenChange={onOpenChange}
      title={checksCount(unseen.length)}
      description="They are neither passed nor failed. What was forbidden can be granted; the next scan looks again."
    >
      {byScan.map(([scanId, checks]) => (
        <section key={scanId} className="border-line border-b px-5 py-4 last:border-b-0">
          {byScan.length > 1 ? <h3 className="mb-2 font-mono text-13 [unicode-bidi:isolate]">{checks[0]?.cluster}</h3> : null}
          <Grant scanId={scanId} cluster={checks[0]?.cluster ?? ""} />
          <ul className="mt-3 grid gap-4">
            {checks.map((check) => (
              <li key={check.checkId}>
                <h4 className="flex items-start gap-2 font-label">
                  <VerdictGlyph verdict="notAssessed" labelled className="mt-1" />
                  <span>
                    {check.title}
                    <span className="block font-normal text-12 text-ink-3">
                      {pillarLabels[check.pillar]} · <code>{check.checkId}</code>
                    </span>
                  </span>
                </h4>
                <div className="mt-1.5 pl-5">
                  <GapList gaps={check.gaps} most={4} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </LazySheet>
  );
}

function Grant({ scanId, cluster }: { scanId: string; cluster: string }) {
  const scan = useQuery(api.scans.get.queryOptions({ input: { id: scanId } }));
  if (scan.isPending) return <Skeleton className="h-24 w-full" />;
  if (scan.data === undefined) return <p className="text-ink-2">What would grant it could not be loaded.</p>;
  if (scan.data.grant === "")
    return <p className="text-ink-2">Nothing was forbidden: no grant would show more. The reasons stand below.</p>;
  return (
    <>
      <p className="mb-2 text-ink-2">Apply this to the cluster, and scan again:</p>
      <CodeBlock text={scan.data.grant} label={`The YAML that would grant it in ${cluster}`} />
    </>
  );
}
