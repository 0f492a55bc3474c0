/** Writes down what people do. What an entry may carry stands in the table of actions; anything else is dropped here. */
import {
  type AuditAction,
  type AuditActionFields,
  type AuditFacts,
  type AuditSide,
  type AuditValue,
  auditActions,
} from "../../../contracts/audit-actions.ts";
import { formatLabels } from "../../../core/clusters/labels.ts";
import type { Actor } from "../../auth/actor.ts";
import type { StoredDetail } from "../../database/audit.ts";
import type { StoredScope } from "../../database/people/users.ts";
import type { Repositories } from "../../database/repositories.ts";
import type { Scope } from "../../database/scope.ts";

export interface AuditRecord<A extends AuditAction> {
  readonly action: A;
  readonly clusterId?: string | undefined;
  /** What it was done to: a name or an id. */
  readonly subject?: string | undefined;
  readonly detail?: AuditFacts<A>;
  /** Of what changed; only fields whose values differ are kept. */
  readonly before?: AuditSide<A>;
  readonly after?: AuditSide<A>;
}

/** Writes down what an actor did. A change that changed nothing is none, and a cluster that the actor does not see is not told of. */
export async function record<A extends AuditAction>(
  repositories: Pick<Repositories, "audit">,
  actor: Pick<Actor, "userId" | "name" | "scope" | "token">,
  entry: AuditRecord<A>,
): Promise<void> {
  const { userId: actorId, name: actorName, scope, token } = actor;
  await write(repositories, scope, { ...entry, actorId, actorName, ...(token && { token: token.prefix }) });
}

export interface Doer {
  readonly actorId?: string;
  readonly actorName: string;
}

/** Writes down what somebody did who is no actor: who was refused, a link's reader, the clock. */
export async function recordOf<A extends AuditAction>(
  repositories: Pick<Repositories, "audit">,
  scope: Scope,
  entry: AuditRecord<A> & Doer,
): Promise<void> {
  await write(repositories, scope, entry);
}

async function write<A extends AuditAction>(
  { audit }: Pick<Repositories, "audit">,
  scope: Scope,
  { action, clusterId, subject, detail, before, after, ...doer }: AuditRecord<A> & Doer & { readonly token?: string },
): Promise<void> {
  const { token, actorId, actorName } = doer;
  const allowed = allowedDetail(action, { detail, before, after });
  if (before !== undefined && after !== undefined && Object.keys(allowed).length === 0) return;
  await audit.append(scope, {
    actorId,
    actorName,
    action,
    clusterId,
    subject,
    detail: { ...allowed, ...(token && { token }) },
  });
}

type Sides = Readonly<Record<"detail" | "before" | "after", object | undefined>>;

/** @returns of what was given only what the table of actions lists, and of a change only what differs. */
export function allowedDetail(action: AuditAction, { detail, before, after }: Sides): StoredDetail {
  const { facts = [], change = [] }: AuditActionFields = auditActions[action];
  const was = pick(before, change);
  const is = pick(after, change);
  const differs = change.filter((field) => JSON.stringify(was[field] ?? null) !== JSON.stringify(is[field] ?? null));
  return {
    ...pick(detail, facts),
    ...(differs.length > 0 && before && { before: pick(was, differs) }),
    ...(differs.length > 0 && after && { after: pick(is, differs) }),
  };
}

/** Characters of one value; longer ones are cut. */
const longest = 500;

function pick(from: object | undefined, fields: readonly string[]): Record<string, AuditValue> {
  const given = new Map(Object.entries(from ?? {}));
  return Object.fromEntries(fields.flatMap((field) => (isValue(given.get(field)) ? [[field, short(given.get(field))]] : [])));
}

function isValue(value: unknown): value is AuditValue {
  if (Array.isArray(value)) return value.every((part) => typeof part === "string");
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function short(value: unknown): AuditValue {
  if (typeof value === "string" && value.length > longest) return `${value.slice(0, longest)}…`;
  return value as AuditValue;
}

/**
 * @returns a granted scope as a value of an entry: `all`, labels, or clusters by id; each with the namespaces that it is limited
 * to. What is stored of a person may be broken, and is written down as that.
 */
export function auditScope(granted: StoredScope): AuditValue {
  const limited = (what: string, to: readonly string[] | undefined) => (to === undefined ? what : `${what}: ${to.join(", ")}`);
  if ("labels" in granted) return [limited(formatLabels(granted.labels), granted.namespaces)];
  if (!Array.isArray(granted.clusters)) return granted.clusters === "all" ? "all" : "unreadable";
  return granted.clusters.map(({ id, namespaces }) => limited(id, namespaces));
}
