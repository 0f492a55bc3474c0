import type { z } from "zod";
import type { checkSchema } from "../../../contracts/findings.ts";
import { checks } from "../../../core/checks/index.ts";
import { severityRank } from "../../../core/findings/order.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase } from "../outcome.ts";

type CheckView = z.infer<typeof checkSchema>;

/** Every check that this version has; none of it is about a cluster. */
export const listChecks = defineUseCase<unknown, { items: CheckView[] }>("signedIn", async () => {
  const items = checks.map(({ id, title, pillar, layer, seenBy, responsible, answers, reads, messages, docs }) => {
    const severities = [...new Set(Object.values(messages).map((message) => message.severity))];
    severities.sort((a, b) => severityRank(a) - severityRank(b));
    return {
      id,
      title,
      pillar,
      layer,
      seenBy,
      responsible,
      answers: [...answers],
      reads: [...reads],
      severities,
      ...copied(docs),
    };
  });
  return ok({ items });
});

function copied({
  why,
  fix,
  refs,
}: {
  why: string;
  fix: string;
  refs: readonly string[];
}): Pick<CheckView, "why" | "fix" | "refs"> {
  return { why, fix, refs: [...refs] };
}
