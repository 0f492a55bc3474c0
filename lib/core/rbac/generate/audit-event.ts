/** One event of an audit log (audit.k8s.io/v1): who asked for what, and whether the authorizers let them. */
import type { ResourceAttributes } from "../attributes.ts";
import { accountOf, authenticatedGroup, unauthenticatedGroup } from "../subject.ts";
import type { Action } from "./action.ts";

export interface AuditEntry {
  /** RFC 3339, as it stands there. */
  readonly time: string | undefined;
  readonly decision: "allowed" | "denied";
  /** What was asked for as the user that the request was evaluated as. */
  readonly action: Action;
}

/** An entry of somebody, with the groups that the request came with. */
export interface PersonalEntry extends AuditEntry {
  readonly user: string;
  readonly groups: readonly string[];
}

/**
 * @returns what an event says of a user: nothing where it is of somebody else or at its first stage; undefined for what is no
 *   event.
 */
export function readAuditEvent(event: unknown, user: string): readonly AuditEntry[] | undefined {
  return readAuditEntries(event)
    ?.filter((entry) => entry.user === user)
    .map(({ time, decision, action }) => ({ time, decision, action }));
}

/**
 * @returns what an event says of everybody in it; undefined for what is no event. Who acts as another is shown as allowed to:
 *   the log names the other only then.
 */
export function readAuditEntries(event: unknown): readonly PersonalEntry[] | undefined {
  if (!isEvent(event)) return undefined;
  if (event.stage === "RequestReceived") return [];
  const time = text(event.stageTimestamp) ?? text(event.requestReceivedTimestamp);
  const asker = personOf(event.user);
  const acting = record(event.impersonatedUser);
  const effective = acting === undefined ? asker : personOf(acting);
  const action = actionOf(event);
  return [
    ...(acting === undefined || asker === undefined
      ? []
      : impersonations(acting).map((one) => ({ ...asker, time, decision: "allowed" as const, action: one }))),
    ...(action === undefined || effective === undefined ? [] : [{ ...effective, time, decision: decisionOf(event), action }]),
  ];
}

function personOf(value: unknown): Pick<PersonalEntry, "user" | "groups"> | undefined {
  const found = record(value);
  const user = text(found?.username);
  return user === undefined ? undefined : { user, groups: texts(found?.groups) };
}

interface Event extends Record<string, unknown> {
  readonly stage: unknown;
}

function isEvent(event: unknown): event is Event {
  const found = record(event);
  return found?.kind === "Event" && text(found.apiVersion)?.startsWith("audit.k8s.io/") === true && "stage" in found;
}

/** The authorizer's word; where a policy leaves it out, the answer's. */
function decisionOf(event: Event): AuditEntry["decision"] {
  const decision = text(record(event.annotations)?.["authorization.k8s.io/decision"]);
  if (decision !== undefined) return decision === "allow" ? "allowed" : "denied";
  return record(event.responseStatus)?.code === 403 ? "denied" : "allowed";
}

function actionOf(event: Event): Action | undefined {
  const verb = text(event.verb);
  if (verb === undefined || verb === "") return undefined;
  const target = record(event.objectRef);
  if (target === undefined) {
    const path = text(event.requestURI)?.split("?", 1)[0];
    return path === undefined || path === "" ? undefined : { attributes: { verb, path }, namespace: "" };
  }
  const resource = text(target.resource);
  if (resource === undefined || resource === "") return undefined;
  const attributes: ResourceAttributes = {
    verb,
    group: text(target.apiGroup) ?? "",
    resource,
    ...filled("subresource", target.subresource),
    ...filled("name", target.name),
  };
  return { attributes, namespace: text(target.namespace) ?? "" };
}

/** What it takes to act as somebody. Groups that everybody is in are added by the API server, and asked of nobody. */
function impersonations({ username, groups, extra, uid }: Record<string, unknown>): readonly Action[] {
  const name = text(username) ?? "";
  const account = accountOf(name);
  const own = account ? ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`] : [];
  const implicit = new Set([authenticatedGroup, unauthenticatedGroup, ...own]);
  const acting = (group: string, resource: string, more: Partial<ResourceAttributes> = {}, namespace = ""): Action => ({
    attributes: { verb: "impersonate", group, resource, ...more },
    namespace,
  });
  return [
    account
      ? acting("", "serviceaccounts", { name: account.name }, account.namespace)
      : acting("", "users", { ...filled("name", name) }),
    ...texts(groups)
      .filter((group) => !implicit.has(group))
      .map((group) => acting("", "groups", { name: group })),
    ...(text(uid) ? [acting("authentication.k8s.io", "uids", { ...filled("name", uid) })] : []),
    ...Object.entries(record(extra) ?? {}).flatMap(([key, values]) =>
      (Array.isArray(values) ? values : []).map((value) =>
        acting("authentication.k8s.io", "userextras", { subresource: key, ...filled("name", value) }),
      ),
    ),
  ];
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

function filled<K extends "name" | "subresource">(key: K, value: unknown): Partial<Record<K, string>> {
  return typeof value === "string" && value !== "" ? ({ [key]: value } as Record<K, string>) : {};
}
