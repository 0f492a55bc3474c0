/** Namespaces by capability, and who holds one. Readers of some namespaces see those, and nothing of the cluster as a whole. */
import type {
  CapabilityHolders,
  Capability as CapabilityView,
  NamespaceMatrix,
  NamespaceRow,
} from "../../../contracts/access/pivots.ts";
import { isUrl } from "../../../core/rbac/attributes.ts";
import {
  type Capability,
  type CapabilityRow,
  capabilityOf,
  capabilityRows,
  gapsOfPlace,
  holdersOf,
} from "../../../core/rbac/capabilities.ts";
import { dangersAt } from "../../../core/rbac/dangers.ts";
import { parseQuestion } from "../../../core/rbac/question.ts";
import { identityOf } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";
import { type MatrixFilter, select } from "./matrix-selection.ts";

export interface NamespacesQuery extends MatrixFilter {
  readonly can?: readonly string[];
}

interface Named extends Capability {
  readonly may: string;
  readonly dangerous: boolean;
}

export const getMatrixNamespaces = defineUseCase<NamespacesQuery, NamespaceMatrix>(
  "report:read",
  async (actor, query, services) => {
    const found = await accessOf(actor, query.id, services);
    if (!found.ok) return found;
    const access = found.value;
    const capabilities: Named[] = dangersFor(access);
    for (const text of query.can ?? []) {
      const capability = capabilityNamed(access, text);
      if (!capability.ok) return capability;
      if (!capabilities.some(({ id }) => id === capability.value.id)) capabilities.unshift(capability.value);
    }
    const [everywhere, ...all] = capabilityRows(access.index, {
      capabilities,
      namespaces: access.places,
      counts: countsOf(access, query),
    });
    const gaps = [...Object.values(access.index.gaps).flat(), ...access.placeGaps];
    return ok({
      scanId: query.id,
      capabilities: capabilities.map(capabilityView),
      everywhere: rowView(everywhere ?? { cells: [], subjects: 0, gaps: [] }),
      rows: all.filter((row) => isMeant(row, query)).map(rowView),
      namespaces: access.places.length,
      hiddenDefaults: hiddenOf(access, query),
      complete: gaps.length === 0,
      gaps,
    });
  },
);

function isMeant(
  { namespace = "", subjects, gaps }: CapabilityRow,
  { q = "", namespace: wanted, risky }: NamespacesQuery,
): boolean {
  return (
    namespace.toLowerCase().includes(q.toLowerCase()) &&
    (wanted === undefined || wanted.includes(namespace)) &&
    (!risky || subjects > 0 || gaps.length > 0)
  );
}

/** The subjects that a filter of kinds and defaults leaves; its text is about namespaces. */
function subjectsOf(access: Access, { id, kind, defaults }: NamespacesQuery, hide = defaults === "hide") {
  return select(access, { id, kind, defaults: hide ? "hide" : "show" }).rows;
}

function countsOf(access: Access, query: NamespacesQuery): (identity: string) => boolean {
  const counted = new Set(
    subjectsOf(access, query).flatMap((number) => {
      const row = access.matrix.rows[number];
      return row ? [identityOf(row.subject)] : [];
    }),
  );
  return (identity) => counted.has(identity);
}

function hiddenOf(access: Access, query: NamespacesQuery): number {
  return subjectsOf(access, query, false).length - subjectsOf(access, query).length;
}

function dangersFor({ namespaces, minor }: Access): Named[] {
  return dangersAt(minor)
    .filter(({ namespaced }) => namespaces === "all" || namespaced)
    .map((danger) => ({ ...danger, dangerous: true }));
}

/** @returns the capability of a danger's id, or of `verb:resource`; a reader of some namespaces asks about those alone. */
function capabilityNamed(access: Access, text: string): Outcome<Named> {
  const danger = dangersFor(access).find(({ id }) => id === text);
  if (danger) return ok(danger);
  const [verb = "", typed = ""] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
  const [type = "", subresource] = typed.split("/");
  const parsed = parseQuestion({
    verb,
    resource: type,
    discovery: access.index.discovery,
    ...(subresource ? { subresource } : {}),
  });
  if (!text.includes(":") || !parsed.ok || isUrl(parsed.value.attributes)) return refuse("questionInvalid", askedWrong);
  if (access.namespaces !== "all" && parsed.value.namespaced !== true) return refuse("notFound");
  const { group, resource } = parsed.value.attributes;
  const capability = capabilityOf(access.index, verb, group, subresource ? `${resource}/${subresource}` : resource);
  return ok({ ...capability, may: `${verb} ${capability.id.slice(verb.length + 1)}`, dangerous: false });
}

const askedWrong = {
  detail: "A capability is the id of a dangerous right, or a verb and a resource.",
  remedy: "Write read-secrets, or VERB:RESOURCE such as create:pods/exec or get:deployments.apps.",
};

function capabilityView({ id, may, namespaced, dangerous }: Named): CapabilityView {
  return { id, may, namespaced, dangerous };
}

function rowView({ namespace, subjects, gaps, cells }: CapabilityRow): NamespaceRow {
  return {
    ...(namespace === undefined ? {} : { namespace }),
    subjects,
    complete: gaps.length === 0,
    cells: cells.map((cell) => (cell === undefined ? null : { ...cell })),
  };
}

export interface HoldersQuery extends Omit<NamespacesQuery, "namespace"> {
  readonly capability: string;
  readonly namespace?: string;
}

const mostHolders = 500;

export const getCapabilityHolders = defineUseCase<HoldersQuery, CapabilityHolders>(
  "report:read",
  async (actor, query, services) => {
    const found = await accessOf(actor, query.id, services);
    if (!found.ok) return found;
    const access = found.value;
    const { namespace, ...filter } = query;
    if (namespace !== undefined && access.namespaces !== "all" && !access.namespaces.has(namespace)) return refuse("notFound");
    const capability = capabilityNamed(access, query.capability);
    if (!capability.ok) return capability;
    const counts = countsOf(access, filter);
    const holders = holdersOf(access.index, capability.value, namespace ?? "").filter(({ subject }) =>
      counts(identityOf(subject)),
    );
    const gaps = [
      ...new Set([...gapsOfPlace(access.index, ""), ...(namespace === undefined ? [] : gapsOfPlace(access.index, namespace))]),
    ];
    return ok({
      capability: capabilityView(capability.value),
      namespace,
      total: holders.length,
      holders: holders
        .slice(0, mostHolders)
        .map(({ subject, local, everywhere, right: { verb, group, resource, subresource } }) => ({
          ...{ subject: subjectView(subject), local, everywhere },
          right: { verb, group, resource: subresource ? `${resource}/${subresource}` : resource },
        })),
      complete: gaps.length === 0,
      gaps,
    });
  },
);
