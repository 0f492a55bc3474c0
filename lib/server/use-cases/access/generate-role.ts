/** The least role that an audit log asks for, beside what is granted. The log is read as it comes, and nothing of it is kept. */
import { auditLogLimit, type GeneratedRole } from "../../../contracts/access/generated-role.ts";
import { formatTarget } from "../../../core/rbac/attributes.ts";
import type { Action } from "../../../core/rbac/generate/action.ts";
import type { AuditUse } from "../../../core/rbac/generate/audit-tally.ts";
import { compareUse, type UseComparison, type UsedRight } from "../../../core/rbac/generate/compare-use.ts";
import { leastRole } from "../../../core/rbac/generate/least-role.ts";
import { formatLine } from "../../../core/rbac/rights/right-words.ts";
import type { Line } from "../../../core/rbac/rights/rule-lines.ts";
import { accountUser, type SubjectRef } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { readAuditLog } from "../../audit-log/read-audit-log.ts";
import { renderManifests } from "../../cluster/role.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { halfAnAccount, type SubjectQuery, subjectOfQuery } from "./subject-detail.ts";
import { seesLine } from "./visible-lines.ts";

export interface GenerateQuery extends SubjectQuery {
  readonly names?: boolean;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export const generateRole = defineUseCase<GenerateQuery, GeneratedRole>("report:read", async (actor, query, services) => {
  const access = await accessOf(actor, query.id, services);
  if (!access.ok) return access;
  const subject = subjectOfQuery(query);
  if (subject === undefined) return refuse("badRequest", halfAnAccount);
  if (subject.kind === "Group") return refuse("badRequest", notAGroup);
  const user = subject.kind === "ServiceAccount" ? accountUser(subject.namespace ?? "", subject.name) : subject.name;
  const log = await readAuditLog(query.chunks, { user, most: auditLogLimit });
  if (!log.ok) {
    const { code, message: detail, remedy } = log.error;
    return code === "auditLogTooLarge" ? refuse("tooLarge", { detail, remedy }) : refuse("badRequest", { detail, remedy });
  }
  const actions = log.value.allowed.map(({ action }) => action);
  const compared = compareUse(access.value.index, { user, actions, manyNames: log.value.manyNames });
  const made = leastRole(actions, { name: roleName(subject), subject, names: query.names ?? false });
  return ok({ yaml: renderManifests(made as never), ...logView(log.value), ...comparedView(access.value, compared) });
});

const notAGroup = { issues: [{ path: "subjectKind", message: "A log is read for a user or a service account." }] };

/** Letters, digits and dashes, so that it is a name whoever it is for. */
function roleName({ name }: SubjectRef): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 50) || "subject"}-least`;
}

const mostShown = 200;
const mostRights = 1_000;

function requestView({ attributes, namespace }: Action) {
  return { verb: attributes.verb, target: formatTarget(attributes), ...(namespace === "" ? {} : { namespace }) };
}

function logView({ period, lines, events, unreadable, dropped, allowed, denied }: AuditUse) {
  return {
    ...{ period, lines, events, unreadable, dropped, requests: allowed.length },
    denied: denied.slice(0, mostShown).map(({ action, count }) => ({ ...requestView(action), count })),
    deniedTotal: denied.length,
  };
}

function rightOf({ namespace, line, verbs }: UsedRight) {
  return { verbs: [...verbs], target: lineWords(line), ...(namespace === undefined ? {} : { namespace }) };
}

function lineWords(line: Line): string {
  return "name" in line && line.name !== undefined ? `${formatLine(line)} "${line.name}"` : formatLine(line);
}

function comparedView(access: Access, { unused, wider, notGranted, gaps }: UseComparison) {
  const seen = unused.filter(({ line }) => seesLine(access, line));
  return {
    unused: seen.slice(0, mostRights).map(rightOf),
    unusedTotal: seen.length,
    wider: wider
      .filter(({ line }) => seesLine(access, line))
      .slice(0, mostShown)
      .map((right) => ({
        ...rightOf(right),
        usedAs: right.usedAs.slice(0, 20).map((one) => `${one.verb} ${formatTarget(one)}`),
      })),
    notGranted: access.namespaces === "all" ? notGranted.slice(0, mostShown).map(requestView) : [],
    complete: gaps.length === 0,
    gaps: [...gaps],
  };
}
