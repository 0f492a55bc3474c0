import { err, ok } from "../../core/result.ts";
import type { Repositories } from "../database/repositories.ts";
import type { Outcome, Refusal } from "./outcome.ts";
import type { Services } from "./services.ts";

/** Carries a refusal out of a transaction, so that all of it is undone. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Runs in one transaction. @returns its value, or the refusal that was thrown as Refused; nothing of it is kept then. */
export async function attempt<T>(services: Services, run: (tx: Repositories) => Promise<T>): Promise<Outcome<T>> {
  try {
    return ok(await services.repositories.transaction(run));
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal);
    throw error;
  }
}
