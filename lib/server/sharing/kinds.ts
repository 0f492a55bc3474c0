/** Every kind of view that can be shared. A page to come adds its own file and its line. */
import type { View, ViewKind, ViewOf } from "../../contracts/views.ts";
import { answerKind } from "./answer.ts";
import { changesKind } from "./changes.ts";
import { checklistKind } from "./checklist.ts";
import { checklistFleetKind } from "./checklist-fleet.ts";
import { comparisonKind } from "./comparison.ts";
import { driftKind } from "./drift.ts";
import { findingKind } from "./finding.ts";
import { findingsKind } from "./findings.ts";
import { holdersKind } from "./holders.ts";
import type { ReportKind } from "./kind.ts";
import { matrixKind } from "./matrix.ts";
import { namespaceKind } from "./namespace.ts";
import { namespacesKind } from "./namespaces.ts";
import { networkKind } from "./network.ts";
import { pathKind } from "./path.ts";
import { pathsKind } from "./paths.ts";
import { podSecurityKind } from "./pod-security.ts";
import { reviewKind } from "./review.ts";
import { runBookKind } from "./run-book.ts";
import { scanKind } from "./scan.ts";
import { trailKind } from "./trail.ts";

const kinds: { readonly [K in ViewKind]: ReportKind<K> } = {
  answer: answerKind,
  "access-changes": changesKind,
  checklist: checklistKind,
  "checklist-fleet": checklistFleetKind,
  comparison: comparisonKind,
  drift: driftKind,
  finding: findingKind,
  findings: findingsKind,
  holders: holdersKind,
  matrix: matrixKind,
  namespace: namespaceKind,
  namespaces: namespacesKind,
  network: networkKind,
  path: pathKind,
  paths: pathsKind,
  "pod-security": podSecurityKind,
  review: reviewKind,
  "run-book": runBookKind,
  scan: scanKind,
  trail: trailKind,
};

/** @returns what shares this view; it takes that view and no other. */
export function kindOf<K extends ViewKind>(view: ViewOf<K> & View): ReportKind<K> {
  return kinds[view.kind as K];
}
