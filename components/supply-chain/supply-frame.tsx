"use client";
import type { ReactNode } from "react";
import { SectionTabs } from "../shell/section-tabs.tsx";
import { supplyTabs } from "./supply-tabs.ts";

/** A page of Supply chain: the tabs, then its field. The chosen cluster stays from one tab to the next. */
export function SupplyFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <SectionTabs name="Supply chain" tabs={supplyTabs} kept={["cluster"]} />
      <div className="min-w-0 px-8 pt-6 pb-10 narrow:px-4 narrow:pt-4 print:px-0">{children}</div>
    </>
  );
}
