/** The few doors of better-auth that are open, each answering with problems like the rest of the API. */
import { accountKey } from "../../auth/account-key.ts";
import type { Auth } from "../../auth/auth.ts";
import type { Consume } from "../../database/rate-limit.ts";
import type { Repositories } from "../../database/repositories.ts";
import { isLoopback } from "../../env/environment.ts";
import { isSameOrigin } from "../origin.ts";
import { problemResponse } from "../problem.ts";
import { reportUnexpected } from "../unexpected.ts";
import { withSignIn, withSignOut } from "./audited-session.ts";
import { withOwnPassword } from "./own-password.ts";

const prefix = "/api/auth";
const doors: ReadonlySet<string> = new Set(["/sign-in/email", "/sign-out", "/change-password"]);
/** Bytes of a body: an address and two passwords. */
const maxBody = 4096;

export interface AuthEntry {
  readonly publicUrl: URL;
  readonly auth: Auth;
  readonly consume: Consume;
  readonly repositories: Pick<Repositories, "audit">;
}

/** Tries for one address in 15 minutes, from wherever: an address of a sender can be made up, the account cannot. */
const perAccount = { window: 15 * 60, max: 20 };

/** @returns whether a password may travel to this address. */
export function isSafeTransport(publicUrl: URL): boolean {
  return publicUrl.protocol === "https:" || isLoopback(publicUrl.hostname);
}

/** Answers a request below `/api/auth`. A session's token is only ever in its cookie. */
export async function handleAuth(request: Request, entry: AuthEntry): Promise<Response> {
  const path = new URL(request.url).pathname.slice(prefix.length);
  if (request.method !== "POST" || !doors.has(path)) return problemResponse("notFound");
  if (!isSafeTransport(entry.publicUrl)) return problemResponse("insecureTransport");
  if (!isSameOrigin(request.method, request.headers, entry.publicUrl)) return problemResponse("crossOrigin");
  try {
    const body = await readJson(request);
    if (body === undefined) return problemResponse("badRequest");
    const wait = path === "/sign-in/email" ? await accountWait(entry, body.email) : undefined;
    if (wait !== undefined) return problemResponse("tooManyRequests", { "retry-after": String(wait) });
    const answer = async () => translate(path, await entry.auth.handler(forwarded(request, path, body)));
    if (path === "/change-password") return await withOwnPassword(request, body.newPassword, entry, answer);
    return await (path === "/sign-out" ? withSignOut(request, entry, answer) : withSignIn(body.email, entry, answer));
  } catch (error) {
    return problemResponse(reportUnexpected(error));
  }
}

async function accountWait(entry: AuthEntry, email: unknown): Promise<number | undefined> {
  return entry.consume(accountKey(String(email)), perAccount);
}

async function readJson(request: Request): Promise<Record<string, unknown> | undefined> {
  const text = await readText(request);
  if (text === undefined) return undefined;
  try {
    const body: unknown = JSON.parse(text || "{}");
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readText(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Rebuilds the request from what we allow: no redirect targets, and an ended set of fields. */
function forwarded(request: Request, path: string, body: Record<string, unknown>): Request {
  const headers = new Headers({ "content-type": "application/json" });
  for (const name of ["cookie", "origin", "x-forwarded-for", "user-agent"]) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Request(request.url, { method: "POST", headers, body: JSON.stringify(fieldsOf(path, body)) });
}

function fieldsOf(path: string, { email, password, rememberMe, currentPassword, newPassword }: Record<string, unknown>): object {
  if (path === "/sign-in/email") return { email, password, rememberMe: rememberMe !== false };
  if (path === "/change-password") return { currentPassword, newPassword, revokeOtherSessions: true };
  return {};
}

function translate(path: string, response: Response): Response {
  if (response.ok) {
    const headers = new Headers({ "cache-control": "private, no-store" });
    for (const cookie of response.headers.getSetCookie()) headers.append("set-cookie", cookie);
    return new Response(null, { status: 204, headers });
  }
  if (response.status === 429) {
    return problemResponse("tooManyRequests", { "retry-after": response.headers.get("x-retry-after") ?? "60" });
  }
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status} at ${path}`);
  if (path === "/sign-in/email") return problemResponse("signInRefused");
  if (response.status === 401) return problemResponse("unauthenticated");
  if (path !== "/change-password") return problemResponse("badRequest");
  const detail = "The current password is not right, or the new one has fewer than 12 or more than 128 characters.";
  return problemResponse({ code: "badRequest", detail });
}
