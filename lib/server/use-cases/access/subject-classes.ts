/** What a subject of a scan is, by its name and by what the API servers say of their identity providers. */
import { apiServersOf, oidcNamesOf } from "../../../core/authentication/api-servers.ts";
import { type ClassifiedSubject, classifySubject } from "../../../core/authentication/subject-class.ts";
import type { SubjectRef } from "../../../core/rbac/subject.ts";
import type { Actor } from "../../auth/actor.ts";
import type { Services } from "../services.ts";
import type { Access } from "./access-index.ts";

/** @returns what classifies a subject. How people sign in is about the cluster: who sees some namespaces is told by names alone. */
export async function classifierOf(
  { scope }: Actor,
  { scanId, namespaces }: Pick<Access, "scanId" | "namespaces">,
  { memory, repositories }: Services,
): Promise<(subject: SubjectRef) => ClassifiedSubject> {
  if (namespaces !== "all") return (subject) => classifySubject(subject);
  const oidc = await memory.get(`identity providers ${scanId}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(scope, scanId, ["pods"]);
    if (inventory === undefined) return undefined;
    return { value: apiServersOf(inventory.looks.pods.items).flatMap((server) => oidcNamesOf(server) ?? []), weight: 1 };
  });
  return (subject) => classifySubject(subject, oidc);
}
