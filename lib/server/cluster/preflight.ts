/** Asks the API server what this credential may list, and says which checks that is enough for. It grants nothing. */
import { z } from "zod";
import { definitionOf, type ResourceId, servedDefinitionOf, wantedResources } from "#core/inventory/resources.ts";
import { err, ok, type Result } from "#core/result.ts";
import { ask, askJson } from "./collect/ask.ts";
import { type Clock, systemClock } from "./collect/clock.ts";
import type { AskContext } from "./collect/context.ts";
import { type MayList, reviewRules } from "./collect/rules.ts";
import type { ClusterConnection } from "./connect.ts";
import { mayReview } from "./cross-check.ts";
import { grantManifests, READER, renderManifests, type Subject } from "./role.ts";
import { type ConnectionProblem, problemOfAnswer, problemOfFailure } from "./test-connection.ts";
import { parseVersion } from "./version.ts";

export interface PreflightOptions {
  readonly checks: readonly { readonly id: string; readonly reads: readonly ResourceId[] }[];
  readonly includeSecretNames?: boolean;
  /** Whom the credential says that it is of, for servers that cannot tell: `facts.serviceAccount`. */
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
  /** Namespaces to ask about where the cluster's own cannot be listed. */
  readonly namespaces?: readonly string[];
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

export interface ResourceAccess {
  readonly resource: ResourceId;
  /** `unknown` where the API server gave no answer; it is then treated as missing. */
  readonly access: "cluster" | "namespaces" | "none" | "unknown";
  /** Those that can be read, where it is some. */
  readonly namespaces?: readonly string[];
}

export interface CheckOutlook {
  readonly id: string;
  /** `partly`: it can find something, and it cannot say that there is nothing. */
  readonly outlook: "assessed" | "partly" | "notAssessed";
  readonly missing: readonly ResourceId[];
}

export interface Preflight {
  /** As whom the API server knows us, where it says so. */
  readonly user?: string;
  readonly resources: readonly ResourceAccess[];
  readonly checks: readonly CheckOutlook[];
  /** YAML that grants what is missing and nothing else; absent where nothing is. */
  readonly grant?: string;
  /** Whether it may ask what others may do, so that a scan can compare its answers with the API server's. */
  readonly crossChecks?: boolean;
  /** Whether the account may renew its own token; absent for what is not a service account. */
  readonly renewsToken?: boolean;
}

const TIME_MS = 60_000;
const MAX_NAMESPACES = 500;
const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;
const selfReview = z.object({ status: z.object({ userInfo: z.object({ username: z.string().max(1_024) }) }) });
const accessReview = z.object({ status: z.object({ allowed: z.boolean() }) });
const namespaceList = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/** Asks one review for each resource. The only failure is that the server cannot be asked at all. */
export async function preflight(
  connection: ClusterConnection,
  options: PreflightOptions,
): Promise<Result<Preflight, ConnectionProblem>> {
  const { clock = systemClock } = options;
  const context: AskContext = { connection, clock, signal: options.signal, deadline: clock.now().getTime() + TIME_MS };
  const reached = await reach(context);
  if (!reached.ok) return reached;
  const { serviceAccount } = options;
  const claimed = serviceAccount && `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`;
  const user = (await readUser(context)) ?? claimed;
  const wanted = wantedResources({ secretNames: options.includeSecretNames });
  const resources = await accessTo(context, wanted, options.namespaces ?? []);
  const missing = resources.filter(({ access }) => access !== "cluster").map(({ resource }) => resource);
  const account = ACCOUNT.exec(user ?? "");
  return ok({
    ...(user !== undefined && { user }),
    resources,
    checks: options.checks.map((check) => outlookOf(check, resources)),
    ...(missing.length > 0 && { grant: renderManifests(grantManifests(missing, subjectOf(user))) }),
    crossChecks: await mayReview(context),
    ...(account && { renewsToken: await mayRenew(context, account[1] ?? "", account[2] ?? "") }),
  });
}

async function reach(context: AskContext): Promise<Result<void, ConnectionProblem>> {
  const answer = await ask(context, "/version");
  if (!answer.ok) return err(problemOfFailure(answer.error));
  const wrong = problemOfAnswer(answer.value, parseVersion(answer.value.body) !== undefined);
  return wrong && wrong.code !== "forbidden" ? err(wrong) : ok(undefined);
}

/** Kubernetes before 1.28 has no such review. */
async function readUser(context: AskContext): Promise<string | undefined> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const answer = await askJson(context, "/apis/authentication.k8s.io/v1/selfsubjectreviews", { method: "POST", body });
  return answer.ok ? selfReview.safeParse(answer.value).data?.status.userInfo.username : undefined;
}

async function accessTo(context: AskContext, wanted: readonly ResourceId[], named: readonly string[]): Promise<ResourceAccess[]> {
  const whole = await Promise.all(
    wanted.map(async (resource): Promise<ResourceAccess> => ({ resource, access: await mayListAll(context, resource) })),
  );
  if (whole.every(({ access, resource }) => access !== "none" || !definitionOf(resource).namespaced)) return whole;
  const rules: [string, MayList][] = [];
  for (const namespace of await namespacesOf(context, named)) rules.push([namespace, await reviewRules(context, namespace)]);
  return whole.map((one) =>
    one.access === "none" && definitionOf(one.resource).namespaced ? inNamespaces(one.resource, rules) : one,
  );
}

async function mayListAll(context: AskContext, resource: ResourceId): Promise<"cluster" | "none" | "unknown"> {
  const { group, plural } = servedDefinitionOf(resource);
  const allowed = await review(context, { verb: "list", group, resource: plural });
  return allowed === undefined ? "unknown" : allowed ? "cluster" : "none";
}

function mayRenew(context: AskContext, namespace: string, name: string): Promise<boolean | undefined> {
  return review(context, { verb: "create", group: "", resource: "serviceaccounts", subresource: "token", namespace, name });
}

async function review(context: AskContext, resourceAttributes: object): Promise<boolean | undefined> {
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { resourceAttributes } };
  const answer = await askJson(context, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", { method: "POST", body });
  return answer.ok ? accessReview.safeParse(answer.value).data?.status.allowed : undefined;
}

async function namespacesOf(context: AskContext, named: readonly string[]): Promise<readonly string[]> {
  const answer = await askJson(context, `/api/v1/namespaces?limit=${MAX_NAMESPACES}`);
  const listed = answer.ok ? namespaceList.safeParse(answer.value).data?.items.map(({ metadata }) => metadata.name) : undefined;
  return (listed ?? named).slice(0, MAX_NAMESPACES);
}

function inNamespaces(resource: ResourceId, rules: readonly (readonly [string, MayList])[]): ResourceAccess {
  const readable = rules.filter(([, mayList]) => mayList(resource) === "yes").map(([namespace]) => namespace);
  return readable.length > 0 ? { resource, access: "namespaces", namespaces: readable } : { resource, access: "none" };
}

/** Foreseen as the runner will decide: a check runs when any of its data is there, and can pass when all of it is. */
function outlookOf({ id, reads }: PreflightOptions["checks"][number], resources: readonly ResourceAccess[]): CheckOutlook {
  const accessOf = (resource: ResourceId) => resources.find((one) => one.resource === resource)?.access ?? "none";
  const missing = reads.filter((resource) => accessOf(resource) !== "cluster");
  if (missing.length === 0) return { id, outlook: "assessed", missing };
  const some = reads.some((resource) => accessOf(resource) === "cluster" || accessOf(resource) === "namespaces");
  return { id, outlook: some ? "partly" : "notAssessed", missing };
}

function subjectOf(user: string | undefined): Subject {
  const account = ACCOUNT.exec(user ?? "");
  if (account) return { kind: "ServiceAccount", name: account[2] ?? "", namespace: account[1] ?? "" };
  return user === undefined ? { kind: "ServiceAccount", ...READER } : { kind: "User", name: user };
}
