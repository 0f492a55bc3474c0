/** How a question that is being typed could go on: resources, subjects and namespaces of the clusters that it is put to. */
import type { z } from "zod";
import type { askWordsQuerySchema, askWordsSchema } from "../../../contracts/access/ask.ts";
import type { AskedSubject } from "../../../core/rbac/ask/question.ts";
import { formatSubjectWords } from "../../../core/rbac/ask/subject.ts";
import { quoteWord } from "../../../core/rbac/ask/words.ts";
import type { RbacIndex } from "../../../core/rbac/rbac-index.ts";
import type { SubjectRef } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase } from "../outcome.ts";
import { accessOf } from "./access-index.ts";
import { placesOf } from "./places.ts";

type Query = z.infer<typeof askWordsQuerySchema>;
type Words = z.infer<typeof askWordsSchema>;

const most = 8;

export const askWords = defineUseCase<Query, Words>("report:read", async (actor, query, services) => {
  const places = await placesOf(actor, query, services);
  if (!places.ok) return places;
  const found = new Set<string>();
  for (const { scan } of places.value) {
    const access = scan && (await accessOf(actor, scan.id, services));
    if (access?.ok) for (const word of wordsIn(access.value.index, query.what)) found.add(word);
  }
  return ok({ words: bestOf(found, query.q.toLowerCase()) });
});

function* wordsIn(index: RbacIndex, what: Query["what"]): Iterable<string> {
  if (what === "resource")
    for (const { group, plural } of index.discovery.resources) {
      const [resource = plural, ...parts] = plural.split("/");
      yield [group === "" ? resource : `${resource}.${group}`, ...parts].join("/");
    }
  if (what === "subject") for (const { subject } of index.subjects.values()) yield formatSubjectWords(askedSubject(subject));
  if (what === "namespace") for (const { namespace } of index.bindings) if (namespace !== "") yield quoteWord(namespace);
}

function askedSubject({ kind, name, namespace = "" }: SubjectRef): AskedSubject {
  return kind === "ServiceAccount" ? { kind, namespace, name } : { kind, name };
}

/** Those that begin with what was typed first, then those that hold it, each in the order of the alphabet. */
function bestOf(words: Iterable<string>, typed: string): string[] {
  const matching = [...words].filter((word) => word.toLowerCase().includes(typed));
  const rank = (word: string) => (word.toLowerCase().startsWith(typed) ? 0 : 1);
  return matching.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, most);
}
