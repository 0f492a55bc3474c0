import type { AnyContractRouter } from "@orpc/contract";

interface ClientRoute {
  "~orpc": { errorMap: Record<string, never>; meta: Record<string, never>; route: { method?: string; path?: string } };
}
export type ClientContract = { [key: string]: ClientRoute | ClientContract };

/** @returns the contract reduced to methods and paths: all that the browser needs, without the schemas' weight. */
export function reduceContract(router: AnyContractRouter): ClientContract {
  return Object.fromEntries(
    Object.entries(router).map(([name, value]) => {
      if (!("~orpc" in value)) return [name, reduceContract(value)];
      const { method, path } = value["~orpc"].route;
      return [name, { "~orpc": { errorMap: {}, meta: {}, route: { method, path } } }];
    }),
  );
}
