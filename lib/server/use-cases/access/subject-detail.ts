/** One subject: the sentence about it, its bindings, its rights by place, and who runs as it. */
import type { SubjectDetail, SubjectRight, SubjectRights } from "../../../contracts/access/subjects.ts";
import { dangerOf } from "../../../core/rbac/dangers.ts";
import { bindingsOfSubject } from "../../../core/rbac/lookup/bindings.ts";
import { noEffectWords } from "../../../core/rbac/rights/effect.ts";
import { type JoinedRight, joinNames } from "../../../core/rbac/rights/join-names.ts";
import { chainsOfRight, type IdleRule, listRights, type RightsList } from "../../../core/rbac/rights/list-rights.ts";
import { dangersOfPlaces, dangersOfRight } from "../../../core/rbac/rights/right-dangers.ts";
import { formatLine } from "../../../core/rbac/rights/right-words.ts";
import { isUrlLine } from "../../../core/rbac/rights/rule-lines.ts";
import { subjectSentence } from "../../../core/rbac/rights/subject-sentence.ts";
import { type SubjectKind, type SubjectRef, subjectKey, userOfSubject } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { bindingName, chainView, subjectView } from "./access-view.ts";
import { accountUsesOf, viewOfUse } from "./account-uses.ts";
import { visibleDangers, visiblePlaces } from "./visible-lines.ts";

export interface SubjectQuery {
  readonly id: string;
  readonly subjectKind: SubjectKind;
  readonly subject: string;
  readonly subjectNamespace?: string;
}

/** @returns whom a query means; undefined for half a service account. */
export function subjectOfQuery({
  subjectKind: kind,
  subject: name,
  subjectNamespace: namespace,
}: SubjectQuery): SubjectRef | undefined {
  if (kind !== "ServiceAccount") return { kind, name };
  return namespace === undefined ? undefined : { kind, name, namespace };
}

/** @returns the rights of a subject as its reader may know of them; of a group, those of a nameless member. */
export function rightsOfSubject(access: Access, subject: SubjectRef): RightsList {
  const { name: user, groups } = userOfSubject(subject);
  const list = listRights(access.index, { user, groups, exactGroups: true });
  return { ...list, places: visiblePlaces(access, list.places) };
}

export const getSubject = defineUseCase<SubjectQuery, SubjectDetail>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const subject = subjectOfQuery(query);
  if (subject === undefined) return refuse("badRequest", halfAnAccount);
  const list = rightsOfSubject(access, subject);
  const { places, gaps, groups } = list;
  const use = (await accountUsesOf(actor, access, services)).of(subject);
  const row = access.matrix.rows[access.matrix.rowByKey.get(subjectKey(subject)) ?? -1];
  const complete = gaps.length === 0;
  return ok({
    subject: subjectView(subject),
    sentence: subjectSentence({ subject, places, complete, minor: access.minor, ...(use && { use }) }),
    isDefault: row?.isDefault ?? false,
    groups: subject.kind === "Group" ? [] : [...groups],
    dangers: visibleDangers(access, dangersOfPlaces(places, access.minor)).map(({ may, everywhere, namespaces }) => ({
      ...{ may, everywhere, namespaces: [...namespaces] },
    })),
    bindings: bindingsOfSubject(access.index, subject).map(({ binding, via, implicit, role, missing }) => ({
      ...{ binding: bindingName(binding), role: { ...role }, via: subjectView(via), implicit, missing },
    })),
    places: places.map(({ namespace, rights, idle }) => ({ namespace, rights: joinNames(rights).length, idle: idle.length })),
    use: use && viewOfUse(use),
    complete,
    gaps: [...gaps],
  });
});

export const halfAnAccount = {
  issues: [{ path: "subjectNamespace", message: "A service account has a namespace." }],
};

export interface RightsQuery extends SubjectQuery {
  readonly namespace?: string;
  readonly q?: string;
  readonly offset: number;
  readonly limit: number;
}

export const getSubjectRights = defineUseCase<RightsQuery, SubjectRights>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const subject = subjectOfQuery(query);
  if (subject === undefined) return refuse("badRequest", halfAnAccount);
  const { namespace } = query;
  if (namespace !== undefined && access.namespaces !== "all" && !access.namespaces.has(namespace)) return refuse("notFound");
  const place = rightsOfSubject(access, subject).places.find((one) => one.namespace === namespace);
  const text = query.q?.toLowerCase() ?? "";
  const rights = joinNames(place?.rights ?? []).filter(({ line }) => formatLine(line).toLowerCase().includes(text));
  return ok({
    offset: query.offset,
    total: rights.length,
    rights: rights.slice(query.offset, query.offset + query.limit).map((right) => rightView(access, subject, right)),
    idle: (place?.idle ?? []).slice(0, mostIdle).map(idleView),
  });
});

const mostIdle = 200;

function rightView({ index, namespaces }: Access, subject: SubjectRef, right: JoinedRight): SubjectRight {
  const { line, names, verbs } = right;
  const dangers = names.length > 0 ? [] : dangersOfRight({ line, verbs }, index.minor).map(dangerOf);
  const told = namespaces === "all" ? dangers : dangers.filter(({ namespaced }) => namespaced);
  return {
    verbs: [...verbs],
    ...(isUrlLine(line) ? { url: line.url } : line),
    names: [...names],
    dangerous: told.map(({ may }) => may),
    chains: chainsOfRight(index, right).map(({ chain, verbs: given }) => ({
      chain: chainView(chain, subject),
      verbs: [...given],
    })),
  };
}

function idleView({ grant, ruleIndex, reason }: IdleRule): SubjectRights["idle"][number] {
  return { binding: bindingName(grant.binding), rule: ruleIndex + 1, why: noEffectWords[reason] };
}
