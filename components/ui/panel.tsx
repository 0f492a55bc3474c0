import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

interface PanelProps extends Omit<ComponentProps<"section">, "title"> {
  title?: ReactNode;
  /** Stands at the right of the title: a count, a legend, an action. */
  aside?: ReactNode;
  /** The level of the title's heading. */
  level?: 2 | 3;
}

/** One hairline, no shadow. With a title it is a region that is named by it. */
export function Panel({ title, aside, level = 2, className, children, ...rest }: PanelProps) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      className={cn("min-w-0 rounded-panel border border-line bg-panel", className)}
      {...(title === undefined ? {} : { "aria-labelledby": id })}
      {...rest}
    >
      {title === undefined ? null : (
        <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-1">
          <Heading id={id} className="text-13">
            {title}
          </Heading>
          {aside === undefined ? null : <div className="ml-auto flex items-center gap-3 text-12 text-ink-3">{aside}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** The last line of a panel: what its numbers rest on, or where there is more. */
export function PanelFooter({ className, ...rest }: ComponentProps<"footer">) {
  return <footer className={cn("border-line border-t px-4 py-2 text-12 text-ink-3", className)} {...rest} />;
}

/** Names and values in two columns. */
export function Facts({ items, className }: { items: readonly { name: string; value: ReactNode }[]; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[minmax(88px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1 text-12 leading-5", className)}>
      {items.map((item) => (
        <div key={item.name} className="contents">
          <dt className="text-ink-3">{item.name}</dt>
          <dd className="min-w-0 text-ink [overflow-wrap:anywhere]">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface AnswerProps {
  /** The answer of the page, as a sentence. */
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

/** What the eye finds first: the page's answer, what it means, and what can be done. */
export function Answer({ title, children, actions }: AnswerProps) {
  return (
    <div className="mb-5 flex items-start gap-x-6 gap-y-3 narrow:mb-4 narrow:flex-col">
      <div className="min-w-0 flex-1">
        <h1 className="text-balance font-semibold text-28 tracking-[-.022em] [overflow-wrap:anywhere] narrow:text-[22px]/[28px] [&_code]:font-medium [&_code]:text-[.92em] [&_code]:tracking-[-.03em]">
          {title}
        </h1>
        {children === undefined ? null : <div className="mt-1 max-w-[92ch] text-pretty text-14 text-ink-2">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="flex flex-none flex-wrap gap-2 pt-0.5">{actions}</div>}
    </div>
  );
}
