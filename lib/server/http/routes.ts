import { type AnyContractProcedure, isContractProcedure } from "@orpc/contract";
import { api } from "../../contracts/api.ts";
import type { Need } from "../../contracts/needs.ts";

export interface RouteFacts {
  /** Where it stands in the contract, such as `clusters.get`. */
  readonly name: string;
  readonly method: string;
  /** Below `/api/v1`, with `{id}` for what varies. */
  readonly path: string;
  /** Undefined is a fault of the contract that a test finds; such a route answers nobody. */
  readonly needs: Need | undefined;
  /** The answer carries a secret that is shown this once. */
  readonly showsOnce: boolean;
  readonly procedure: AnyContractProcedure;
}

function* walk(node: unknown, at: readonly string[]): Generator<RouteFacts> {
  if (isContractProcedure(node)) {
    const { route, meta } = node["~orpc"];
    const { needs, showsOnce = false } = meta as { needs?: Need; showsOnce?: boolean };
    yield { name: at.join("."), method: route.method ?? "", path: route.path ?? "", needs, showsOnce, procedure: node };
    return;
  }
  for (const [key, child] of Object.entries(node as Record<string, unknown>)) yield* walk(child, [...at, key]);
}

/** Every route of the contract, in its order. */
export const routes: readonly RouteFacts[] = [...walk(api, [])];

const shapes = routes.map((route) => ({
  route,
  shape: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** @returns the route that answers at an address below `/api/v1`. */
export function findRoute(method: string, path: string): RouteFacts | undefined {
  return shapes.find(({ route, shape }) => route.method === method && shape.test(path))?.route;
}

const publicRoutes = new Set(routes.filter((route) => route.needs === "public").map((route) => `${route.method} ${route.path}`));

/** @returns whether nobody need be signed in for this. Paths with a parameter are never public. */
export function isPublicRoute(method: string, path: string): boolean {
  return publicRoutes.has(`${method} ${path}`);
}
