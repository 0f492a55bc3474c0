/** What every use-case is: it takes the actor first, checks the right that it names, and answers with a value or a refusal. */
import { actorHolds, type Need } from "../../contracts/needs.ts";
import type { Problem, ProblemCode } from "../../contracts/problems.ts";
import { err, type Result } from "../../core/result.ts";
import type { Actor } from "../auth/actor.ts";
import { getServices, type Services } from "./services.ts";

/** Why a use-case says no. The code decides the HTTP status; `detail` and `remedy` replace the table's sentences. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly remedy?: string;
  readonly issues?: Problem["issues"];
}
export type Outcome<T> = Result<T, Refusal>;

/** @returns a refusal as a result. */
export function refuse(code: ProblemCode, more: Omit<Refusal, "code"> = {}): { readonly ok: false; readonly error: Refusal } {
  return err({ code, ...more });
}

export interface UseCase<I, O> {
  (actor: Actor, input: I, services?: Services): Promise<Outcome<O>>;
  readonly needs: Exclude<Need, "public">;
}

/**
 * Guards a use-case with the right that it needs, wherever it is called from: a route, a page, a stream.
 * Scope is the repositories' matter: they take it as their first argument.
 */
export function defineUseCase<I, O>(
  needs: Exclude<Need, "public">,
  run: (actor: Actor, input: I, services: Services) => Promise<Outcome<O>>,
): UseCase<I, O> {
  const guarded = async (actor: Actor, input: I, services = getServices()) =>
    actorHolds(actor, needs) ? run(actor, input, services) : refuse("forbidden");
  return Object.assign(guarded, { needs });
}
