import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export type SeverityName = "critical" | "high" | "medium" | "low" | "information";
export type VerdictName = "pass" | "fail" | "notApplicable" | "notAssessed";

const severityLabel: Record<SeverityName, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  information: "Information",
};
const severityColor: Record<SeverityName, string> = {
  critical: "text-critical",
  high: "text-high",
  medium: "text-medium",
  low: "text-low",
  information: "text-information",
};
const verdictLabel: Record<VerdictName, string> = {
  pass: "Passed",
  fail: "Failed",
  notApplicable: "Not applicable",
  notAssessed: "Not assessed",
};
const verdictColor: Record<VerdictName, string> = {
  pass: "text-pass",
  fail: "text-fail",
  notApplicable: "text-na",
  notAssessed: "text-unseen",
};

/** @returns the word for a severity, as it is shown. */
export function nameOfSeverity(severity: SeverityName): string {
  return severityLabel[severity];
}

/** @returns the word for a verdict, as it is shown. */
export function nameOfVerdict(verdict: VerdictName): string {
  return verdictLabel[verdict];
}

interface GlyphProps extends Omit<ComponentProps<"svg">, "viewBox"> {
  /** The accessible name; absent when the word stands beside it. */
  label?: string | undefined;
}

function Glyph({ label, className, children, ...rest }: GlyphProps) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      className={cn("inline-block flex-none", className)}
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
      {...rest}
    >
      {children}
    </svg>
  );
}

function severityShape(severity: SeverityName) {
  switch (severity) {
    case "critical":
      return (
        <>
          <path d="M3.7.5h4.6l3.2 3.2v4.6l-3.2 3.2H3.7L.5 8.3V3.7z" fill="currentColor" />
          <path d="M6 3v3.6M6 8.4v.7" stroke="var(--panel)" strokeWidth="1.5" fill="none" />
        </>
      );
    case "high":
      return (
        <>
          <path d="M6 .8 11.7 11H.3z" fill="currentColor" />
          <path d="M6 4.5v3M6 8.7v.6" stroke="var(--panel)" strokeWidth="1.2" fill="none" />
        </>
      );
    case "medium":
      return (
        <>
          <path d="M6 .9 11.1 6 6 11.1.9 6z" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M6 .9V11.1L.9 6z" fill="currentColor" />
        </>
      );
    case "low":
      return <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.4" />;
    case "information":
      return <circle cx="6" cy="6" r="2" fill="currentColor" />;
  }
}

/** A severity by shape and colour. Give `labelled` where its word does not stand beside it. */
export function SeverityGlyph({
  severity,
  labelled = false,
  className,
}: {
  severity: SeverityName;
  labelled?: boolean;
  className?: string;
}) {
  return (
    <Glyph className={cn(severityColor[severity], className)} label={labelled ? severityLabel[severity] : undefined}>
      {severityShape(severity)}
    </Glyph>
  );
}

function verdictShape(verdict: VerdictName) {
  switch (verdict) {
    case "pass":
      return (
        <>
          <circle cx="6" cy="6" r="6" fill="currentColor" />
          <path d="M3.2 6.2 5.2 8.1 8.8 4.2" fill="none" stroke="var(--panel)" strokeWidth="1.5" />
        </>
      );
    case "fail":
      return (
        <>
          <circle cx="6" cy="6" r="6" fill="currentColor" />
          <path d="m4 4 4 4m0-4-4 4" fill="none" stroke="var(--panel)" strokeWidth="1.5" />
        </>
      );
    case "notApplicable":
      return (
        <>
          <circle cx="6" cy="6" r="5.3" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <path d="M3.5 6h5" stroke="currentColor" strokeWidth="1.5" />
        </>
      );
    case "notAssessed":
      return (
        <g transform="scale(.5)" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
          <path d="M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 1-1.444 2.49" />
          <path d="M14.084 14.158a3 3 0 0 1-4.242-4.242" />
          <path d="M17.479 17.499a10.75 10.75 0 0 1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 4.446-5.143" />
          <path d="m2 2 20 20" />
        </g>
      );
  }
}

/** A verdict by shape and colour: tick, cross, dash, or the crossed-out eye of what was not looked at. */
export function VerdictGlyph({
  verdict,
  labelled = false,
  className,
}: {
  verdict: VerdictName;
  labelled?: boolean;
  className?: string;
}) {
  return (
    <Glyph className={cn(verdictColor[verdict], className)} label={labelled ? verdictLabel[verdict] : undefined}>
      {verdictShape(verdict)}
    </Glyph>
  );
}

/** A verdict with its word. */
export function Verdict({ verdict }: { verdict: VerdictName }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <VerdictGlyph verdict={verdict} />
      {verdictLabel[verdict]}
    </span>
  );
}
