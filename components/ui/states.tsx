"use client";
import { RotateCw } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { CodeBlock, CopyButton } from "./copy.tsx";
import { VerdictGlyph } from "./glyphs.tsx";
import { Sentence } from "./sentence.tsx";

/** A place where something will stand; the skeleton of a page has that page's layout. */
export function Skeleton({ className, ...rest }: ComponentProps<"span">) {
  return <span aria-hidden className={cn("block animate-pulse-slow rounded-control bg-raise", className)} {...rest} />;
}

/** The skeleton of a table's rows: same heights, widths that differ. */
export function SkeletonRows({ rows, columns }: { rows: number; columns: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows stand for nothing yet
        <div key={row} className="flex h-8 items-center gap-6 border-line border-b px-4 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells stand for nothing yet
              key={column}
              className={cn("h-3", column === 0 ? "w-2/5" : (row + column) % 2 === 0 ? "w-1/6" : "w-1/12")}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What will be here. */
  children?: ReactNode;
  /** The one action. */
  action?: ReactNode;
  className?: string;
}

/** Nothing here yet: what will be, and the one thing to do. */
export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center gap-2 px-6 py-12 text-center", className)}>
      {icon === undefined ? null : <div className="mb-1 text-ink-3 [&_svg]:size-6 [&_svg]:stroke-[1.5]">{icon}</div>}
      <h2 className="text-16">{title}</h2>
      {children === undefined ? null : <div className="max-w-[60ch] text-ink-2">{children}</div>}
      {action === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

interface ShownError {
  /** Such as `scanIncomplete`. */
  code: string;
  /** What happened, in a sentence. */
  title: string;
  remedy: string;
  detail?: string | undefined;
  status?: number | undefined;
}

interface ErrorStateProps {
  error: ShownError;
  /** Absent where trying again cannot help. */
  retry?: (() => void) | undefined;
  busy?: boolean;
  /** What else mends it, such as another upload. */
  actions?: ReactNode;
  /** The level of its heading: 1 where it stands in place of the whole page. */
  level?: 1 | 2;
  className?: string;
}

/** What happened, the code, what to do; try again, and copy the details for whoever can help. */
export function ErrorState({ error, retry, busy = false, actions, level = 2, className }: ErrorStateProps) {
  const Heading = level === 1 ? "h1" : "h2";
  const details = [`code: ${error.code}`, `status: ${error.status ?? "none"}`, error.title, error.detail ?? "", error.remedy]
    .filter((line) => line !== "")
    .join("\n");
  return (
    <div role="alert" className={cn("flex flex-col items-start gap-2 px-5 py-6", className)}>
      <div className="flex items-center gap-2">
        <VerdictGlyph verdict="fail" className="size-4" />
        <Heading className="font-semibold text-16">{error.title}</Heading>
      </div>
      {error.detail === undefined || error.detail === error.title ? null : <p className="text-ink-2">{error.detail}</p>}
      <p className="max-w-[72ch] text-pretty text-ink-2">
        <Sentence text={error.remedy} />
      </p>
      <p className="text-12 text-ink-3">
        code <code>{error.code}</code>
        {error.status === undefined ? null : ` · status ${error.status}`}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {actions}
        {retry === undefined ? null : (
          <Button onClick={retry} busy={busy}>
            <RotateCw aria-hidden />
            Try again
          </Button>
        )}
        <CopyButton
          text={details}
          label="Copy details"
          className={cn("h-7", retry === undefined && actions === undefined && "-ml-2")}
        />
      </div>
    </div>
  );
}

interface PartialBannerProps {
  /** Such as `8 checks could not be assessed`. */
  title: string;
  /** What was not seen, by name, and what is still trustworthy. */
  children: ReactNode;
  /** The YAML that would grant it; empty or absent where nothing was forbidden. */
  grant?: string | undefined;
  action?: ReactNode;
  className?: string;
}

/** Names what was not seen and how to grant it. Hatched at its edge, because that is what hatching means. */
export function PartialBanner({ title, children, grant, action, className }: PartialBannerProps) {
  return (
    <section
      aria-label={title}
      className={cn("hatch overflow-hidden rounded-panel border border-unseen border-dashed", className)}
    >
      <div className="ml-4 border-unseen border-l border-dashed bg-panel px-4 py-3">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-64">
            <h2 className="flex items-center gap-1.5 text-13">
              <VerdictGlyph verdict="notAssessed" />
              {title}
            </h2>
            <div className="text-ink-2">{children}</div>
          </div>
          {action}
        </div>
        {grant === undefined || grant === "" ? null : (
          <details className="mt-2">
            <summary className="inline-flex min-h-6 items-center text-accent-text">Show what to grant</summary>
            <CodeBlock text={grant} label="The YAML that would grant it" className="mt-2" />
          </details>
        )}
      </div>
    </section>
  );
}
