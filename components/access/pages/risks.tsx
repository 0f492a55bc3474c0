"use client";
import { AccessFrame } from "../access-frame.tsx";
import { RisksPage, RisksSkeleton } from "../risks/risks-page.tsx";

/** `/access/risks` */
export function AccessRisks() {
  return <AccessFrame skeleton={<RisksSkeleton />}>{(scanId) => <RisksPage key={scanId} scanId={scanId} />}</AccessFrame>;
}
