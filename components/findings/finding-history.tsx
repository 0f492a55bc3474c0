import Link from "next/link";
import type { ReactNode } from "react";
import type { FindingDetail } from "#contracts/findings.ts";
import { cn } from "../ui/cn.ts";
import { PaneSection } from "../ui/pane.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";

const events = { firstSeen: "First seen", fixed: "Fixed", reopened: "Reopened", lastSeen: "Last seen" } as const;

interface Step {
  readonly key: string;
  readonly at: string;
  readonly what: ReactNode;
  readonly said?: string | undefined;
}

function scanStep({ event, scanId, number, at }: FindingDetail["history"][number]): Step {
  const where =
    number === undefined ? (
      "in a scan that is no longer kept"
    ) : (
      <>
        in{" "}
        <Link href={`/scans/${scanId}`} className="hover:underline">
          scan {number}
        </Link>
      </>
    );
  return {
    key: `${event} ${scanId}`,
    at,
    what: (
      <>
        {events[event]} {where}
      </>
    ),
  };
}

function doingStep({ what, by, at, text }: FindingDetail["doings"][number], index: number): Step {
  const who = by === undefined ? "" : ` by ${visibleText(by)}`;
  const key = `${what} ${at} ${index}`;
  if (what === "assigned")
    return { key, at, what: text === undefined ? `Taken from everybody${who}` : `Given to ${visibleText(text)}${who}` };
  if (what === "waived") return { key, at, what: `Waived${who}`, said: text };
  if (what === "waiverEnded")
    return { key, at, what: by === undefined ? "The waiver ended: open again" : `The waiver was revoked${who}: open again` };
  return { key, at, what: `${visibleText(by ?? "Somebody")} said`, said: text };
}

/** What scans saw of a finding and what people did with it, newest first. */
export function History({ finding }: { finding: FindingDetail }) {
  const steps = [...finding.history.map(scanStep), ...finding.doings.map(doingStep)]
    .map((step, index) => ({ step, index }))
    .sort((a, b) => Date.parse(b.step.at) - Date.parse(a.step.at) || b.index - a.index)
    .map(({ step }) => step);
  if (steps.length === 0) return null;
  return (
    <PaneSection title="History">
      <ol>
        {steps.map((step, index) => (
          <li key={step.key} className="relative grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 pb-2 text-12 last:pb-0">
            <span
              aria-hidden
              className={cn(
                "mt-1 ml-1 size-[7px] rounded-full border-[1.5px]",
                index === 0 ? "border-accent-text bg-accent-text" : "border-ink-3 bg-panel",
              )}
            />
            {index === steps.length - 1 ? null : (
              <span aria-hidden className="absolute top-[13px] -bottom-0.5 left-[7px] w-px bg-line-strong" />
            )}
            <span className="min-w-0">
              <span className="font-label [overflow-wrap:anywhere] [unicode-bidi:isolate]">{step.what}</span>
              {step.said === undefined ? null : (
                <span className="block whitespace-pre-wrap text-13 text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:plaintext]">
                  {step.said.split("\n").map(visibleText).join("\n")}
                </span>
              )}
              <small className="block text-12 text-ink-3">
                <Time at={step.at} />
              </small>
            </span>
          </li>
        ))}
      </ol>
    </PaneSection>
  );
}
