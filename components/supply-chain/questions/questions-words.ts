import type { DeployRightsView, SupplyQuestionsView } from "#contracts/supply-questions.ts";
import { counted } from "../../access/subject-words.ts";

type Counts = SupplyQuestionsView["counts"];

/** @returns what the questions say of a cluster first, as a sentence. */
export function answersSentence({ pass, fail, notAssessed, notApplicable }: Counts): string {
  const asked = pass + fail + notAssessed;
  const aside = notApplicable === 0 ? "" : ` ${notApplicable} ${notApplicable === 1 ? "does" : "do"} not apply.`;
  if (asked === 0) return `None of the questions applies to this cluster.`;
  const unknown = notAssessed === 0 ? "" : `, and ${notAssessed} nobody can answer yet`;
  return `Of ${counted(asked, "question")} ${standing(pass, "passes", "pass")}, ${standing(fail, "fails", "fail")}${unknown}.${aside}`;
}

function standing(count: number, one: string, many: string): string {
  return count === 0 ? `none ${one}` : `${count} ${count === 1 ? one : many}`;
}

/** @returns how a group of questions stands, in few words. */
export function groupWords(questions: SupplyQuestionsView["groups"][number]["questions"]): string {
  const passed = questions.filter(({ verdict }) => verdict === "pass").length;
  const asked = questions.filter(({ verdict }) => verdict !== "notApplicable").length;
  return `${passed} of ${counted(asked, "question")} ${passed === 1 ? "passes" : "pass"}`;
}

/** @returns how many images an evidence is about, and what it tells of them: `3 images are verified`. */
export function imagesWords(count: number, says: string): string {
  if (count !== 1) return `${count} images ${says}`;
  const [verb = "", ...rest] = says.split(" ");
  const words = ["1 image", singular[verb] ?? verb, ...rest].join(" ");
  return pronouns.reduce((text, [many, one]) => text.replace(many, one), words);
}

const singular: Readonly<Record<string, string>> = {
  are: "is",
  were: "was",
  have: "has",
  do: "does",
  hold: "holds",
  show: "shows",
  say: "says",
  name: "names",
  pin: "pins",
  contradict: "contradicts",
};

const pronouns: readonly (readonly [RegExp, string])[] = [
  [/\bthey were\b/, "it was"],
  [/\bthey run\b/, "it runs"],
  [/\btheir\b/g, "its"],
  [/\bthem\b/g, "it"],
];

type Rights = DeployRightsView["namespaces"][number];

/** @returns who holds a right, the first of them, and how many more: `Group a, User b and 3 more`. */
export function holderWords({ count, subjects }: Rights["change"], shown = 2): string {
  if (count === 0) return "nobody";
  const names = subjects.slice(0, shown);
  return count > names.length ? `${names.join(", ")} and ${count - names.length} more` : names.join(", ");
}
