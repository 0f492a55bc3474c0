/** What is granted beside what was used: rights that a period shows unused, and rights that are wider than what was done. */
import { compareText } from "../../inventory/gap.ts";
import { type Attributes, isUrl } from "../attributes.ts";
import { can } from "../can.ts";
import { ruleAllows } from "../predicates.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { listRights, type Right, type RightsList } from "../rights/list-rights.ts";
import { isUrlLine, type Line } from "../rights/rule-lines.ts";
import { identityOf } from "../subject.ts";
import { type Action, actionKey, withName } from "./action.ts";

export interface UsedRight {
  /** Absent: everywhere. */
  readonly namespace?: string;
  readonly line: Line;
  /** Unused: those that were not used. Wider: those that were. */
  readonly verbs: readonly string[];
  readonly right: Right;
}

export interface WiderRight extends UsedRight {
  /** What was done by it, each kind of request once. */
  readonly usedAs: readonly Attributes[];
}

export interface UseComparison {
  readonly unused: readonly UsedRight[];
  readonly wider: readonly WiderRight[];
  /** Actions that were allowed, and that RBAC, as it was seen, does not allow. */
  readonly notGranted: readonly Action[];
  readonly gaps: RightsList["gaps"];
}

export interface Use {
  readonly user: string;
  readonly groups?: readonly string[];
  readonly actions: readonly Action[];
  /** Keys of actions without a name that stand for more names than are known. */
  readonly manyNames?: ReadonlySet<string>;
}

/** @returns the comparison. Rights that everybody has, by an implicit group, are nobody's to take away and are not compared. */
export function compareUse(index: RbacIndex, { user, groups, actions, manyNames = new Set() }: Use): UseComparison {
  const question = groups === undefined ? { user } : { user, groups };
  const list = listRights(index, question);
  const own = new Set([identityOf({ kind: "User", name: user }), ...(groups ?? []).map((name) => `Group:${name}`)]);
  const unused: UsedRight[] = [];
  const wider: WiderRight[] = [];
  for (const { namespace, rights } of list.places) {
    const here = namespace === undefined ? actions : actions.filter((action) => action.namespace === namespace);
    for (const right of rights) {
      const mine = verbsOf(right, own);
      if (mine.length === 0) continue;
      const done = here.filter((action) => covers(right.line, action, manyNames));
      const place = { ...(namespace === undefined ? {} : { namespace }), line: right.line, right };
      const used = new Set(done.map(({ attributes }) => attributes.verb));
      const idle = mine.filter((verb) => (verb === "*" ? done.length === 0 : !used.has(verb)));
      if (idle.length > 0) unused.push({ ...place, verbs: idle });
      const wide = mine.filter((verb) => !idle.includes(verb) && (verb === "*" || isWide(right.line)));
      if (wide.length > 0) wider.push({ ...place, verbs: wide, usedAs: kindsOf(done, wide) });
    }
  }
  const notGranted = actions.filter(
    ({ attributes, namespace }) => can(index, { ...question, namespace, attributes }).verdict === "notAllowed",
  );
  return { unused, wider, notGranted, gaps: list.gaps };
}

function verbsOf({ verbs, sources }: Right, own: ReadonlySet<string>): readonly string[] {
  const mine = new Set(sources.filter(({ grant }) => own.has(identityOf(grant.subject))).flatMap((source) => source.verbs));
  return verbs.filter((verb) => mine.has(verb));
}

/** Whether the line, with every verb, allows the action. */
function covers(line: Line, action: Action, manyNames: ReadonlySet<string>): boolean {
  const { attributes } = action;
  if (isUrlLine(line)) return isUrl(attributes) && ruleAllows(attributes, { verbs: ["*"], nonResourceURLs: [line.url] });
  if (isUrl(attributes)) return false;
  const open = { verbs: ["*"], apiGroups: [line.group], resources: [line.resource] };
  if (!ruleAllows(attributes, open)) return false;
  return (
    line.name === undefined ||
    line.name === attributes.name ||
    (attributes.name === undefined && manyNames.has(actionKey(action)))
  );
}

function isWide(line: Line): boolean {
  return isUrlLine(line) ? line.url.endsWith("*") : line.group === "*" || line.resource.startsWith("*");
}

function kindsOf(actions: readonly Action[], verbs: readonly string[]): readonly Attributes[] {
  const all = verbs.includes("*");
  const kinds = actions
    .filter(({ attributes }) => all || verbs.includes(attributes.verb))
    .map((action) => withName({ ...action, namespace: "" }, false));
  const found = new Map(kinds.map((action) => [actionKey(action), action.attributes]));
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([, attributes]) => attributes);
}
