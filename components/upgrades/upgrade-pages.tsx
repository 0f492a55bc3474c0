"use client";
import { RunBookPage, RunBookSkeleton } from "./run-book-page.tsx";
import { TimelinePage, TimelineSkeleton } from "./timeline-page.tsx";
import { UpgradeFrame } from "./upgrade-frame.tsx";

/** `/upgrades` */
export function UpgradeTimeline() {
  return <UpgradeFrame skeleton={<TimelineSkeleton />}>{(scanId) => <TimelinePage key={scanId} scanId={scanId} />}</UpgradeFrame>;
}

/** `/upgrades/run-book` */
export function UpgradeRunBook() {
  return <UpgradeFrame skeleton={<RunBookSkeleton />}>{(scanId) => <RunBookPage key={scanId} scanId={scanId} />}</UpgradeFrame>;
}
