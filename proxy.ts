/**
 * Runs before every page: sets the headers, makes the nonce, and sends who has no session cookie to sign in.
 * It authorises nothing: use-cases do. Routes below /api are not its matter, so that uploads stream past it.
 */
import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { sessionCookieName } from "#server/auth/session-cookie.ts";
import { contentSecurityPolicy, internalHeaders, securityHeaders } from "#server/http/security-headers.ts";

const openPages: ReadonlySet<string> = new Set(["/sign-in", "/setup"]);

export function proxy(request: NextRequest): NextResponse {
  const https = (process.env.DRYDOCK_URL ?? "").startsWith("https:");
  const { pathname } = request.nextUrl;
  if (pathname.startsWith("/_next/image")) return new NextResponse(null, { status: 404 });
  if (!openPages.has(pathname) && !request.cookies.has(sessionCookieName(https))) return toSignIn(request, https);
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  for (const name of internalHeaders) headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("x-path", pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  return withHeaders(NextResponse.next({ request: { headers } }), https, policy);
}

function toSignIn(request: NextRequest, https: boolean): NextResponse {
  const target = new URL("/sign-in", request.url);
  const from = request.nextUrl.pathname + request.nextUrl.search;
  if (from !== "/") target.searchParams.set("to", from);
  return withHeaders(NextResponse.redirect(target), https, "default-src 'none'");
}

function withHeaders(response: NextResponse, https: boolean, policy: string): NextResponse {
  for (const [name, value] of Object.entries(securityHeaders(https))) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static/|favicon.ico|icon.svg|robots.txt).*)"],
};
