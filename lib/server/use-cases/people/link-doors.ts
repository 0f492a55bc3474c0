/** What the public doors have in common that a link's token opens: the same answer to every token that opens nothing. */
import { linkTokenHash } from "../../auth/link-token.ts";
import { type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";

/** A request at a public door. */
export interface Knock {
  readonly token: string;
  /** Where it comes from, as far as that can be known. */
  readonly from: string;
}

/** Tries from one address, and from everywhere together: an address can be made up where no proxy is trusted. */
const perAddress = { window: 60, max: 30 };
const altogether = { window: 60, max: 600 };

/** @returns the hash of the token, or the refusal of who tries too often, or over plain HTTP. */
export async function knock({ token, from }: Knock, { consume, settings }: Services): Promise<Outcome<string>> {
  if (settings.plainHttpAway) return refuse("insecureTransport");
  const waits = [await consume(`link:${from}`, perAddress), await consume("link:all", altogether)];
  if (waits.some((wait) => wait !== undefined)) return refuse("tooManyRequests");
  return { ok: true, value: linkTokenHash(token) };
}

/** @returns the refusal of a password, told beside its field. */
export function passwordRefusal(message: string, path = "password") {
  return refuse("badRequest", { detail: message, issues: [{ path, message }] });
}
