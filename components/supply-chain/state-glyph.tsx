import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import type { LinkMark } from "./link-states.ts";

interface StateGlyphProps {
  readonly mark: LinkMark;
  /** The accessible name; absent where the word stands beside it. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

const colours: Readonly<Record<LinkMark, string>> = {
  verified: "text-pass",
  contradiction: "text-critical",
  findings: "text-medium",
  invalid: "text-critical",
  unsigned: "text-ink-2",
  "signed-untrusted": "text-medium",
  "signed-unverifiable": "text-medium",
  unknown: "text-unseen",
  stale: "text-unseen",
  "claim-only": "text-ink-3",
};

/** The state of a link by shape and colour: tick, cross, ring with a stroke, exclamation or question mark, broken ring, crossed eye. */
export function StateGlyph({ mark, label, className }: StateGlyphProps) {
  const named = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <span {...named} className={cn("inline-flex size-3 flex-none", colours[mark], className)}>
      <Shape mark={mark} />
    </span>
  );
}

function Shape({ mark }: { mark: LinkMark }) {
  switch (mark) {
    case "verified":
      return <VerdictGlyph verdict="pass" className="size-full" />;
    case "contradiction":
    case "invalid":
      return <VerdictGlyph verdict="fail" className="size-full" />;
    case "unknown":
    case "stale":
      return <VerdictGlyph verdict="notAssessed" className="size-full" />;
    case "unsigned":
      return <Ring inside={<path d="m3.2 8.8 5.6-5.6" stroke="currentColor" strokeWidth="1.4" />} />;
    case "claim-only":
      return <Ring dashed inside={<circle cx="6" cy="6" r="1.4" fill="currentColor" />} />;
    case "signed-untrusted":
    case "findings":
      return <Ring inside={<path d="M6 3v3.7M6 8.1v1.1" fill="none" stroke="currentColor" strokeWidth="1.5" />} />;
    case "signed-unverifiable":
      return (
        <Ring
          inside={
            <path
              d="M4.4 4.7a1.6 1.6 0 1 1 2.3 1.45c-.5.27-.7.5-.7 1.05M6 8.3v1"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.2"
            />
          }
        />
      );
  }
}

function Ring({ dashed = false, inside }: { dashed?: boolean; inside: ReactNode }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden className="size-full">
      <circle
        cx="6"
        cy="6"
        r="5.4"
        fill="var(--panel)"
        stroke="currentColor"
        strokeWidth="1.2"
        strokeDasharray={dashed ? "2.2 1.6" : undefined}
      />
      {inside}
    </svg>
  );
}
