/** What the checks of upgrades share: how bad a finding is for the upgrade, and for which minor it is judged. */
import type { Severity } from "../../findings/verdict.ts";
import type { Gap } from "../../inventory/gap.ts";
import type { ResourceId } from "../../inventory/resources.ts";
import type { Impact } from "../../upgrade/impact.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";
import { type Check, type CheckContext, defineCheck, type Report } from "../define.ts";

const severityOf: Readonly<Record<Impact, Severity>> = { blocker: "high", warning: "medium", info: "information" };

interface UpgradeMessage {
  /** A sentence with `{placeholders}` for `data`, `{object}`, and `{target}` for the minor. */
  readonly text: string;
  readonly impact: Impact;
  /** Where it is another one than follows from the impact. */
  readonly severity?: Severity;
}

export interface UpgradeContext<R extends ResourceId> extends CheckContext<R> {
  readonly target: Minor;
  readonly current: Minor;
}

type Shared<R extends ResourceId, M extends string> = Pick<
  Check<R, M>,
  "id" | "title" | "reads" | "facts" | "docs" | "unseen" | "applies" | "idle" | "crossesNamespaces" | "besides"
> &
  Partial<Pick<Check<R, M>, "responsible" | "seenBy">> & { readonly messages: Readonly<Record<M, UpgradeMessage>> };

/** Where the current and the target minor must be known, and the target at least `from`. */
interface ByTarget<R extends ResourceId, M extends string> extends Shared<R, M> {
  readonly from?: Minor;
  readonly judge: (context: UpgradeContext<R>) => Iterable<Report<M>>;
}

/** Where it makes no difference to which minor one goes. */
interface Always<R extends ResourceId, M extends string> extends Shared<R, M> {
  readonly evaluate: (context: CheckContext<R>) => Iterable<Report<M>>;
}

/** @returns a check that depends on the minor to upgrade to. Its findings say the impact and the target as data. */
export function defineTargetCheck<const R extends ResourceId, const M extends string>(check: ByTarget<R, M>): Check<R, M> {
  const { judge, from, unseen, ...shared } = check;
  return defineUpgrade(shared, {
    ...(from !== undefined && {
      idle: ({ target }) =>
        target !== undefined && target < from
          ? `It is about Kubernetes ${formatMinor(from)} and later, and not about ${formatMinor(target)}.`
          : undefined,
    }),
    unseen: (context) => (isKnown(context) ? (unseen?.(context) ?? []) : [unknownVersion]),
    evaluate: (context) => (isKnown(context) ? judge(context) : []),
  });
}

/** @returns a check that is the same whatever the target is. Its findings say their impact as data. */
export function defineUpgradeCheck<const R extends ResourceId, const M extends string>(check: Always<R, M>): Check<R, M> {
  const { evaluate, unseen, ...shared } = check;
  return defineUpgrade(shared, { evaluate, ...(unseen && { unseen }) });
}

function defineUpgrade<R extends ResourceId, M extends string>(
  { messages, ...shared }: Shared<R, M>,
  { evaluate, ...parts }: Pick<Check<R, M>, "evaluate" | "idle" | "unseen">,
): Check<R, M> {
  const entries = Object.entries<UpgradeMessage>(messages);
  const checked = entries.map(([key, { text, impact, severity }]) => [
    key,
    { text, impact, severity: severity ?? severityOf[impact] },
  ]);
  return defineCheck<R, M>({
    major: 1,
    since: "0.1",
    pillar: "upgrade",
    layer: "cluster",
    seenBy: "api",
    responsible: "platform",
    answers: [],
    ...shared,
    ...parts,
    messages: Object.fromEntries(checked) as Check<R, M>["messages"],
    *evaluate(context) {
      const target = context.target === undefined ? undefined : formatMinor(context.target);
      for (const report of evaluate(context))
        yield { ...report, data: { ...report.data, impact: messages[report.message].impact, target } };
    },
  });
}

function isKnown<R extends ResourceId>(context: CheckContext<R>): context is UpgradeContext<R> {
  return context.target !== undefined && context.current !== undefined;
}

const unknownVersion: Gap = {
  resource: "version",
  reason: "notCollected",
  detail: "the version of the cluster was not read: let the reader get /version",
};
