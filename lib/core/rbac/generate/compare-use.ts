/** What is granted beside what was used: rights that a period shows unused, and rights that are wider than what was done. */
import { compareText } from "../../inventory/gap.ts";
import { type Attributes, combinedResource, isUrl, type ResourceAttributes } from "../attributes.ts";
import { can } from "../can.ts";
import { ruleAllows } from "../predicates.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { listRights, type Right, type RightsList } from "../rights/list-rights.ts";
import { isUrlLine, type Line, lineKey, type ResourceLine } from "../rights/rule-lines.ts";
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
  const granted = new Set<Action>();
  for (const { namespace, rights } of list.places) {
    const here = namespace === undefined ? actions : actions.filter((action) => action.namespace === namespace);
    const done = doneBy(rights, here, manyNames);
    for (const right of rights) {
      const asked = done.get(right) ?? [];
      for (const action of asked) if (allowsVerb(right, action.attributes.verb)) granted.add(action);
      const place = { ...(namespace === undefined ? {} : { namespace }), line: right.line, right };
      const mine = verbsOf(right, own);
      const used = new Set(asked.map(({ attributes }) => attributes.verb));
      const idle = mine.filter((verb) => (verb === "*" ? used.size === 0 : !used.has(verb)));
      if (idle.length > 0) unused.push({ ...place, verbs: idle });
      const wide = mine.filter((verb) => !idle.includes(verb) && (verb === "*" || isWide(right.line)));
      if (wide.length > 0) wider.push({ ...place, verbs: wide, usedAs: kindsOf(asked, wide) });
    }
  }
  return {
    unused,
    wider,
    notGranted: notGrantedOf(
      index,
      question,
      actions.filter((action) => !granted.has(action)),
    ),
    gaps: list.gaps,
  };
}

function notGrantedOf(
  index: RbacIndex,
  question: { readonly user: string; readonly groups?: readonly string[] },
  actions: readonly Action[],
): readonly Action[] {
  return actions.filter(
    ({ attributes, namespace }) => can(index, { ...question, namespace, attributes }).verdict === "notAllowed",
  );
}

function allowsVerb({ verbs }: Right, verb: string): boolean {
  return verbs.includes("*") || verbs.includes(verb);
}

function verbsOf({ verbs, sources }: Right, own: ReadonlySet<string>): readonly string[] {
  const mine = new Set(sources.filter(({ grant }) => own.has(identityOf(grant.subject))).flatMap((source) => source.verbs));
  return verbs.filter((verb) => mine.has(verb));
}

/** For each right the actions that its line means, whatever the verb: each action looks up the few lines that can mean it. */
function doneBy(
  rights: readonly Right[],
  actions: readonly Action[],
  manyNames: ReadonlySet<string>,
): ReadonlyMap<Right, Action[]> {
  const byKey = new Map(rights.map((right) => [lineKey(right.line), right]));
  const wideUrls = rights.filter(({ line }) => isUrlLine(line) && line.url.endsWith("*"));
  const named = Map.groupBy(rights, ({ line }) => (isUrlLine(line) || line.name === undefined ? "" : namelessKey(line)));
  const found = new Map<Right, Action[]>();
  for (const action of actions) {
    const { attributes } = action;
    const met = isUrl(attributes)
      ? [byKey.get(lineKey({ url: attributes.path })), ...wideUrls.filter(({ line }) => meansPath(line, attributes.path))]
      : linesOf(attributes).flatMap((line) => [
          byKey.get(lineKey(line)),
          ...(attributes.name === undefined
            ? manyNames.has(actionKey(action))
              ? (named.get(namelessKey(line)) ?? [])
              : []
            : [byKey.get(lineKey({ ...line, name: attributes.name }))]),
        ]);
    for (const right of new Set(met)) if (right !== undefined) addTo(found, right, action);
  }
  return found;
}

function addTo(found: Map<Right, Action[]>, right: Right, action: Action): void {
  const known = found.get(right);
  if (known === undefined) found.set(right, [action]);
  else known.push(action);
}

function namelessKey({ group, resource }: ResourceLine): string {
  return lineKey({ group, resource });
}

function linesOf(attributes: ResourceAttributes): readonly ResourceLine[] {
  const { group, subresource } = attributes;
  const resources = [combinedResource(attributes), "*", ...(subresource ? [`*/${subresource}`] : [])];
  return [group, "*"].flatMap((one) => resources.map((resource) => ({ group: one, resource })));
}

function meansPath(line: Line, path: string): boolean {
  return isUrlLine(line) && ruleAllows({ verb: "get", path }, { verbs: ["*"], nonResourceURLs: [line.url] });
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
