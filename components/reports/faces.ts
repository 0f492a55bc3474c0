import type { ReportContent } from "#contracts/reports.ts";
import { answerFace } from "./answer-content.tsx";
import { changesFace } from "./changes-content.tsx";
import { checklistFace } from "./checklist-content.tsx";
import { checklistFleetFace } from "./checklist-fleet-content.tsx";
import { comparisonFace } from "./comparison-content.tsx";
import { driftFace } from "./drift-content.tsx";
import type { ReportFace } from "./face.ts";
import { findingFace } from "./finding-content.tsx";
import { findingsFace } from "./findings-content.tsx";
import { holdersFace } from "./holders-content.tsx";
import { matrixFace } from "./matrix-content.tsx";
import { namespaceFace } from "./namespace-content.tsx";
import { namespacesFace } from "./namespaces-content.tsx";
import { networkFace } from "./network-content.tsx";
import { pathFace } from "./path-content.tsx";
import { pathsFace } from "./paths-content.tsx";
import { podSecurityFace } from "./pod-security-content.tsx";
import { reviewFace } from "./review-content.tsx";
import { runBookFace } from "./run-book-content.tsx";
import { scanFace } from "./scan-content.tsx";
import { trailFace } from "./trail-content.tsx";

/** Every kind of report. A page to come adds its own file and its line. */
export const faces: { readonly [K in ReportContent["kind"]]: ReportFace<K> } = {
  answer: answerFace,
  "access-changes": changesFace,
  checklist: checklistFace,
  "checklist-fleet": checklistFleetFace,
  comparison: comparisonFace,
  drift: driftFace,
  finding: findingFace,
  findings: findingsFace,
  holders: holdersFace,
  matrix: matrixFace,
  namespace: namespaceFace,
  namespaces: namespacesFace,
  network: networkFace,
  path: pathFace,
  paths: pathsFace,
  "pod-security": podSecurityFace,
  review: reviewFace,
  "run-book": runBookFace,
  scan: scanFace,
  trail: trailFace,
};

/** @returns the face of a content; it takes that content and no other. */
export function faceOf(content: ReportContent): ReportFace<ReportContent["kind"]> {
  return faces[content.kind] as unknown as ReportFace<ReportContent["kind"]>;
}
