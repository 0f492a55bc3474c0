"use client";
import { GridSkeleton } from "../matrix/grid-skeleton.tsx";
import { MatrixPage } from "../matrix/matrix-page.tsx";
import { NamespacesPage, NamespacesSkeleton } from "../namespaces/namespaces-page.tsx";
import { PathsPage, PathsSkeleton } from "../paths/paths-page.tsx";
import { SubjectsPage, SubjectsSkeleton } from "../subjects/subjects-page.tsx";
import { AccessFrame } from "./access-frame.tsx";
import { AskPage, AskSkeleton } from "./ask-page.tsx";
import { AuthenticationPage, AuthenticationSkeleton } from "./authentication/authentication-page.tsx";
import { ChangesPage, ChangesSkeleton } from "./changes/changes-page.tsx";
import { RisksPage, RisksSkeleton } from "./risks/risks-page.tsx";
import { SimulatePage, SimulateSkeleton } from "./simulate/simulate-page.tsx";

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

/** `/access/changes` */
export function AccessChanges() {
  return <AccessFrame skeleton={<ChangesSkeleton />}>{(scanId) => <ChangesPage key={scanId} scanId={scanId} />}</AccessFrame>;
}

/** `/access/simulate` */
export function AccessSimulate() {
  return <AccessFrame skeleton={<SimulateSkeleton />}>{(scanId) => <SimulatePage key={scanId} scanId={scanId} />}</AccessFrame>;
}

/** `/access/namespaces` */
export function AccessNamespaces() {
  return (
    <AccessFrame skeleton={<NamespacesSkeleton />}>{(scanId) => <NamespacesPage key={scanId} scanId={scanId} />}</AccessFrame>
  );
}

/** `/access/paths` */
export function AccessPaths() {
  return <AccessFrame skeleton={<PathsSkeleton />}>{(scanId) => <PathsPage key={scanId} scanId={scanId} />}</AccessFrame>;
}

/** `/access/risks` */
export function AccessRisks() {
  return <AccessFrame skeleton={<RisksSkeleton />}>{(scanId) => <RisksPage key={scanId} scanId={scanId} />}</AccessFrame>;
}

/** `/access/authentication` */
export function AccessAuthentication() {
  return (
    <AccessFrame skeleton={<AuthenticationSkeleton />}>
      {(scanId) => <AuthenticationPage key={scanId} scanId={scanId} />}
    </AccessFrame>
  );
}
