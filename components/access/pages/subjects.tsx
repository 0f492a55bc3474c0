"use client";
import { SubjectsPage, SubjectsSkeleton } from "../../subjects/subjects-page.tsx";
import { AccessFrame } from "../access-frame.tsx";

/** `/access/subjects` */
export function AccessSubjects() {
  return <AccessFrame skeleton={<SubjectsSkeleton />}>{(scanId) => <SubjectsPage key={scanId} scanId={scanId} />}</AccessFrame>;
}
