/** From what was asked to what RBAC is asked: the resource by discovery, one request for each verb. */
import { ok, type Result } from "../../result.ts";
import { type Attributes, formatTarget, isUrl } from "../attributes.ts";
import { parseQuestion, type QuestionError } from "../question.ts";
import type { RbacIndex } from "../rbac-index.ts";
import type { AskedPlace, AskedQuestion, AskedTarget } from "./question.ts";
import { formatSubjectWords } from "./subject.ts";

export interface ResolvedQuestion {
  /** Any of these requests; at least one. */
  readonly alternatives: readonly Attributes[];
  readonly place: AskedPlace;
  /** Undefined where nobody knows the resource. */
  readonly namespaced: boolean | undefined;
  /** What was understood, as a sentence, and then what was assumed. */
  readonly understood: string;
  /** Sentences for the person: what was assumed, and what looks wrong. */
  readonly warnings: readonly string[];
}

/** @returns what is asked, with the resource resolved through discovery where it names it, or why it cannot be. */
export function resolveAsked(
  question: AskedQuestion,
  discovery: RbacIndex["discovery"],
): Result<ResolvedQuestion, QuestionError> {
  const { verbs, target, place, as } = question;
  const [first, ...others] = verbs;
  const parsed = parseQuestion({ verb: first ?? "", ...typedTarget(target), discovery });
  if (!parsed.ok) return parsed;
  const { attributes, namespaced } = parsed.value;
  const warnings = [...parsed.value.warnings, ...placeWarnings(attributes, namespaced, place)];
  const lead = as === undefined ? "Who can" : `Can ${formatSubjectWords(as)}`;
  const said = [...verbs.slice(0, -2), verbs.slice(-2).join(" or ")].join(", ");
  const where = isUrl(attributes) || isOfCluster(attributes, namespaced) ? "" : ` ${whereWords(place)}`;
  const understood = [`${lead} ${said} ${formatTarget(attributes)}${where}.`, ...warnings].join(" ");
  return ok({
    alternatives: [attributes, ...others.map((verb) => ({ ...attributes, verb }))],
    place,
    namespaced,
    understood,
    warnings,
  });
}

function typedTarget(target: AskedTarget): { resource: string; subresource?: string } {
  if ("path" in target) return { resource: target.path };
  const { resource, name, subresource } = target;
  return { resource: name === undefined ? resource : `${resource}/${name}`, ...(subresource !== undefined && { subresource }) };
}

function whereWords(place: AskedPlace): string {
  if (place === "any") return "in at least one namespace";
  return place === "cluster" ? "in the whole cluster" : `in ${place.namespace}`;
}

/** A Namespace is asked about in itself, so that it is not quite a resource of the cluster. */
function isOfCluster(attributes: Attributes, namespaced: boolean | undefined): boolean {
  return namespaced === false && !isUrl(attributes) && !(attributes.group === "" && attributes.resource === "namespaces");
}

function placeWarnings(attributes: Attributes, namespaced: boolean | undefined, place: AskedPlace): readonly string[] {
  if (typeof place !== "object" || isUrl(attributes) || !isOfCluster(attributes, namespaced)) return [];
  return [`${formatTarget({ ...attributes, name: "" })} lie in no namespace: the question is about the whole cluster.`];
}

/** @returns the place as `whoCan` takes it. */
export function namespaceOfPlace(place: AskedPlace): string | { readonly any: true } {
  if (place === "any") return { any: true };
  return place === "cluster" ? "" : place.namespace;
}
