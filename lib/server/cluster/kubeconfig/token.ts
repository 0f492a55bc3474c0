/** Reads what a bearer token says about itself. Nothing is verified: the API server does that. */
import { err, ok, type Result } from "#core/result.ts";
import type { Place } from "./certificates.ts";
import { type KubeconfigRefused, REGISTER } from "./refusal.ts";

export interface TokenFacts {
  /** Absent where the token names no end: a legacy token Secret, a static token, an opaque one. */
  readonly expiresAt?: string;
  readonly subject?: string;
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
}

const MAX_LENGTH = 16 * 1024;
const SERVICE_ACCOUNT = /^system:serviceaccount:([a-z0-9.-]{1,253}):([a-z0-9.-]{1,253})$/;

/** @returns the facts of a token, or why it cannot be one. */
export function readToken(token: string, place: Place, now: Date | undefined): Result<TokenFacts, KubeconfigRefused> {
  if (token.length > MAX_LENGTH || !/^[\x21-\x7e]+$/.test(token))
    return refuse(
      place,
      "tokenInvalid",
      "is not a bearer token",
      "Give the token on one line, without quotes or the word Bearer.",
    );
  const facts = factsOf(token);
  if (now && facts.expiresAt !== undefined && new Date(facts.expiresAt) <= now)
    return refuse(place, "tokenExpired", "has expired", REGISTER);
  return ok(facts);
}

function factsOf(token: string): TokenFacts {
  const claims = claimsOf(token);
  const exp = claims?.get("exp");
  const sub = claims?.get("sub");
  const subject = typeof sub === "string" ? sub.replace(/\p{C}/gu, "").slice(0, 500) : undefined;
  const account = subject === undefined ? undefined : SERVICE_ACCOUNT.exec(subject);
  // Beyond this a Date cannot hold the value, and no token means it.
  const expires = typeof exp === "number" && exp > 0 && exp < 8.64e12 ? new Date(exp * 1000).toISOString() : undefined;
  return {
    ...(expires !== undefined && { expiresAt: expires }),
    ...(subject !== undefined && { subject }),
    ...(account && { serviceAccount: { namespace: account[1] ?? "", name: account[2] ?? "" } }),
  };
}

function claimsOf(token: string): ReadonlyMap<string, unknown> | undefined {
  const parts = token.split(".");
  const [, payload] = parts;
  if (parts.length !== 3 || payload === undefined || !/^[A-Za-z0-9_-]+$/.test(payload)) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? new Map(Object.entries(claims)) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function refuse({ path, line }: Place, code: "tokenInvalid" | "tokenExpired", what: string, remedy: string) {
  return err<KubeconfigRefused>({ code, message: `${path} ${what}.`, remedy, path, line });
}
