/** The one way into `/api/v1`: origin, session or token, limits, then the contract's route with its right, then the use-case. */
import { OpenAPIHandler } from "@orpc/openapi/fetch";
import { BodyLimitPlugin } from "@orpc/server/fetch";
import type { Actor } from "../auth/actor.ts";
import type { Refusal } from "../use-cases/outcome.ts";
import type { Services } from "../use-cases/services.ts";
import type { ApiContext } from "./api-context.ts";
import { clientAddress } from "./limits/client-address.ts";
import { onceOnly } from "./limits/idempotency.ts";
import { countRequest } from "./limits/limits.ts";
import type { TakeOne } from "./limits/quota.ts";
import { problemOfError, refusalError } from "./presenter.ts";
import { problemResponse } from "./problem.ts";
import { router } from "./router.ts";
import { isPublicRoute } from "./routes.ts";
import { dataSecurityPolicy, securityHeaders } from "./security-headers.ts";
import { refusedAtDoor, whoAsks } from "./sign-in/who-asks.ts";
import { reportUnexpected } from "./unexpected.ts";

const prefix = "/api/v1";
/** Bytes of a JSON body; snapshots have a route of their own. */
const maxBodySize = 12 * 1024 * 1024;

const notAnObject: Refusal = { code: "badRequest", issues: [{ path: "", message: "The body must be a JSON object." }] };

/** Where an address has parts that vary, the machinery passes over a body that is no object: it is refused instead. */
async function refuseStrangeBody({ body }: { readonly body: () => Promise<unknown> }): Promise<void> {
  // A body that cannot be read is told by the machinery, which reads it again.
  const sent = await body().catch(() => undefined);
  if (sent !== undefined && (typeof sent !== "object" || sent === null || Array.isArray(sent))) throw refusalError(notAnObject);
}

const handler = new OpenAPIHandler(router, {
  interceptors: [
    async ({ request, next }) => {
      if (request.method !== "GET") await refuseStrangeBody(request);
      return next();
    },
  ],
  plugins: [new BodyLimitPlugin({ maxBodySize })],
  customErrorResponseBodyEncoder: problemOfError,
});

export interface ApiEntry {
  readonly publicUrl: URL;
  /** Reads the session of a request. */
  readonly actorOf: (headers: Headers) => Promise<Actor | undefined>;
  /** Counts what each sends. */
  readonly quota: TakeOne;
  readonly services: Services;
}

/** Runs what stands behind the origin check and the session, for the contract's routes and for those that stream. */
export async function enter(
  request: Request,
  entry: ApiEntry,
  answer: (actor: Actor | undefined) => Promise<Response>,
): Promise<Response> {
  const response = await admitted(request, entry, answer).catch((error: unknown) => problemResponse(reportUnexpected(error)));
  for (const [name, value] of Object.entries(securityHeaders(entry.publicUrl.protocol === "https:"))) {
    response.headers.set(name, value);
  }
  response.headers.set("content-security-policy", dataSecurityPolicy);
  return response;
}

async function admitted(
  request: Request,
  entry: ApiEntry,
  answer: (actor: Actor | undefined) => Promise<Response>,
): Promise<Response> {
  const refused = refusedAtDoor(request, entry);
  if (refused !== undefined) return problemResponse(refused);
  const actor = await whoAsks(request.headers, entry);
  const path = new URL(request.url).pathname.slice(prefix.length);
  const { allowed, headers } = await countRequest(request, actor, entry);
  if (!allowed) return problemResponse("tooManyRequests", headers);
  const open = actor !== undefined || isPublicRoute(request.method, path);
  const response = open ? await answer(actor) : problemResponse("unauthenticated");
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** @returns the answer of the contract's route; every error is a problem, and nothing is cached. */
export async function handleApi(request: Request, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    const context = contextOf(request, actor, entry);
    const path = new URL(request.url).pathname.slice(prefix.length);
    return onceOnly({ request, actor, services: entry.services, path, maxBodySize }, async (asked) => {
      const { matched, response } = await handler.handle(asked, { prefix, context });
      return matched ? sealed(response) : problemResponse("notFound");
    });
  });
}

function contextOf({ headers }: Request, actor: Actor | undefined, { services }: ApiEntry): ApiContext {
  return { actor, services, address: clientAddress(headers, services.settings.trustedProxies) };
}

/** Nothing of the contract is cached, and errors are told apart by their type. */
function sealed(response: Response): Response {
  response.headers.set("cache-control", "private, no-store");
  if (response.status >= 400) response.headers.set("content-type", "application/problem+json");
  return response;
}
