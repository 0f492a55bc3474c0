/**
 * Asks the API server a sample of what RBAC was read to say, at the end of a look. A question more or less never fails a look: what
 * is not answered is counted. It judges nothing; what differs is read and asked once more, because RBAC may have changed meanwhile.
 */
import { z } from "zod";
import type { Inventory } from "#core/inventory/inventory.ts";
import { isUrl } from "#core/rbac/attributes.ts";
import { type ReviewQuestion, review } from "#core/rbac/can.ts";
import type { AskedQuestion, CrossCheck } from "#core/rbac/cross-check/cross-check.ts";
import { sampleQuestions } from "#core/rbac/cross-check/questions.ts";
import { buildRbacIndex, type RbacIndex } from "#core/rbac/rbac-index.ts";
import { askJson } from "./collect/ask.ts";
import { type Clock, systemClock } from "./collect/clock.ts";
import { collectInventory } from "./collect/collect.ts";
import { type AskContext, readableDetail } from "./collect/context.ts";
import type { ClusterConnection } from "./connect.ts";

export interface CrossCheckOptions {
  /** The same seed asks the same of the same inventory. */
  readonly seed: string;
  readonly count?: number;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

const QUESTIONS = 200;
const AT_ONCE = 2;
const DEADLINE_MS = 60_000;
const REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
const SELF_REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
const RBAC_KINDS = [
  "roles.rbac.authorization.k8s.io",
  "clusterroles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
] as const;

const reviewed = z.object({
  status: z.object({ allowed: z.boolean(), denied: z.boolean().optional(), reason: z.string().optional() }),
});

/** @returns the sampled answers, or why none was asked for. Never a failure. */
export async function crossCheck(
  connection: ClusterConnection,
  inventory: Inventory,
  options: CrossCheckOptions,
): Promise<CrossCheck> {
  const { clock = systemClock, signal, seed, count = QUESTIONS } = options;
  const deadline = clock.now().getTime() + (options.deadlineMs ?? DEADLINE_MS);
  const context: AskContext = { connection, clock, signal, deadline };
  const may = await mayReview(context);
  if (may !== true) return { state: "notAsked", reason: may === false ? "forbidden" : "unanswered" };
  if (RBAC_KINDS.some((kind) => inventory.looks[kind].items.length === 0 && inventory.looks[kind].coverage.state !== "complete"))
    return { state: "notAsked", reason: "rbacUnseen" };
  const index = buildRbacIndex(inventory);
  const namespaces = inventory.looks.namespaces.items.map(({ meta }) => meta.name);
  const questions = sampleQuestions(index, { seed, count, namespaces });
  const answers = await askAll(context, questions);
  const settled = await settle(context, index, answers);
  return { state: "asked", seed, answers: settled, unanswered: questions.length - answers.length };
}

/** What preflight asks too: whether this credential may ask for others. @returns undefined where the server did not say. */
export async function mayReview(context: AskContext): Promise<boolean | undefined> {
  const resourceAttributes = { verb: "create", group: "authorization.k8s.io", resource: "subjectaccessreviews" };
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { resourceAttributes } };
  const answer = await askJson(context, SELF_REVIEWS, { method: "POST", body });
  return answer.ok ? reviewed.safeParse(answer.value).data?.status.allowed : undefined;
}

async function askAll(context: AskContext, questions: readonly ReviewQuestion[]): Promise<AskedQuestion[]> {
  const answers: (AskedQuestion | undefined)[] = questions.map(() => undefined);
  const queue = questions.entries();
  const worker = async () => {
    for (const [place, question] of queue) answers[place] = await askOne(context, question);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers.filter((answer) => answer !== undefined);
}

async function askOne(context: AskContext, question: ReviewQuestion): Promise<AskedQuestion | undefined> {
  const { user, attributes, namespace } = question;
  const asked = isUrl(attributes)
    ? { nonResourceAttributes: attributes }
    : { resourceAttributes: { ...attributes, ...(namespace !== undefined && { namespace }) } };
  const spec = { user: user.name, groups: user.groups, ...asked };
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec };
  const answer = await askJson(context, REVIEWS, { method: "POST", body });
  const status = answer.ok ? reviewed.safeParse(answer.value).data?.status : undefined;
  if (status === undefined) return undefined;
  const reason = status.reason && readableDetail(context.connection, status.reason);
  return { ...question, allowed: status.allowed, ...(status.denied && { denied: true }), ...(reason && { reason }) };
}

function agrees(index: RbacIndex, answer: AskedQuestion): boolean {
  const { verdict } = review(index, answer);
  return verdict === "unknown" || (verdict === "allowed") === answer.allowed;
}

/** Before anything is blamed, RBAC is read again and what differed is asked again. */
async function settle(
  context: AskContext,
  index: RbacIndex,
  answers: readonly AskedQuestion[],
): Promise<readonly AskedQuestion[]> {
  const differing = answers.filter((answer) => !agrees(index, answer));
  if (differing.length === 0) return answers;
  const { connection, clock, signal } = context;
  const deadlineMs = Math.max(0, context.deadline - clock.now().getTime());
  const again = await collectInventory(connection, { resources: RBAC_KINDS, deadlineMs, clock, ...(signal && { signal }) });
  if (!again.ok) return answers;
  const now = buildRbacIndex(again.value);
  const asked = new Map<AskedQuestion, AskedQuestion>();
  for (const answer of differing) {
    const { user, attributes, namespace } = answer;
    const second = await askOne(context, { user, attributes, ...(namespace !== undefined && { namespace }) });
    if (second !== undefined) asked.set(answer, { ...answer, again: agrees(now, second) ? "changed" : "differs" });
  }
  return answers.map((answer) => asked.get(answer) ?? answer);
}
