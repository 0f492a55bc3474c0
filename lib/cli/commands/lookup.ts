/** `lookup`: the roles and bindings of a subject, the subjects of a role, or of whatever has a text in its name. */

import type { Gap } from "#core/inventory/gap.ts";
import { formatGap, uniqueGaps } from "#core/inventory/gap-words.ts";
import { formatName } from "#core/rbac/chain.ts";
import { defaultsOf } from "#core/rbac/defaults.ts";
import { type AccountUse, accountUseResources, accountUses } from "#core/rbac/lookup/account-use.ts";
import { type LookedUp, type LookedUpRole, lookUp, type Wanted } from "#core/rbac/lookup/lookup.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { formatSubject, type SubjectRef } from "#core/rbac/subject.ts";
import { clean, json } from "#core/text/clean.ts";
import { exitCodes } from "../exit-codes.ts";
import type { QuestionFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { rbacResources } from "../question/open.ts";
import { wantedOf } from "../question/wanted.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";
import { table } from "../terminal/table.ts";

export interface LookupOptions extends SourceOptions {
  readonly namespace?: string;
  readonly output: QuestionFormat;
}

interface Answer {
  readonly found: LookedUp;
  /** Of a service account that was named exactly. */
  readonly use?: AccountUse;
  readonly gaps: readonly Gap[];
}

export async function lookup(io: Io, text: string, options: LookupOptions): Promise<number> {
  const wanted = wantedOf(text, options.namespace);
  const account = accountOf(wanted);
  const resources = account ? [...rbacResources, ...accountUseResources] : rbacResources;
  const opened = await openInventory(io, options, { resources });
  if (!opened.ok) return refuse(io, opened.error);
  const { inventory } = opened.value;
  const index = buildRbacIndex(inventory);
  const uses = account && accountUses(inventory.looks);
  const answer: Answer = {
    found: lookUp(index, wanted, defaultsOf(inventory.cluster.minor)),
    ...(account && uses && { use: uses.of(account.namespace, account.name) }),
    gaps: uniqueGaps([...Object.values(index.gaps).flat(), ...(uses?.gaps ?? [])]),
  };
  await print(io, options.output === "json" ? [asJson(answer)] : asText(answer));
  if (options.output !== "json") for (const gap of answer.gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  if (answer.gaps.length > 0) return exitCodes.unsure;
  return answer.found.subjects.length + answer.found.roles.length > 0 ? exitCodes.yes : exitCodes.no;
}

function accountOf(wanted: Wanted): (SubjectRef & { readonly namespace: string }) | undefined {
  if (!("subject" in wanted) || wanted.subject.namespace === undefined) return undefined;
  return { ...wanted.subject, namespace: wanted.subject.namespace };
}

function asJson({ found, use, gaps }: Answer): string {
  const subjects = found.subjects.map(({ subject, bindings }) => ({
    ...subject,
    bindings: bindings.map(({ binding, via, implicit, role, missing }) => ({
      binding: { kind: binding.kind, name: binding.item.meta.name, ...placeOf(binding) },
      role: { ...role, ...(missing === undefined ? {} : { missing }) },
      via,
      implicit,
    })),
  }));
  const roles = found.roles.map(({ role, facts, holders }) => ({
    ...role,
    exists: facts !== undefined,
    ...facts,
    heldBy: holders.map(({ binding, subject, named }) => ({
      subject: subject ?? named,
      ...(subject === undefined ? { meansNobody: true } : {}),
      binding: { kind: binding.kind, name: binding.item.meta.name, ...placeOf(binding) },
    })),
  }));
  return json({ subjects, roles, ...(use && { usedBy: use }), complete: gaps.length === 0, gaps }, 2);
}

function placeOf({ namespace }: { readonly namespace: string }): { readonly namespace?: string } {
  return namespace === "" ? {} : { namespace };
}

function* asText({ found, use, gaps }: Answer): Generator<string> {
  const { subjects, roles } = found;
  if (subjects.length + roles.length === 0) yield "Nothing of that name is bound or can be bound.\n";
  const rows = subjects.flatMap(({ subject, bindings }) =>
    bindings.length === 0
      ? [[formatSubject(subject), "-", "-", "-", ""]]
      : bindings.map(({ binding, via, implicit, role, missing }) => [
          formatSubject(subject),
          binding.namespace || "everywhere",
          `${formatName(role)}${missing === undefined ? "" : missing === "unseen" ? " (not seen)" : " (missing)"}`,
          `${binding.kind} ${binding.item.meta.name}`,
          implicit ? `group ${via.name}` : "",
        ]),
  );
  if (rows.length > 0) yield* table(["SUBJECT", "WHERE", "ROLE", "BINDING", "THROUGH"], rows);
  if (use !== undefined) yield* textOfUse(use);
  for (const [place, role] of roles.entries()) {
    if (place > 0 || rows.length > 0 || use !== undefined) yield "\n";
    yield* roleText(role);
  }
  if (gaps.length > 0) yield "There may be more: not everything was seen.\n";
}

const tokenWords = { mounted: "mounted", notMounted: "not mounted", unknown: "not known" } as const;

function* textOfUse(use: AccountUse): Generator<string> {
  const { workloads, pods, nodes, automount, exists } = use;
  yield "\n";
  if (exists === false) yield "The account does not exist: whoever creates it gets what is bound to its name.\n";
  if (automount === false) yield "Its token is mounted only where a pod asks for it.\n";
  yield `${pods} ${pods === 1 ? "pod" : "pods"} on ${nodes.length} ${nodes.length === 1 ? "node" : "nodes"} run as it.\n`;
  if (workloads.length === 0) return;
  const rows = workloads.map((one) => [
    `${one.kind} ${one.name}`,
    String(one.pods),
    one.nodes.join(","),
    tokenWords[one.token],
    one.images.join(","),
  ]);
  yield* table(["USED BY", "PODS", "NODES", "TOKEN", "IMAGES"], rows);
}

const originWords = {
  default: "as Kubernetes creates it",
  changed: "changed: gives more than Kubernetes' own",
  own: "",
} as const;

function* roleText({ role, facts, bindings, holders }: LookedUpRole): Generator<string> {
  yield `${clean(formatName(role))}\n`;
  if (facts === undefined) yield "  It does not exist, or was not seen.\n";
  else {
    if (facts.origin !== "own") yield `  ${originWords[facts.origin]}\n`;
    yield `  ${facts.rules.length} ${facts.rules.length === 1 ? "rule" : "rules"}\n`;
    if (facts.aggregated) yield `  aggregated from: ${clean(facts.fedBy.join(", ")) || "no role"}\n`;
    if (facts.feeds.length > 0) yield `  part of: ${clean(facts.feeds.join(", "))}\n`;
  }
  if (bindings.length === 0) yield "  Nothing binds it.\n";
  if (holders.length === 0) return;
  const rows = holders.map(({ binding, subject, named }) => [
    subject === undefined ? `${named.kind} ${named.name} (means nobody)` : formatSubject(subject),
    binding.namespace || "everywhere",
    `${binding.kind} ${binding.item.meta.name}`,
  ]);
  yield* table(["SUBJECT", "WHERE", "BINDING"], rows);
}
