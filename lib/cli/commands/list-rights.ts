/** `can-i --list`: everything that somebody may do by RBAC, as real requests of theirs would be evaluated, and why. */
import { formatGap } from "#core/inventory/gap-words.ts";
import { chainSentence, formatName } from "#core/rbac/chain.ts";
import type { RbacIndex } from "#core/rbac/rbac-index.ts";
import { noEffectWords } from "#core/rbac/rights/effect.ts";
import { type JoinedRight, joinNames } from "#core/rbac/rights/join-names.ts";
import {
  chainsOfRight,
  listRights as listAllRights,
  type RightsList,
  type RightsOfPlace,
} from "#core/rbac/rights/list-rights.ts";
import { formatLine } from "#core/rbac/rights/right-words.ts";
import { clean, json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import type { NamespaceOptions } from "../options.ts";
import { openIndex, tellAbsentNamespace } from "../question/open.ts";
import type { SourceOptions } from "../source/open-inventory.ts";
import { table } from "../terminal/table.ts";

export interface ListRightsOptions extends SourceOptions, NamespaceOptions {
  readonly as: string;
  readonly asGroup?: readonly string[];
  readonly output: QuestionFormat;
}

export async function listRights(io: Io, options: ListRightsOptions): Promise<number> {
  const opened = await openIndex(io, options);
  if (!opened.ok) return refuse(io, opened.error);
  const { index, inventory } = opened.value;
  const namespace = options.allNamespaces ? undefined : (options.namespace ?? opened.value.namespace);
  tellAbsentNamespace(io, inventory, namespace);
  const list = listAllRights(index, {
    user: options.as,
    ...(options.asGroup && { groups: options.asGroup }),
    ...(namespace === undefined ? {} : { namespace }),
  });
  await print(io, options.output === "json" ? asJson(index, list) : asText(index, list));
  if (options.output !== "json") for (const gap of list.gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  return list.gaps.length > 0 ? exitCodes.unsure : exitCodes.yes;
}

function* asJson(index: RbacIndex, { user, groups, places, gaps }: RightsList): Generator<string> {
  const views = places.map(({ namespace, rights, idle }) => ({
    ...(namespace === undefined ? {} : { namespace }),
    rights: joinNames(rights).map((right) => rightView(index, right)),
    withoutEffect: idle.map(({ grant: { binding }, ruleIndex, reason }) => ({
      binding: { kind: binding.kind, name: binding.item.meta.name },
      rule: ruleIndex + 1,
      reason,
    })),
  }));
  yield json({ user, groups, complete: gaps.length === 0, gaps, places: views }, 2);
}

function rightView(index: RbacIndex, right: JoinedRight) {
  const { line, names, verbs } = right;
  const because = chainsOfRight(index, right).map(({ chain, verbs: given }) => ({
    sentence: chainSentence(chain),
    verbs: given,
    ...chain,
  }));
  return { verbs, ...line, ...(names.length === 0 ? {} : { names }), because };
}

function* asText(index: RbacIndex, { places, gaps, groups }: RightsList): Generator<string> {
  yield clean(`In the groups ${groups.join(", ")}`);
  yield "\n";
  for (const place of places) yield* placeText(index, place, places.length > 1);
  if (gaps.length > 0) yield "There may be more: not everything was seen.\n";
}

function* placeText(index: RbacIndex, { namespace, rights, idle }: RightsOfPlace, titled: boolean): Generator<string> {
  if (titled && rights.length === 0 && idle.length === 0) return;
  if (titled) yield namespace === undefined ? "\nEverywhere\n" : `\nIn ${clean(namespace)}\n`;
  const rows = joinNames(rights).map((right) => [
    formatLine(right.line),
    right.names.join(","),
    right.verbs.join(","),
    because(index, right),
  ]);
  if (rows.length > 0 || !titled) yield* table(["RESOURCE", "NAMES", "VERBS", "BECAUSE"], rows);
  for (const { grant, ruleIndex, reason } of idle) {
    const { kind, item } = grant.binding;
    yield clean(`Rule ${ruleIndex + 1} of ${formatName({ kind, ...item.meta })}: ${noEffectWords[reason]}.`);
    yield "\n";
  }
}

/** The first reason, and how many more there are: all of them are in the JSON. */
function because(index: RbacIndex, right: JoinedRight): string {
  const [first, ...others] = chainsOfRight(index, right);
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return first === undefined ? "" : `${chainSentence(first.chain)}${more}`;
}
