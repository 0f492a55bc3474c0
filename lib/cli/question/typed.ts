/** What a person typed after who-can or can-i: VERB and RESOURCE, or a question in words. It knows no cluster. */
import { readSentence } from "#core/rbac/ask/parse.ts";
import type { AskedPlace, AskedQuestion } from "#core/rbac/ask/question.ts";
import { type ResolvedQuestion, resolveAsked } from "#core/rbac/ask/resolve.ts";
import { parseQuestion } from "#core/rbac/question.ts";
import type { RbacIndex } from "#core/rbac/rbac-index.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { NamespaceOptions } from "../options.ts";

export interface TypedOptions extends NamespaceOptions {
  readonly subresource?: string;
}

export interface TypedQuestion {
  /** Whom it is about; absent where the words do not say. */
  readonly as?: AskedQuestion["as"];
  /** Whether it was asked in words, so that what was understood has to be said back. */
  readonly inWords: boolean;
  /** @param namespace what `-n` means where it is not given. */
  resolve(discovery: RbacIndex["discovery"], namespace: string): Result<ResolvedQuestion, Failure>;
}

type UsageFailure = Failure<"usage">;

function usage(message: string, remedy = ""): { readonly ok: false; readonly error: UsageFailure } {
  return err({ code: "usage", message, remedy });
}

/** @returns the question, or how the command is used. Two words without a space are always VERB and RESOURCE. */
export function readTyped(words: readonly string[], options: TypedOptions): Result<TypedQuestion, UsageFailure> {
  const [verb, resource] = words;
  if (verb === undefined) return usage("error: missing required argument 'verb'");
  if (resource !== undefined && words.length === 2 && !words.some((word) => /\s/.test(word)))
    return ok({
      inWords: false,
      resolve: (discovery, namespace) => resolvePair({ verb, resource }, { options, discovery, namespace }),
    });
  return readWords(words, options);
}

interface Surroundings {
  readonly options: TypedOptions;
  readonly discovery: RbacIndex["discovery"];
  readonly namespace: string;
}

function resolvePair(
  pair: { readonly verb: string; readonly resource: string },
  { options, discovery, namespace }: Surroundings,
): Result<ResolvedQuestion, Failure> {
  const { subresource } = options;
  const parsed = parseQuestion({ ...pair, ...(subresource !== undefined && { subresource }), discovery });
  if (!parsed.ok) return parsed;
  const { attributes, namespaced } = parsed.value;
  const assumed = options.namespace === undefined && !options.allNamespaces && namespaced !== false;
  const where = assumed ? [`Asked about the namespace ${namespace}; -n NAME asks about another, -A about any.`] : [];
  const warnings = [...parsed.value.warnings, ...where];
  return ok({ alternatives: [attributes], namespaced, warnings, understood: "", place: placeOf(options, namespace) });
}

function placeOf({ allNamespaces, namespace }: NamespaceOptions, otherwise: string): AskedPlace {
  return allNamespaces ? "any" : { namespace: namespace ?? otherwise };
}

function readWords(words: readonly string[], options: TypedOptions): Result<TypedQuestion, UsageFailure> {
  const sentence = words.length === 1 ? (words[0] ?? "") : words.map(asWord).join(" ");
  const read = readSentence(sentence);
  if (!read.ok)
    return /\s/.test(sentence)
      ? usage(read.error.problem, read.error.remedy)
      : usage("error: missing required argument 'resource'");
  const { question, saysPlace } = read.value;
  if (saysPlace && (options.namespace !== undefined || options.allNamespaces))
    return usage("The question says where, and so does an option.", "Say it once.");
  if (options.subresource !== undefined)
    return usage("--subresource goes with VERB and RESOURCE.", "Write it into the question: pods/exec.");
  const resolve: TypedQuestion["resolve"] = (discovery, namespace) => {
    const isUrl = "path" in question.target;
    return resolveAsked(saysPlace || isUrl ? question : { ...question, place: placeOf(options, namespace) }, discovery);
  };
  return ok({ ...(question.as && { as: question.as }), inWords: true, resolve });
}

/** A word that the shell kept together stays one. */
function asWord(word: string): string {
  return /\s/.test(word) ? `"${word.replace(/["\\]/g, "\\$&")}"` : word;
}
