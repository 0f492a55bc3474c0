"use client";
import { GridSkeleton, MatrixPage } from "../matrix/matrix-page.tsx";
import { SubjectsPage, SubjectsSkeleton } from "../subjects/subjects-page.tsx";
import { AccessFrame } from "./access-frame.tsx";
import { AskPage, AskSkeleton } from "./ask-page.tsx";

/** `/access` */
export function AccessAsk() {
  return <AccessFrame skeleton={<AskSkeleton />}>{(scanId) => <AskPage key={scanId} scanId={scanId} />}</AccessFrame>;
}

/** `/access/matrix` */
export function AccessMatrix() {
  return <AccessFrame skeleton={<GridSkeleton />}>{(scanId) => <MatrixPage key={scanId} scanId={scanId} />}</AccessFrame>;
}

/** `/access/subjects` */
export function AccessSubjects() {
  return <AccessFrame skeleton={<SubjectsSkeleton />}>{(scanId) => <SubjectsPage key={scanId} scanId={scanId} />}</AccessFrame>;
}
