import type { Chain } from "../../contracts/access.ts";
import type { ContentOf } from "../../contracts/reports.ts";
import type { ViewOf } from "../../contracts/views.ts";
import { parseAsked } from "../../core/rbac/ask/parse.ts";
import type { AskedQuestion, AskedSubject } from "../../core/rbac/ask/question.ts";
import { formatAsked } from "../../core/rbac/ask/say.ts";
import { ok } from "../../core/result.ts";
import type { Actor } from "../auth/actor.ts";
import { ask } from "../use-cases/access/ask.ts";
import { refuse } from "../use-cases/outcome.ts";
import type { Services } from "../use-cases/services.ts";
import { redactedChain } from "./chain-entries.ts";
import type { ReportKind } from "./kind.ts";
import type { Redactor } from "./redactor.ts";
import { freezeScan } from "./scan.ts";

type Content = ContentOf<"answer">;

const pageSize = 100;
/** More ways of one subject than these are counted. */
const mostChains = 5;

function answerOf(actor: Actor, { scan, question }: ViewOf<"answer">, page: number, services: Services) {
  return ask(actor, { question, scan, offset: (page - 1) * pageSize, limit: pageSize }, services);
}

/** What Ask answers about one scan: who can do something, or whether one subject can. */
export const answerKind: ReportKind<"answer"> = {
  async freeze(actor, view, services) {
    const answer = await answerOf(actor, view, 1, services);
    return answer.ok ? freezeScan(actor, view.scan, services) : answer;
  },

  async load({ view, reader, redactor, page, services }) {
    const answer = await answerOf(reader, view, page, services);
    if (!answer.ok) return answer;
    const parsed = parseAsked(view.question);
    const { clusters, holders, total, complete, question, understood } = answer.value;
    const [place] = clusters;
    if (!parsed.ok || place === undefined || place.state === "notAssessed") return refuse("notFound");
    const { as } = parsed.value;
    const because = place.because ?? [];
    const own = as === undefined || because.length === 0 ? [] : [entryOf({ subject: as, chains: because }, redactor)];
    const content: Content = {
      kind: "answer",
      asked: targetOf(parsed.value, redactor),
      ...(as && { as: askerOf(as, redactor) }),
      // It repeats what was typed: names that nobody has are among it.
      ...(!redactor.pseudonyms &&
        `${question}.`.toLowerCase() !== understood.toLowerCase() && { understood: redactor.text(understood) }),
      verdict: place.verdict,
      holders: [...own, ...holders.map((holder) => entryOf({ subject: holder, ...holder.clusters[0] }, redactor))],
      complete,
      gaps: redactor.gaps(place.gaps),
    };
    return ok({ content, total: total + own.length, pageSize, filters: [] });
  },
};

interface Held {
  readonly subject: { readonly kind: AskedSubject["kind"]; readonly name: string; readonly namespace?: string | undefined };
  readonly scope?: "cluster" | readonly string[];
  readonly chains?: readonly Chain[];
  /** How many there are. */
  readonly ways?: number;
}

function entryOf({ subject, scope, chains = [], ways = chains.length }: Held, redactor: Redactor): Content["holders"][number] {
  const { kind, name, namespace } = subject;
  return {
    subject: { ...redactor.subject({ kind, name, ...(namespace !== undefined && { namespace }) }) },
    ...(scope !== undefined && { scope: scope === "cluster" ? scope : scope.map(redactor.text) }),
    chains: chains.slice(0, mostChains).map((chain) => redactedChain(chain, redactor)),
    more: Math.max(0, ways - mostChains),
  };
}

function askerOf(as: AskedSubject, redactor: Redactor): NonNullable<Content["as"]> {
  const groups = as.kind === "User" ? as.groups : undefined;
  const { kind, name } = as;
  return {
    ...redactor.subject({ kind, name, ...(as.kind === "ServiceAccount" && { namespace: as.namespace }) }),
    ...(groups && { groups: groups.map((group) => redactor.subject({ kind: "Group", name: group }).name) }),
  };
}

/** The name of an object may be of somebody whom the scan does not know: with pseudonyms it is left out. */
function targetOf({ verbs, target, place }: AskedQuestion, { pseudonyms, text }: Redactor): string {
  const named =
    "path" in target || target.name === undefined ? target : { ...target, name: pseudonyms ? "…" : text(target.name) };
  const where = typeof place === "object" ? { namespace: text(place.namespace) } : place;
  return formatAsked({ verbs, target: "path" in named ? { path: text(named.path) } : named, place: where }).replace(
    /^who can /,
    "",
  );
}
