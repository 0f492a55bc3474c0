/** What a no lacks: the nearest rules that are held, and the least that would allow it. */

import { memberOnly } from "../ask/answer.ts";
import type { AskedPlace } from "../ask/question.ts";
import { namespaceOfPlace, type ResolvedQuestion } from "../ask/resolve.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { type SubjectRef, subjectOfUser } from "../subject.ts";
import { type NearRule, nearestRules } from "./nearest.ts";
import { type RbacManifest, smallestGrant } from "./smallest-role.ts";

export interface Missing {
  /** The nearest first; none where nothing that is held comes near. */
  readonly nearest: readonly NearRule[];
  readonly grant: readonly RbacManifest[];
}

export interface Asker {
  readonly user: string;
  readonly groups?: readonly string[];
}

export interface MissingContext {
  readonly question: Pick<ResolvedQuestion, "alternatives" | "place">;
  /** The namespace of the role where the question is about at least one. */
  readonly otherwise: string;
}

const most = 3;

/** @returns what is missing for every verb of the question; the answer must be no. */
export function missingFor(index: RbacIndex, asker: Asker, { question, otherwise }: MissingContext): Missing {
  const { alternatives, place } = question;
  const namespace = namespaceOfPlace(place);
  const nearest = alternatives.flatMap((attributes) => nearestRules(index, { ...asker, attributes, namespace }, most));
  const unique = new Map(nearest.map((near) => [near.sentence, near]));
  return {
    nearest: [...unique.values()].slice(0, most),
    grant: smallestGrant(index, { subject: boundOf(asker), alternatives, namespace: namespaceOfGrant(place, otherwise) }),
  };
}

/** A group that is asked about is bound itself. */
function boundOf({ user, groups = [] }: Asker): SubjectRef {
  const [group] = groups;
  return user === memberOnly && group !== undefined ? { kind: "Group", name: group } : subjectOfUser(user);
}

function namespaceOfGrant(place: AskedPlace, otherwise: string): string {
  if (place === "any") return otherwise;
  return place === "cluster" ? "" : place.namespace;
}
