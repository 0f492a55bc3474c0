/**
 * A question in words, put to the newest scan with results of every cluster that is meant. A cluster that cannot answer is
 * named as not assessed: it never counts as a no.
 */
import type { z } from "zod";
import type { AskAnswer, AskedCluster, AskedHolder, askQuerySchema } from "../../../contracts/access/ask.ts";
import { requesterOf, whoCanAsked } from "../../../core/rbac/ask/answer.ts";
import { parseAsked } from "../../../core/rbac/ask/parse.ts";
import type { AskedQuestion } from "../../../core/rbac/ask/question.ts";
import { type ResolvedQuestion, resolveAsked } from "../../../core/rbac/ask/resolve.ts";
import { sayAsked } from "../../../core/rbac/ask/say.ts";
import { isMasters } from "../../../core/rbac/grants.ts";
import { identityOf, type SubjectRef } from "../../../core/rbac/subject.ts";
import { compareSubjects, type WhoCan } from "../../../core/rbac/who-can.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { standpoint } from "../scans/scan-view.ts";
import type { Services } from "../services.ts";
import { type Access, accessOf } from "./access-index.ts";
import { chainView, subjectView } from "./access-view.ts";
import { type Place, placesOf } from "./places.ts";
import { verdictOf } from "./verdict.ts";

type AskQuery = z.infer<typeof askQuerySchema>;

export const ask = defineUseCase<AskQuery, AskAnswer>("report:read", async (actor, query, services) => {
  const asked = parseAsked(query.question);
  if (!asked.ok) return refuse("questionInvalid", { detail: asked.error.problem, remedy: asked.error.remedy });
  const places = await placesOf(actor, query, services);
  if (!places.ok) return places;
  const answers: ClusterAnswer[] = [];
  for (const place of places.value) {
    const answer = await answerOf(actor, { place, question: asked.value }, services);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  const views = answers.map(({ view }) => view);
  return ok({
    question: sayAsked(asked.value),
    kind: asked.value.as === undefined ? "whoCan" : "can",
    understood: views.find(({ understood }) => understood !== undefined)?.understood ?? `${sayAsked(asked.value)}.`,
    complete: views.length > 0 && views.every(({ complete }) => complete),
    clusters: views,
    ...holdersOf(answers, query),
  });
});

interface ClusterAnswer {
  readonly view: AskedCluster;
  readonly whoCan?: WhoCan;
}

interface Asking {
  readonly place: Place;
  readonly question: AskedQuestion;
}

const unanswered = { complete: false, gaps: [] };

async function answerOf(actor: Actor, { place, question }: Asking, services: Services): Promise<Outcome<ClusterAnswer>> {
  const { cluster, scan } = place;
  const unseen = (reason: string) => ok({ view: { cluster, state: "notAssessed" as const, reason, ...unanswered } });
  if (scan === undefined) return unseen("It has no scan with results yet.");
  const access = await accessOf(actor, scan.id, services);
  if (!access.ok) return unseen("Its newest scan cannot be read.");
  const resolved = resolveAsked(question, access.value.index.discovery);
  if (!resolved.ok) return refuse("questionInvalid", { detail: resolved.error.message, remedy: resolved.error.remedy });
  if (!isInScope(access.value, resolved.value))
    return unseen("Your scope is some namespaces of it, and the question is about more.");
  const { scanId, ...rest } = standpoint(scan);
  const basis = { cluster, state: "answered" as const, scan: { id: scanId, ...rest }, understood: resolved.value.understood };
  if (question.as !== undefined) {
    const verdict = verdictOf(access.value, requesterOf(question.as), resolved.value);
    return ok({ view: { ...basis, complete: verdict.verdict !== "unknown", ...verdict } });
  }
  const answer = whoCanAsked(access.value.index, resolved.value);
  const view = { ...basis, complete: answer.complete, gaps: [...answer.gaps], subjects: answer.subjects.length };
  return ok({ view, whoCan: answer });
}

/** Readers of some namespaces ask about what lives in those. */
function isInScope({ namespaces }: Access, { place, namespaced }: ResolvedQuestion): boolean {
  if (namespaces === "all") return true;
  if (namespaced !== true || place === "cluster") return false;
  return place === "any" || namespaces.has(place.namespace);
}

const mostChains = 20;

/** Who can, over all clusters, each subject once with the clusters where it holds. */
function holdersOf(
  answers: readonly ClusterAnswer[],
  { offset, limit }: AskQuery,
): Pick<AskAnswer, "holders" | "total" | "kinds" | "split"> {
  const found = new Map<string, { subject: SubjectRef; in: ClusterAnswer[] }>();
  for (const answer of answers)
    for (const subject of answer.whoCan?.subjects ?? []) {
      const known = found.get(identityOf(subject)) ?? { subject, in: [] };
      found.set(identityOf(subject), known);
      known.in.push(answer);
    }
  const all = [...found.values()].sort((a, b) => compareSubjects(a.subject, b.subject));
  const kinds = { User: 0, Group: 0, ServiceAccount: 0 };
  const split = { cluster: 0, namespaces: 0, builtIn: 0 };
  for (const { subject, in: clusters } of all) {
    kinds[subject.kind] += 1;
    split[isMasters(subject) ? "builtIn" : clusters.some(isClusterWide(subject)) ? "cluster" : "namespaces"] += 1;
  }
  const holders = all.slice(offset, offset + limit).map(({ subject, in: clusters }) => holderView(subject, clusters));
  return { holders, total: all.length, kinds, split };
}

function isClusterWide(subject: SubjectRef): (answer: ClusterAnswer) => boolean {
  return ({ whoCan }) =>
    whoCan?.subjects.some((one) => one.scope === "cluster" && identityOf(one) === identityOf(subject)) ?? false;
}

function holderView(subject: SubjectRef, answers: readonly ClusterAnswer[]): AskedHolder {
  const clusters = answers.flatMap(({ view, whoCan }) => {
    const found = whoCan?.subjects.find((one) => identityOf(one) === identityOf(subject));
    if (whoCan === undefined || found === undefined) return [];
    const chains = whoCan.chainsOf(subject);
    const scope = found.scope === "cluster" ? ("cluster" as const) : [...found.scope];
    return [
      {
        id: view.cluster.id,
        scope,
        chains: chains.slice(0, mostChains).map((chain) => chainView(chain, subject)),
        ways: chains.length,
      },
    ];
  });
  return { ...subjectView(subject), clusters };
}
