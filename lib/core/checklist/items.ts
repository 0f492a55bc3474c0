/** The items of the security checklist, in the order of the official list, with two that only people can answer. */
import catalogue from "../catalogues/security-checklist.json" with { type: "json" };
import { checks } from "../checks/index.ts";
import { type Evidenced, evidence, type Reference } from "./map.ts";

export interface ChecklistItem extends Omit<Evidenced, "checks"> {
  readonly id: string;
  readonly section: string;
  /** What has to be true, as a sentence without a stop. */
  readonly text: string;
  /** Ids of the checks that look at it, by id. */
  readonly checks: readonly string[];
  /** Ids of other lists that ask for the same: `cis:5.1.3`, `nsa:C-0035`, `pss:baseline`. */
  readonly answers: readonly string[];
  readonly refs: readonly Reference[];
}

export interface ChecklistSection {
  readonly id: string;
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

/** Where the texts come from. */
export const checklistSource = catalogue.source;

/** Asked before any of the others: the official list takes a cluster for granted. */
const ownSection = {
  id: "before-the-cluster",
  title: "Before there is a cluster",
  items: [
    { id: "build-or-buy", text: "Whether to build a platform or to buy one was decided, with its reasons" },
    {
      id: "control-plane-specialists",
      text: "Whoever runs a control plane of their own has specialists for it, and others run a managed one",
    },
  ],
};

export const checklistSections: readonly ChecklistSection[] = [...catalogue.sections, ownSection].map((section) => ({
  ...{ id: section.id, title: section.title },
  items: section.items.map(({ id, text }) => itemOf(id, text, section.id)),
}));

export const checklistItems: readonly ChecklistItem[] = checklistSections.flatMap(({ items }) => items);

const byId = new Map(checklistItems.map((item) => [item.id, item]));

/** @returns the item of an id, or undefined. */
export function checklistItem(id: string): ChecklistItem | undefined {
  return byId.get(id);
}

function itemOf(id: string, text: string, section: string): ChecklistItem {
  const known = evidence[id];
  if (known === undefined) throw new Error(`Nobody said what answers the item ${id} of the checklist.`);
  const looking = checks.filter((check) => known.checks.some((wanted) => matches(check.id, wanted)));
  const answers = new Set([...(known.answers ?? []), ...looking.flatMap((check) => check.answers.filter(isElsewhere))]);
  return {
    ...known,
    ...{ id, section, text },
    checks: looking.map((check) => check.id).sort(),
    answers: [...answers].sort((one, other) => one.localeCompare(other, "en", { numeric: true })),
  };
}

/** @returns whether a check is meant: by its id, or by its area as `rbac/*`. */
export function matches(checkId: string, wanted: string): boolean {
  return wanted.endsWith("/*") ? checkId.startsWith(wanted.slice(0, -1)) : checkId === wanted;
}

function isElsewhere(answer: string): boolean {
  return /^(?:cis|nsa|pss):/.test(answer);
}
