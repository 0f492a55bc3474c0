/**
 * Questions for SubjectAccessReview, made up from a seed: a good part of them from what bindings really grant,
 * some of those with one thing changed, the rest at random. The API server's answer to each is the truth.
 */
import type { ReviewSpec } from "../review.ts";
import { askerFrom, type Company, companyOf, randomAsker } from "./askers.ts";
import { type Grant, grantsOf } from "./grants.ts";
import { change } from "./mutate.ts";
import { type Random, seededRandom } from "./random.ts";
import type { RbacObjects } from "./rbac-objects.ts";
import { FORMS, type Form, fits, fromRule, randomTarget, type Target } from "./targets.ts";

type AskerKind = "user" | "group" | "serviceAccount";

export interface Question {
  readonly form: Form;
  readonly asker: AskerKind;
  /** Whether it was made from a grant, from a grant with something changed, or from nothing. */
  readonly origin: "grant" | "changed" | "random";
  readonly spec: ReviewSpec;
}

const ASKERS: readonly AskerKind[] = ["user", "group", "serviceAccount"];
const FROM_GRANT = 0.25;
const CHANGED = 0.45;

/** `count` questions, each form and each kind of asker in turn; the same seed and objects give the same questions. */
export function generateQuestions(seed: number, count: number, objects: RbacObjects): Question[] {
  const random = seededRandom(seed);
  const company = companyOf(objects);
  const grants = indexGrants(grantsOf(objects));
  return Array.from({ length: count }, (_, index) => {
    const form = FORMS[index % FORMS.length] as Form;
    const asker = ASKERS[Math.floor(index / FORMS.length) % ASKERS.length] as AskerKind;
    return question(random, { form, asker }, company, grants.get(key(form, asker)) ?? []);
  });
}

interface Wanted {
  form: Form;
  asker: AskerKind;
}

function question(random: Random, { form, asker }: Wanted, company: Company, grants: readonly Grant[]): Question {
  const roll = random.next();
  if (roll >= FROM_GRANT + CHANGED || grants.length === 0) {
    const spec = specOf(randomAsker(random, asker, company), randomTarget(random, form, company.namespaces));
    return { form, asker, origin: "random", spec };
  }
  const grant = random.pick(grants);
  const subject = random.pick(grant.subjects.filter((one) => kindOf(one.kind) === asker));
  const target = fromRule(random, form, grant, company.namespaces);
  if (roll < FROM_GRANT)
    return { form, asker, origin: "grant", spec: specOf(askerFrom(random, subject, grant, company), target) };
  const changed = change(random, { asker: askerFrom(random, subject, grant, company), target }, company);
  return { form, asker, origin: "changed", spec: specOf(changed.asker, changed.target) };
}

function specOf(asker: { user: string; groups: readonly string[] }, target: Target): ReviewSpec {
  return { user: asker.user, groups: [...asker.groups], ...target };
}

function indexGrants(grants: readonly Grant[]): Map<string, Grant[]> {
  const index = new Map<string, Grant[]>();
  for (const grant of grants) {
    const askers = new Set(grant.subjects.map(({ kind }) => kindOf(kind)));
    for (const form of FORMS.filter((one) => fits(one, grant)))
      for (const asker of askers) {
        const list = index.get(key(form, asker)) ?? [];
        list.push(grant);
        index.set(key(form, asker), list);
      }
  }
  return index;
}

function key(form: Form, asker: AskerKind): string {
  return `${form} ${asker}`;
}

function kindOf(kind: "User" | "Group" | "ServiceAccount"): AskerKind {
  return kind === "User" ? "user" : kind === "Group" ? "group" : "serviceAccount";
}
