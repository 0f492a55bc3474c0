"use client";
import { AccessFrame } from "../access-frame.tsx";
import { AskPage, AskSkeleton } from "../ask-page.tsx";

/** `/access` */
export function AccessAsk() {
  return <AccessFrame skeleton={<AskSkeleton />}>{(scanId) => <AskPage key={scanId} scanId={scanId} />}</AccessFrame>;
}
