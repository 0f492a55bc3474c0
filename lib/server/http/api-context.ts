import { implement } from "@orpc/server";
import { api } from "../../contracts/api.ts";
import { actorHolds, type Need } from "../../contracts/needs.ts";
import type { Actor } from "../auth/actor.ts";
import type { Outcome, UseCase } from "../use-cases/outcome.ts";
import type { Services } from "../use-cases/services.ts";
import { present, refusalError } from "./presenter.ts";

export interface ApiContext {
  readonly actor: Actor | undefined;
  readonly services: Services;
  /** Where the request comes from, as far as that can be known. */
  readonly address: string;
}

/** The contract, guarded: a route answers nobody whose role does not hold what the contract says that it needs. */
export const guarded = implement(api)
  .$context<ApiContext>()
  .use(({ context, procedure, next }) => {
    const needs = (procedure["~orpc"].meta as { needs?: Need }).needs;
    if (needs === undefined) throw refusalError({ code: "forbidden" });
    if (needs === "public") return next();
    if (context.actor === undefined) throw refusalError({ code: "unauthenticated" });
    if (!actorHolds(context.actor, needs)) throw refusalError({ code: "forbidden" });
    return next();
  });

interface Call<I> {
  readonly context: ApiContext;
  readonly input: I;
}

/** @returns a handler that asks a use-case and presents what it says. */
export function asks<I, O>(answer: UseCase<I, O>): (call: Call<I>) => Promise<O> {
  return async ({ context, input }) => {
    if (context.actor === undefined) throw refusalError({ code: "unauthenticated" });
    return present(await answer(context.actor, input, context.services));
  };
}

/** @returns a handler of a route that is open to everybody. */
export function asksOpenly<I, O>(answer: (input: I, services: Services) => Promise<Outcome<O>>): (call: Call<I>) => Promise<O> {
  return async ({ context, input }) => present(await answer(input, context.services));
}

/** @returns a handler of a public door that a link's token opens: the use-case limits the tries from one address. */
export function asksAtDoor<I extends { readonly from: string }, O>(
  answer: (input: I, services: Services) => Promise<Outcome<O>>,
): (call: Call<Omit<I, "from">>) => Promise<O> {
  return async ({ context, input }) => present(await answer({ ...input, from: context.address } as I, context.services));
}
