/**
 * Questions for SubjectAccessReview, made up from a seed: a good part of them from what bindings really grant,
 * some of those with one thing changed, the rest at random. The API server's answer to each is the truth.
 */
import type { ReviewSpec } from "../review.ts";
import { type Asker, anonymous, askerFrom, type Company, companyOf, master, randomAsker } from "./askers.ts";
import { type Grant, grantsOf } from "./grants.ts";
import { change } from "./mutate.ts";
import { type Random, seededRandom } from "./random.ts";
import type { RbacObjects } from "./rbac-objects.ts";
import { FORMS, type Form, fits, fromRule, randomTarget, type Target } from "./targets.ts";
import { hasTrait, RULE_TRAITS, type RuleTrait } from "./traits.ts";

type AskerKind = "user" | "group" | "serviceAccount";

export interface Question {
  readonly form: Form;
  readonly asker: AskerKind;
  /** Whether it was made from a grant, from a grant with something changed, or from nothing. */
  readonly origin: "grant" | "changed" | "random";
  readonly spec: ReviewSpec;
  /** The grant that it was made from. */
  readonly grant?: Grant;
}

const ASKERS: readonly AskerKind[] = ["user", "group", "serviceAccount"];
const FROM_GRANT = 0.25;
const CHANGED = 0.45;
/** So often somebody else asks than the grant is for: nobody who signed in, or one whom the API server asks nothing. */
const ANONYMOUS = 0.04;
const MASTER = 0.035;

/**
 * `count` questions, each form and each kind of asker in turn, and each trait of a rule in turn where a grant has it; the same
 * seed and objects give the same questions.
 */
export function generateQuestions(seed: number, count: number, objects: RbacObjects): Question[] {
  const random = seededRandom(seed);
  const company = companyOf(objects);
  const grants = indexGrants(grantsOf(objects));
  return Array.from({ length: count }, (_, index) => {
    const form = FORMS[index % FORMS.length] as Form;
    const turn = Math.floor(index / FORMS.length);
    const asker = ASKERS[turn % ASKERS.length] as AskerKind;
    const trait = RULE_TRAITS[Math.floor(turn / ASKERS.length) % RULE_TRAITS.length] as RuleTrait;
    const special = random.chance(0.8) ? grants.get(`${key(form, asker)} ${trait}`) : undefined;
    return question(random, { form, asker }, company, special ?? grants.get(key(form, asker)) ?? []);
  });
}

interface Wanted {
  form: Form;
  asker: AskerKind;
}

function question(random: Random, { form, asker }: Wanted, company: Company, grants: readonly Grant[]): Question {
  const roll = random.next();
  if (roll >= FROM_GRANT + CHANGED || grants.length === 0) {
    const spec = specOf(
      instead(random, randomAsker(random, asker, company), company),
      randomTarget(random, form, company.namespaces),
    );
    return { form, asker, origin: "random", spec };
  }
  const grant = random.pick(grants);
  const subject = random.pick(grant.subjects.filter((one) => kindOf(one.kind) === asker));
  const target = fromRule(random, form, grant, company.namespaces);
  const asked = { asker: instead(random, askerFrom(random, subject, grant, company), company), target };
  if (roll < FROM_GRANT) return { form, asker, origin: "grant", spec: specOf(asked.asker, target), grant };
  const changed = change(random, asked, company);
  return { form, asker, origin: "changed", spec: specOf(changed.asker, changed.target), grant };
}

/** Now and then somebody else in the asker's place. */
function instead(random: Random, asker: Asker, company: Company): Asker {
  const roll = random.next();
  if (roll < ANONYMOUS) return anonymous(random, company);
  return roll < ANONYMOUS + MASTER ? master(random, company) : asker;
}

function specOf(asker: { user: string; groups: readonly string[] }, target: Target): ReviewSpec {
  return { user: asker.user, groups: [...asker.groups], ...target };
}

/** By form and asker, and by form, asker and trait. */
function indexGrants(grants: readonly Grant[]): Map<string, Grant[]> {
  const index = new Map<string, Grant[]>();
  const add = (name: string, grant: Grant) => {
    const list = index.get(name) ?? [];
    list.push(grant);
    index.set(name, list);
  };
  for (const grant of grants) {
    const askers = new Set(grant.subjects.map(({ kind }) => kindOf(kind)));
    const traits = RULE_TRAITS.filter((trait) => hasTrait(trait, grant));
    for (const form of FORMS.filter((one) => fits(one, grant)))
      for (const asker of askers) {
        add(key(form, asker), grant);
        for (const trait of traits) add(`${key(form, asker)} ${trait}`, grant);
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
