import { type ReactNode, useId } from "react";

/** A part of a report with its heading. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-16">
        {title}
      </h2>
      {children}
    </section>
  );
}
