"use client";
import { SectionTabs } from "../shell/section-tabs.tsx";

const tabs = [
  { path: "/access", name: "Ask" },
  { path: "/access/matrix", name: "Matrix" },
  { path: "/access/subjects", name: "Subjects" },
  { path: "/access/namespaces", name: "Namespaces" },
  { path: "/access/risks", name: "Risks" },
  { path: "/access/paths", name: "Paths" },
  { path: "/access/changes", name: "Changes" },
  { path: "/access/simulate", name: "Simulate" },
  { path: "/access/reviews", name: "Reviews" },
  { path: "/access/assertions", name: "Assertions" },
  { path: "/access/authentication", name: "Authentication" },
] as const;

const kept = ["cluster", "scan"];

/** The ways to read who can do what; the chosen cluster or scan stays. */
export function AccessTabs() {
  return <SectionTabs name="Access" tabs={tabs} kept={kept} />;
}
