/** Who held a dangerous right on a day: answered by the scan that was newest then, and never by a later one. */
import type { Holders } from "../../../contracts/access/changes.ts";
import type { Gap } from "../../../core/inventory/gap.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import { uniqueGaps } from "../../../core/inventory/gap-words.ts";
import { type Danger, type DangerId, dangers, requestsAt } from "../../../core/rbac/dangers.ts";
import { type SubjectRef, subjectKey } from "../../../core/rbac/subject.ts";
import { whoCan } from "../../../core/rbac/who-can.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { ScanRow } from "../../database/rows.ts";
import { namespacesOf } from "../../database/scope.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { standpoint } from "../scans/scan-view.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";

export interface HoldersQuery {
  readonly id: string;
  readonly at: string;
  readonly capability: string;
  readonly namespace?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const dayOnly = /^\d{4}-\d{2}-\d{2}$/;

export const listHolders = defineUseCase<HoldersQuery, Holders>("report:read", async (actor, query, services) => {
  const { scope } = actor;
  const from = query.cursor === undefined ? 0 : decodeCursor(query.cursor, ["number"])?.[0];
  if (typeof from !== "number" || from < 0) return refuse("badRequest", badCursor);
  const cluster = await services.repositories.clusters.get(scope, query.id);
  const asked = askedRight(actor, query.id, query);
  if (cluster === undefined) return refuse("notFound");
  if (!asked.ok) return asked;
  const { danger, known } = asked.value;
  const at = momentOf(query.at);
  const head = { at: at.toISOString(), may: danger.may, capabilities: known.map(({ id, may }) => ({ id, may })) };
  const kept = await services.repositories.scans.keptAt(scope, query.id, at);
  const oldest = kept.oldest && { oldest: standpoint(kept.oldest) };
  if (kept.newest === undefined) {
    const reason = kept.oldest && kept.oldest.number > 1 ? "notKept" : "none";
    return ok({ ...head, ...oldest, reason, total: 0, items: [], complete: false, gaps: [] });
  }
  const held = await holdersInScan(actor, kept.newest, query, services);
  if (!held.ok) return held;
  const { items, gaps } = held.value;
  const end = from + query.limit;
  const scan = standpoint(kept.newest);
  return ok({
    ...head,
    ...oldest,
    scan,
    ageSeconds: Math.max(0, Math.round((at.getTime() - Date.parse(scan.at)) / 1_000)),
    total: items.length,
    items: items.slice(from, end),
    complete: gaps.length === 0,
    gaps: [...gaps],
    ...(end < items.length && { next: encodeCursor([end]) }),
  });
});

/** @returns the moment that a query means: of a day its end. */
export function momentOf(at: string): Date {
  return dayOnly.test(at) ? new Date(`${at}T23:59:59.999Z`) : new Date(at);
}

type Right = Pick<HoldersQuery, "capability" | "namespace">;

interface AskedRight {
  readonly danger: Danger;
  /** All that the actor can ask about. */
  readonly known: readonly (Danger & { readonly id: DangerId })[];
}

/** Who sees some namespaces can ask about those, and about what is held in a namespace. */
function askedRight({ scope }: Actor, clusterId: string, { capability, namespace }: Right): Outcome<AskedRight> {
  const namespaces = namespacesOf(scope, clusterId);
  if (namespaces === undefined) return refuse("notFound");
  if (namespace !== undefined && namespaces !== "all" && !namespaces.has(namespace)) return refuse("notFound");
  const known = dangers.filter((danger) => namespaces === "all" || danger.namespaced);
  const danger = known.find(({ id }) => id === capability);
  if (danger === undefined) return refuse("badRequest", { issues: [{ path: "capability", message: "There is no such right." }] });
  return ok({ danger, known });
}

export interface HeldInScan {
  readonly may: string;
  readonly items: Holders["items"];
  readonly gaps: readonly Gap[];
}

/** @returns everybody who holds a right by one scan, those who hold it in the whole cluster first. */
export async function holdersInScan(
  actor: Actor,
  scan: Pick<ScanRow, "id" | "clusterId">,
  right: Right,
  services: Services,
): Promise<Outcome<HeldInScan>> {
  const asked = askedRight(actor, scan.clusterId, right);
  if (!asked.ok) return asked;
  const access = await accessOf(actor, scan.id, services);
  if (!access.ok) return access;
  const { danger } = asked.value;
  const requests = requestsAt(danger, access.value.minor);
  return ok({ may: danger.may, ...holdersOf(access.value, requests, right.namespace) });
}

interface Held {
  readonly subject: SubjectRef;
  cluster: boolean;
  readonly namespaces: Set<string>;
}

/** Any of a danger's requests suffices. */
function holdersOf(
  { index, namespaces }: Access,
  requests: Danger["requests"],
  namespace: string | undefined,
): { readonly items: Holders["items"]; readonly gaps: readonly Gap[] } {
  const found = new Map<string, Held>();
  const answers = requests.map((attributes) => whoCan(index, { attributes, namespace: namespace ?? { any: true } }));
  for (const { subjects } of answers)
    for (const { scope, kind, name, namespace: home } of subjects) {
      const subject: SubjectRef = { kind, name, ...(home === undefined ? {} : { namespace: home }) };
      const held = found.get(subjectKey(subject)) ?? { subject, cluster: false, namespaces: new Set() };
      found.set(subjectKey(subject), held);
      if (scope === "cluster") held.cluster = true;
      else for (const one of scope) if (namespaces === "all" || namespaces.has(one)) held.namespaces.add(one);
    }
  const items = [...found.entries()]
    .sort(([a, one], [b, other]) => Number(other.cluster) - Number(one.cluster) || compareText(a, b))
    .map(([, { subject, cluster, namespaces: places }]) => ({
      subject: subjectView(subject),
      scope: cluster ? ("cluster" as const) : [...places].sort(compareText),
    }));
  return { items, gaps: uniqueGaps(answers.flatMap(({ gaps }) => gaps)) };
}
