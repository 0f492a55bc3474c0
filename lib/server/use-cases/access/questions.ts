/** Who can do something, and whether somebody can, by RBAC alone. Readers of some namespaces ask about those namespaces. */
import type { z } from "zod";
import type { CanI, questionSchema, WhoCan } from "../../../contracts/access.ts";
import type { AskedPlace } from "../../../core/rbac/ask/question.ts";
import { type Attributes, formatTarget, isUrl } from "../../../core/rbac/attributes.ts";
import { type ParsedQuestion, parseQuestion } from "../../../core/rbac/question.ts";
import { whoCan } from "../../../core/rbac/who-can.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { chainView } from "./access-view.ts";
import { verdictOf } from "./verdict.ts";

type Question = z.infer<typeof questionSchema> & { readonly id: string };
type CanIQuestion = Question & { readonly as: string; readonly asGroup?: readonly string[] };

export const askWhoCan = defineUseCase<Question, WhoCan>("report:read", async (actor, question, services) => {
  const access = await accessOf(actor, question.id, services);
  if (!access.ok) return access;
  const parsed = understand(access.value, question);
  if (!parsed.ok) return parsed;
  const { attributes } = parsed.value;
  const answer = whoCan(access.value.index, { attributes, namespace: question.namespace ?? { any: true } });
  const subjects = answer.subjects.map((subject) => ({
    kind: subject.kind,
    name: subject.name,
    namespace: subject.namespace,
    scope: subject.scope === "cluster" ? ("cluster" as const) : [...subject.scope],
    chains: answer.chainsOf(subject).map((chain) => chainView(chain, subject)),
  }));
  const understood = `Who can ${sentence(attributes, question.namespace)}`;
  return ok({ subjects, complete: answer.complete, gaps: [...answer.gaps], understood: withWarnings(understood, parsed.value) });
});

export const askCanI = defineUseCase<CanIQuestion, CanI>("report:read", async (actor, question, services) => {
  const access = await accessOf(actor, question.id, services);
  if (!access.ok) return access;
  const parsed = understand(access.value, question);
  if (!parsed.ok) return parsed;
  const { attributes } = parsed.value;
  const asker = { user: question.as, ...(question.asGroup && { groups: question.asGroup }) };
  const verdict = verdictOf(access.value, asker, { alternatives: [attributes], place: placeOf(question.namespace) });
  const understood = `Can ${question.as} ${sentence(attributes, question.namespace)}`;
  return ok({ ...verdict, understood: withWarnings(understood, parsed.value) });
});

function placeOf(namespace: string | undefined): AskedPlace {
  if (namespace === undefined) return "any";
  return namespace === "" ? "cluster" : { namespace };
}

/** @returns the question as RBAC asks it, or why it cannot be asked, or not by this reader. */
function understand({ index, namespaces }: Access, question: Question): Outcome<ParsedQuestion> {
  const { verb, resource = "", subresource, namespace } = question;
  const parsed = parseQuestion({ verb, resource, subresource, discovery: index.discovery });
  if (!parsed.ok) return refuse("questionInvalid", { detail: parsed.error.message, remedy: parsed.error.remedy });
  if (namespaces === "all") return parsed;
  if (namespace !== undefined && !namespaces.has(namespace)) return refuse("notFound");
  return parsed.value.namespaced === true ? parsed : refuse("notFound", aboutTheCluster);
}

const aboutTheCluster = {
  detail: "Your scope is some namespaces of this cluster; this question is about the cluster as a whole.",
  remedy: "Ask about a resource that lives in namespaces.",
};

function sentence(attributes: Attributes, namespace: string | undefined): string {
  const target = `${attributes.verb} ${formatTarget(attributes)}`;
  if (isUrl(attributes)) return target;
  return namespace === undefined ? `${target} in at least one namespace` : `${target} in ${namespace}`;
}

function withWarnings(understood: string, { warnings }: ParsedQuestion): string {
  return [`${understood}.`, ...warnings].join(" ");
}
