"use client";
import { SectionTabs } from "../shell/section-tabs.tsx";

const tabs = [
  { path: "/upgrades", name: "Timeline" },
  { path: "/upgrades/run-book", name: "Run book" },
  { path: "/upgrades/fleet", name: "All clusters" },
  { path: "/upgrades/manifests", name: "Manifests" },
  { path: "/upgrades/catalogue", name: "Catalogue" },
] as const;

const kept = ["cluster", "scan", "target"];

/** The ways to read what the next minors bring; the chosen cluster, scan and target stay. */
export function UpgradeTabs() {
  return <SectionTabs name="Upgrades" tabs={tabs} kept={kept} />;
}
