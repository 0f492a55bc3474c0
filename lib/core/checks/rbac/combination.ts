/** Rights that are worth something only beside another one: which subjects of a binding hold the other one, too. */
import { formatSubject, resolveSubject, type SubjectRef } from "../../rbac/subject.ts";
import type { Holding } from "./access.ts";

/** @returns whom a binding means. */
export function subjectRefsOf({ item, namespace }: Holding["binding"]): readonly SubjectRef[] {
  return item.subjects.flatMap((named) => resolveSubject(named, namespace) ?? []);
}

/** The subjects of a binding, as sentences name them. */
export interface Split {
  readonly both: readonly string[];
  readonly one: readonly string[];
}

/** Tells the subjects of a binding for which something more holds from the others. */
export function splitBy({ binding }: Holding, more: (subject: SubjectRef) => boolean): Split {
  const both: string[] = [];
  const one: string[] = [];
  for (const subject of subjectRefsOf(binding)) (more(subject) ? both : one).push(formatSubject(subject));
  return { both, one };
}
