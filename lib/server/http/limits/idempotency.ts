/**
 * `Idempotency-Key`: a POST that comes again with the same key is answered as the first time, and carried out once. An answer that
 * shows a secret is never kept: who asks again is told that it was shown.
 */
import { createHmac } from "node:crypto";
import type { Actor } from "../../auth/actor.ts";
import type { Asked, Claim, KeptAnswer } from "../../database/idempotency.ts";
import type { Services } from "../../use-cases/services.ts";
import { problemResponse } from "../problem.ts";
import { findRoute } from "../routes.ts";

export const idempotencyHeader = "idempotency-key";
const replayed = { "idempotency-replayed": "true" };
const keyShape = /^[\x21-\x7e]{1,200}$/;

interface Situation {
  readonly request: Request;
  readonly actor: Actor | undefined;
  readonly services: Services;
  /** Below `/api/v1`. */
  readonly path: string;
  /** Bytes. */
  readonly maxBodySize: number;
}

/** Answers a request by `answer`, or as it was answered before. */
export async function onceOnly(situation: Situation, answer: (request: Request) => Promise<Response>): Promise<Response> {
  const { request, actor, services, maxBodySize } = situation;
  const key = request.headers.get(idempotencyHeader);
  if (request.method !== "POST" || key === null || actor === undefined) return answer(request);
  if (!keyShape.test(key)) return problemResponse({ code: "badRequest", issues: [keyIssue] });
  const body = await readBody(request, maxBodySize);
  if (body === undefined) return problemResponse("tooLarge");
  const asked = {
    userId: actor.userId,
    key: keyOf(key, actor),
    requestHash: hashOf(request, { actor, body, secret: secretOf(services) }),
  };
  const claim = await services.repositories.idempotency.claim(asked, services.now());
  if (claim.state !== "mine") return answerAgain(claim);
  const { url, headers, signal } = request;
  const again = new Request(url, { method: "POST", headers, signal, ...(body.length > 0 && { body: new Uint8Array(body) }) });
  return carryOut({ ...situation, asked, at: claim.at }, () => answer(again));
}

const keyIssue = { path: "Idempotency-Key", message: "Write 1 to 200 visible ASCII characters." };

/** A token's keys are its own: what a person was answered may be more than the token may see. */
function keyOf(key: string, { token }: Actor): string {
  return token === undefined ? key : `${token.id} ${key}`;
}

interface Hashed {
  readonly actor: Actor;
  readonly body: Buffer;
  readonly secret: string;
}

/**
 * Under a key that the database has not: a body may carry a password, which a plain hash would let somebody guess. Who has other
 * rights than at the first time asks something else: what they may see may have become less.
 */
function hashOf({ method, url }: Request, { actor: { role, granted }, body, secret }: Hashed): string {
  const { pathname, search } = new URL(url);
  const hash = createHmac("sha256", secret).update(JSON.stringify([method, pathname, search, role, granted]));
  return hash.update("\n").update(body).digest("hex");
}

function secretOf({ settings: { authSecret } }: Services): string {
  if (authSecret === undefined) throw new Error("DRYDOCK_AUTH_SECRET is not set: `npm start` makes and keeps it.");
  return authSecret;
}

async function readBody({ body }: Request, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answerAgain(claim: Exclude<Claim, { state: "mine" }>): Response {
  if (claim.state === "running") return problemResponse("requestRunning", { "retry-after": "2" });
  if (claim.state === "otherRequest") return problemResponse("keyUsed");
  const { status, answer } = claim;
  if ("shownOnce" in answer) return problemResponse("shownOnce", replayed);
  const type = status >= 400 ? "application/problem+json" : "application/json";
  const headers = { ...replayed, "content-type": type, "cache-control": "private, no-store" };
  return new Response(answer.body === null ? null : JSON.stringify(answer.body), { status, headers });
}

interface Carrying extends Situation {
  readonly asked: Asked;
  readonly at: Date;
}

async function carryOut({ services, path, asked, at }: Carrying, answer: () => Promise<Response>): Promise<Response> {
  const { idempotency } = services.repositories;
  let response: Response | undefined;
  try {
    response = await answer();
  } finally {
    if (response === undefined || !isFinal(response.status)) await idempotency.release(asked, at);
  }
  if (isFinal(response.status)) {
    const { status } = response;
    const showsOnce = findRoute("POST", path)?.showsOnce ?? false;
    await idempotency.keep(asked, at, { status, answer: kept(await response.clone().text(), status < 400 && showsOnce) });
  }
  return response;
}

/** What failed on our side, or was refused for who asked and how often, may go otherwise the next time. */
function isFinal(status: number): boolean {
  return status < 500 && ![401, 403, 429].includes(status);
}

/** A run of 43 characters of base64url with both cases: 32 random bytes, as every secret of ours is written. */
const secretLike =
  /(?<![A-Za-z0-9_-])(?:drydock_)?(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/;

/** @param showsOnce what the route says of itself; a text that looks like a secret is not kept either, whatever the route says. */
function kept(text: string, showsOnce: boolean): KeptAnswer {
  if (showsOnce || secretLike.test(text)) return { shownOnce: true };
  return { body: text === "" ? null : JSON.parse(text) };
}
