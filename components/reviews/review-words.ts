import type { AccessReview, ReviewDecision, ReviewedSubject } from "#contracts/access/reviews.ts";
import { counted } from "../access/subject-words.ts";

export const decisionWords: Readonly<Record<ReviewDecision, string>> = { keep: "Keep", remove: "Remove", ask: "Ask" };

const states: Readonly<Record<string, string>> = {
  gone: "gone",
  partly: "partly still there",
  still: "still there",
  unknown: "not known whether it is gone",
};

/** @returns what became of a removal, as the end of a sentence. */
export function stateWords(state: string): string {
  return states[state] ?? states.unknown ?? "";
}

/** @returns the first sentence of a review's page. */
export function reviewTitle({ progress, state }: Pick<AccessReview, "progress" | "state">): string {
  const { subjects, decided, remove, ask } = progress;
  if (state === "open")
    return decided === subjects
      ? `${counted(subjects, "subject")} decided, to be signed off`
      : `${decided.toLocaleString("en")} of ${counted(subjects, "subject")} decided`;
  const parts = [remove > 0 ? `${remove.toLocaleString("en")} to be removed` : "nothing to be removed"];
  if (ask > 0) parts.push(`${ask.toLocaleString("en")} to be asked about`);
  return `${counted(subjects, "subject")} reviewed: ${parts.join(", ")}`;
}

/** @returns what a review is about, in words: `who may read the values of Secrets, in payments-eu and 2 more clusters`. */
export function scopeWords({ capability, kinds, places }: Pick<AccessReview, "capability" | "kinds" | "places">): string {
  const who = capability === undefined ? "whoever holds a right" : `who may ${capability.may}`;
  const only = kinds.length === 0 ? "" : `, ${kinds.map((kind) => kindWords[kind]).join(" and ")} alone`;
  return `${who}${only}, in ${placeWords(places)}`;
}

const kindWords = { User: "users", Group: "groups", ServiceAccount: "service accounts" } as const;
const namedPlaces = 3;

function placeWords(places: AccessReview["places"]): string {
  const words = places.map(({ cluster, namespaces }) => {
    if (namespaces === undefined) return cluster;
    const [first, ...others] = namespaces;
    return others.length === 0 ? `${first} of ${cluster}` : `${counted(namespaces.length, "namespace")} of ${cluster}`;
  });
  const more = words.length - namedPlaces;
  return more > 0 ? `${words.slice(0, namedPlaces).join(", ")} and ${counted(more, "more cluster")}` : words.join(", ");
}

/** @returns how many things a subject gained since the last decision. */
export function gainedCount(gained: ReviewedSubject["gained"]): number {
  return gained === undefined ? 0 : gained.bindings.length + gained.roles.length + gained.dangers.length;
}

/** @returns what a sign-off of this review would say about what could not be seen. */
export function blindWords({ notAssessed, subjects }: AccessReview["progress"]): string | undefined {
  if (notAssessed === 0) return undefined;
  const many =
    notAssessed === subjects ? "None of the subjects" : `${counted(notAssessed, "subject")} of ${subjects.toLocaleString("en")}`;
  return `${many} could ${notAssessed === subjects ? "" : "not "}be seen in full: what they hold beyond this was not reviewed.`;
}
