"use client";
import { GridSkeleton } from "../../matrix/grid-skeleton.tsx";
import { MatrixPage } from "../../matrix/matrix-page.tsx";
import { AccessFrame } from "../access-frame.tsx";

/** `/access/matrix` */
export function AccessMatrix() {
  return <AccessFrame skeleton={<GridSkeleton />}>{(scanId) => <MatrixPage key={scanId} scanId={scanId} />}</AccessFrame>;
}
