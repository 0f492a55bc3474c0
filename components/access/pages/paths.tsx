"use client";
import { PathsPage, PathsSkeleton } from "../../paths/paths-page.tsx";
import { AccessFrame } from "../access-frame.tsx";

/** `/access/paths` */
export function AccessPaths() {
  return <AccessFrame skeleton={<PathsSkeleton />}>{(scanId) => <PathsPage key={scanId} scanId={scanId} />}</AccessFrame>;
}
