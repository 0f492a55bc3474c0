import type { ReactNode } from "react";
import { Mark } from "../shell/brand.tsx";

/** The one field of a page before sign-in. */
export function AuthCard({ title, children, foot }: { title: string; children: ReactNode; foot?: ReactNode }) {
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 px-4 py-10">
      <div className="flex items-center gap-2 font-semibold text-16 tracking-[-.01em]">
        <Mark className="size-6" />
        Drydock
      </div>
      <section className="w-full max-w-[400px] rounded-panel border border-line bg-panel px-6 py-6">
        <h1 className="mb-4 font-semibold text-20 tracking-[-.015em]">{title}</h1>
        {children}
      </section>
      {foot === undefined ? null : <p className="max-w-[400px] text-center text-12 text-ink-3">{foot}</p>}
    </main>
  );
}
