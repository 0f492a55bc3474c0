import { useInfiniteQuery } from "@tanstack/react-query";
import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { api } from "#client/api.ts";
import { clustersParser, textParser } from "#client/url-state.ts";
import type { DryRunReason } from "#contracts/supply-chain/dry-run.ts";

const pushed = { history: "push" } as const;
const policyId = /^spl_[a-z0-9]{10,40}$/;
const policiesParser = createParser({
  parse: (text: string) => text.split(",").filter((part) => policyId.test(part)),
  serialize: (ids: string[]) => ids.join(","),
  eq: (one: string[], other: string[]) => one.join() === other.join(),
});
const reasonParser = createParser<DryRunReason>({
  parse: (text) => (/^[a-zA-Z]{3,40}$/.test(text) ? (text as DryRunReason) : null),
  serialize: (reason) => reason,
});

export const verdictNames = ["refused", "notAssessed", "notNamed", "allowed"] as const;

/** What the dry run is about, in the address. */
const parsers = {
  policy: policiesParser.withDefault([]).withOptions(pushed),
  cluster: clustersParser,
  namespace: parseAsArrayOf(parseAsString).withDefault([]).withOptions(pushed),
  unmatched: parseAsStringLiteral(["allow", "refuse"]).withDefault("allow").withOptions(pushed),
  verdict: parseAsStringLiteral(verdictNames).withOptions(pushed),
  reason: reasonParser.withOptions(pushed),
  q: textParser,
};

export type DryRunFilter = ReturnType<typeof useDryRunFilter>[0];
export type SetDryRunFilter = ReturnType<typeof useDryRunFilter>[1];

export function useDryRunFilter() {
  return useQueryStates(parsers);
}

const listed = (values: readonly string[]) => (values.length === 0 ? undefined : [...values]);

/** @returns what is tried on what, as the API and the file take it. */
export function triedOf({ policy, cluster, namespace, unmatched }: DryRunFilter) {
  return { policy: listed(policy), cluster: listed(cluster), namespace: listed(namespace), unmatched };
}

export function useDryRun(filter: DryRunFilter) {
  const { verdict, reason, q } = filter;
  return useInfiniteQuery(
    api.signingPolicies.dryRun.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...triedOf(filter),
        verdict: verdict ?? undefined,
        reason: reason ?? undefined,
        q: q === "" ? undefined : q,
        limit: 50,
        cursor,
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
      placeholderData: (old) => old,
    }),
  );
}
