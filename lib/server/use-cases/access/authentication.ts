/** How people and programs sign in to a cluster, as far as one scan shows it: ways, subjects by what they are, endless tokens. */
import type { Authentication } from "../../../contracts/access/authentication.ts";
import { apiServersOf, type OidcNames, oidcNamesOf } from "../../../core/authentication/api-servers.ts";
import { authenticationMethods, authenticationResources } from "../../../core/authentication/methods.ts";
import { classifySubject, subjectClasses } from "../../../core/authentication/subject-class.ts";
import { tokenSecretOf } from "../../../core/authentication/token-secret.ts";
import { gapsOf } from "../../../core/inventory/build.ts";
import type { Inventory, Look } from "../../../core/inventory/inventory.ts";
import type { RbacIndex } from "../../../core/rbac/rbac-index.ts";
import type { SubjectRef } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";

const mostEvidence = 20;
const mostTokens = 200;
const mostExamples = 5;

export const getAuthentication = defineUseCase<{ readonly id: string }, Authentication>(
  "report:read",
  async (actor, { id }, services) => {
    const access = await accessOf(actor, id, services);
    if (!access.ok) return access;
    const { index, namespaces } = access.value;
    if (namespaces !== "all") return refuse("notFound", aboutTheCluster);
    const seen = await services.memory.get(`authentication ${id}`, async () => {
      const inventory = await services.repositories.inventories.load(actor.scope, id, authenticationResources);
      return inventory && { value: viewOf(inventory, index), weight: 1 };
    });
    return seen === undefined ? refuse("scanIncomplete") : ok(seen);
  },
);

const aboutTheCluster = {
  detail: "Your scope is some namespaces of this cluster; how people sign in is about the cluster as a whole.",
  remedy: "Ask somebody who sees the whole cluster.",
};

function viewOf(inventory: Inventory, index: RbacIndex): Authentication {
  const oidc = apiServersOf(inventory.looks.pods.items).flatMap((server) => oidcNamesOf(server) ?? []);
  return {
    methods: authenticationMethods(inventory).map(({ id, state, evidence, gaps }) => ({
      id,
      state,
      evidence: evidence.slice(0, mostEvidence).map((one) => ({ ...one })),
      found: evidence.length,
      gaps: [...gaps],
    })),
    classes: classesOf(
      [...index.subjects.values()].map(({ subject }) => subject),
      oidc,
    ),
    tokens: tokensOf(inventory.looks.secrets),
    gaps: [...index.gaps.clusterRoleBindings, ...index.gaps.roleBindings],
  };
}

function classesOf(subjects: readonly SubjectRef[], oidc: readonly OidcNames[]): Authentication["classes"] {
  const classified = subjects.map((subject) => ({ subject, ...classifySubject(subject, oidc) }));
  return subjectClasses.map((name) => {
    const inside = classified.filter((one) => one.class === name);
    const reasons = [...Map.groupBy(inside, ({ reason }) => reason)].map(([reason, group]) => ({
      reason,
      subjects: group.length,
      examples: group.slice(0, mostExamples).map(({ subject }) => subjectView(subject)),
    }));
    return { class: name, subjects: inside.length, reasons: reasons.sort((a, b) => b.subjects - a.subjects) };
  });
}

function tokensOf(look: Look<"secrets">): Authentication["tokens"] {
  const tokens = look.items.flatMap((secret) => {
    const token = tokenSecretOf(secret);
    return token === undefined ? [] : [{ namespace: secret.meta.namespace ?? "", name: secret.meta.name, ...token }];
  });
  return { items: tokens.slice(0, mostTokens), total: tokens.length, gaps: [...gapsOf(look as Look)] };
}
