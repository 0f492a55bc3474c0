import type { AnyContractProcedure, AnyContractRouter } from "@orpc/contract";

type ReducedRoute = Pick<AnyContractProcedure["~orpc"]["route"], "method" | "path" | "inputStructure" | "outputStructure">;
interface ClientRoute {
  "~orpc": { errorMap: Record<string, never>; meta: Record<string, never>; route: ReducedRoute };
}
type ClientContract = { [key: string]: ClientRoute | ClientContract };

/** @returns the contract reduced to methods and paths: all that the browser needs, without the schemas' weight. */
export function reduceContract(router: AnyContractRouter): ClientContract {
  return Object.fromEntries(
    Object.entries(router).map(([name, value]) => {
      if (!("~orpc" in value)) return [name, reduceContract(value)];
      const { method, path, inputStructure, outputStructure } = value["~orpc"].route;
      const structure = { ...(inputStructure && { inputStructure }), ...(outputStructure && { outputStructure }) };
      return [name, { "~orpc": { errorMap: {}, meta: {}, route: { method, path, ...structure } } }];
    }),
  );
}
