/** What we may do in one namespace, by the API server's own account: one question instead of one list for each kind. */
import { z } from "zod";
import { type ResourceId, servedDefinitionOf } from "#core/inventory/resources.ts";
import { askJson } from "./ask.ts";
import type { AskContext } from "./context.ts";

const rule = z.object({
  verbs: z.array(z.string()).nullish(),
  apiGroups: z.array(z.string()).nullish(),
  resources: z.array(z.string()).nullish(),
  resourceNames: z.array(z.string()).nullish(),
});
const review = z.object({ status: z.object({ resourceRules: z.array(rule).nullish(), incomplete: z.boolean().nullish() }) });

/** Whether a list is worth trying: `no` is said only where the review is complete. */
export type MayList = (resource: ResourceId) => "yes" | "no" | "unknown";

/** Asks for a SelfSubjectRulesReview. Where it cannot be had, every answer is unknown. */
export async function reviewRules(context: AskContext, namespace: string): Promise<MayList> {
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } };
  const answer = await askJson(context, "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", { method: "POST", body });
  const parsed = answer.ok ? review.safeParse(answer.value).data : undefined;
  if (!parsed) return () => "unknown";
  const { resourceRules, incomplete } = parsed.status;
  return (resource) => {
    const { group, plural } = servedDefinitionOf(resource);
    const granted = (resourceRules ?? []).some(
      ({ verbs, apiGroups, resources, resourceNames }) =>
        has(verbs, "list") && has(apiGroups, group) && has(resources, plural) && (resourceNames ?? []).length === 0,
    );
    if (granted) return "yes";
    return incomplete ? "unknown" : "no";
  };
}

function has(list: readonly string[] | null | undefined, wanted: string): boolean {
  return list?.some((one) => one === "*" || one === wanted) ?? false;
}
