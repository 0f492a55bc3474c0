"use client";
import { AccessFrame } from "../access-frame.tsx";
import { SimulatePage, SimulateSkeleton } from "../simulate/simulate-page.tsx";

/** `/access/simulate` */
export function AccessSimulate() {
  return <AccessFrame skeleton={<SimulateSkeleton />}>{(scanId) => <SimulatePage key={scanId} scanId={scanId} />}</AccessFrame>;
}
