"use client";
import { AccessFrame } from "../access-frame.tsx";
import { ChangesPage, ChangesSkeleton } from "../changes/changes-page.tsx";

/** `/access/changes` */
export function AccessChanges() {
  return <AccessFrame skeleton={<ChangesSkeleton />}>{(scanId) => <ChangesPage key={scanId} scanId={scanId} />}</AccessFrame>;
}
