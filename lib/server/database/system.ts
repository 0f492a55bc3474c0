import { type Scope, systemScope } from "./scope.ts";

/** Refuses every scope but the worker's own, even one that sees all clusters: these functions are not for readers. */
export function requireSystem(scope: Scope): void {
  if (scope !== systemScope) throw new Error("Only the worker may do this.");
}
