/** The pictures of a subject and of a role, with their bindings. */
import type { Drawing } from "../../../contracts/graph.ts";
import { defaultsOf } from "../../../core/rbac/defaults.ts";
import { roleGraph, subjectGraph } from "../../../core/rbac/lookup/binding-graph.ts";
import { bindingsOfRole, findRole } from "../../../core/rbac/lookup/bindings.ts";
import { ok } from "../../../core/result.ts";
import { layOut } from "../../graph/layout.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { accessOf } from "./access-index.ts";
import { halfARole, type RoleQuery, roleOfQuery } from "./role-detail.ts";
import { halfAnAccount, type SubjectQuery, subjectOfQuery } from "./subject-detail.ts";

export const drawSubject = defineUseCase<SubjectQuery, Drawing>("report:read", async (actor, query, services) => {
  const access = await accessOf(actor, query.id, services);
  if (!access.ok) return access;
  const subject = subjectOfQuery(query);
  if (subject === undefined) return refuse("badRequest", halfAnAccount);
  return ok(await layOut(subjectGraph(access.value.index, subject)));
});

export const drawRole = defineUseCase<RoleQuery, Drawing>("report:read", async (actor, query, services) => {
  const access = await accessOf(actor, query.id, services);
  if (!access.ok) return access;
  const role = roleOfQuery(query);
  if (role === undefined) return refuse("badRequest", halfARole);
  const { index, minor } = access.value;
  if (findRole(index, role) === undefined && bindingsOfRole(index, role).length === 0) return refuse("notFound");
  return ok(await layOut(roleGraph(index, role, defaultsOf(minor))));
});
