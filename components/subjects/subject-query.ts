import { keepPreviousData } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import type { SubjectKind, SubjectName } from "../access/subject-words.ts";
import type { RoleName, subjectClasses } from "./subject-url.ts";

/** What narrows the list, as the address says it. */
export interface SubjectFilter {
  readonly q: string;
  readonly kind: SubjectKind | null;
  readonly class: (typeof subjectClasses)[number] | null;
  readonly bound: "all" | "bound" | "unbound";
  readonly namespace: string;
  readonly risky: boolean;
  readonly use: "used" | "unused" | null;
  readonly defaults: "hide" | "show";
  readonly sort: "danger" | "name" | "use";
  readonly page: number;
}

export const subjectsAPage = 50;
export const rightsAPage = 50;

/** A scan that has ended never changes, so what was read of it stays good. */
const staleTime = Number.POSITIVE_INFINITY;

export function listOptions(
  scanId: string,
  { q, kind, class: subjectClass, namespace, risky, use, page, ...rest }: SubjectFilter,
) {
  return api.subjects.list.queryOptions({
    input: {
      id: scanId,
      ...rest,
      ...(q === "" ? {} : { q }),
      ...(kind === null ? {} : { kind: [kind] }),
      ...(subjectClass === null ? {} : { class: [subjectClass] }),
      ...(namespace === "" ? {} : { namespace }),
      ...(risky ? { risky: "true" } : {}),
      ...(use === null ? {} : { use }),
      offset: (Math.max(1, page) - 1) * subjectsAPage,
      limit: subjectsAPage,
    },
    placeholderData: keepPreviousData,
    staleTime,
  });
}

/** What narrows the list of roles, as the address says it. */
export interface RoleFilter {
  readonly q: string;
  readonly of: "Role" | "ClusterRole" | null;
  readonly show: "unused" | "aggregated" | "dangerous" | null;
  readonly namespace: string;
  readonly defaults: "hide" | "show";
  readonly order: "danger" | "name" | "holders";
  readonly page: number;
}

export function rolesOptions(scanId: string, { q, of, show, namespace, defaults, order, page }: RoleFilter) {
  return api.subjects.roles.queryOptions({
    input: {
      ...{ id: scanId, defaults, sort: order },
      ...(q === "" ? {} : { q }),
      ...(of === null ? {} : { kind: of }),
      ...(show === null ? {} : { show: [show] }),
      ...(namespace === "" ? {} : { namespace }),
      offset: (Math.max(1, page) - 1) * subjectsAPage,
      limit: subjectsAPage,
    },
    placeholderData: keepPreviousData,
    staleTime,
  });
}

function subjectInput(scanId: string, { kind, name, namespace }: SubjectName) {
  return { id: scanId, subjectKind: kind, subject: name, ...(namespace === undefined ? {} : { subjectNamespace: namespace }) };
}

function roleInput(scanId: string, { kind, name, namespace }: RoleName) {
  return { id: scanId, roleKind: kind, role: name, ...(namespace === undefined ? {} : { roleNamespace: namespace }) };
}

export function subjectOptions(scanId: string, subject: SubjectName) {
  return api.subjects.get.queryOptions({ input: subjectInput(scanId, subject), staleTime });
}

export function subjectGraphOptions(scanId: string, subject: SubjectName) {
  return api.subjects.graph.queryOptions({ input: subjectInput(scanId, subject), staleTime });
}

export interface RightsWindow {
  readonly place: string | null;
  readonly find: string;
  readonly page: number;
}

export function rightsOptions(scanId: string, subject: SubjectName, { place, find, page }: RightsWindow) {
  return api.subjects.rights.queryOptions({
    input: {
      ...subjectInput(scanId, subject),
      ...(place === null ? {} : { namespace: place }),
      ...(find === "" ? {} : { q: find }),
      offset: (Math.max(1, page) - 1) * rightsAPage,
      limit: rightsAPage,
    },
    placeholderData: keepPreviousData,
    staleTime,
  });
}

export function roleOptions(scanId: string, role: RoleName) {
  return api.subjects.role.queryOptions({ input: roleInput(scanId, role), staleTime });
}

export function roleGraphOptions(scanId: string, role: RoleName) {
  return api.subjects.roleGraph.queryOptions({ input: roleInput(scanId, role), staleTime });
}

export function lookupOptions(scanId: string, q: string) {
  return api.subjects.lookup.queryOptions({ input: { id: scanId, q }, staleTime });
}

/** @returns where every right of every subject is as a file, with what of the filter narrows it. */
export function policyRulesFiles(scan: string, { q, namespace }: Pick<SubjectFilter, "q" | "namespace">) {
  const input = { scan, ...(q === "" ? {} : { q }), ...(namespace === "" ? {} : { namespace }) };
  return {
    csv: exportAddress("policy-rules", input, "csv"),
    json: exportAddress("policy-rules", input, "json"),
  };
}
