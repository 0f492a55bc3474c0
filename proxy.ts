/**
 * Runs before every page: sets the headers, makes the nonce, and sends who has no session cookie to sign in.
 * It authorises nothing: use-cases do. Routes below /api are not its matter, so that uploads stream past it.
 */
import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { sessionCookieName } from "#server/auth/session-cookie.ts";
import { isReportPath, reportHeaders, reportSecurityPolicy } from "#server/http/reports/report-headers.ts";
import { contentSecurityPolicy, internalHeaders, securityHeaders } from "#server/http/security-headers.ts";

const openPages: ReadonlySet<string> = new Set(["/sign-in", "/setup"]);
/** Pages behind a link's token, which is asked for before anything is drawn. */
const linkPage = /^\/(invite|reset)\/[^/]+$/;

export async function proxy(request: NextRequest): Promise<Response> {
  const https = (process.env.DRYDOCK_URL ?? "").startsWith("https:");
  const { pathname } = request.nextUrl;
  if (isReportPath(pathname)) return report(request, https);
  if (pathname.startsWith("/_next/image")) return new NextResponse(null, { status: 404 });
  const open = openPages.has(pathname) || linkPage.test(pathname);
  if (!open && !request.cookies.has(sessionCookieName(https))) return toSignIn(request, https);
  const nonce = newNonce();
  const policy = contentSecurityPolicy(nonce, development);
  const headers = handedOn(request, nonce, policy);
  headers.set("x-path", pathname + request.nextUrl.search);
  const response = withHeaders(NextResponse.next({ request: { headers } }), https, policy);
  if (!linkPage.test(pathname)) return response;
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("x-robots-tag", "noindex, nofollow");
  return response;
}

/** A report answers everybody who has its link, and everybody else with the same page. Its address goes no further: it is a key. */
async function report(request: NextRequest, https: boolean): Promise<Response> {
  const [{ closedReport }, { reportGate }] = await Promise.all([
    import("#server/http/reports/report-gate.ts"),
    import("#server/http/runtime.ts"),
  ]);
  const { method, headers: asked, nextUrl } = request;
  const closed = await closedReport({ method, pathname: nextUrl.pathname, headers: asked }, reportGate());
  if (closed !== undefined) return closed;
  const nonce = newNonce();
  const policy = reportSecurityPolicy(nonce, development);
  const response = NextResponse.next({ request: { headers: handedOn(request, nonce, policy) } });
  for (const [name, value] of Object.entries(reportHeaders(https))) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  return response;
}

const development = process.env.NODE_ENV === "development";

function newNonce(): string {
  return randomBytes(16).toString("base64");
}

/** @returns the request's headers as the page gets them: ours are made here, and those of Next's own parts come from nobody else. */
function handedOn(request: NextRequest, nonce: string, policy: string): Headers {
  const headers = new Headers(request.headers);
  for (const name of internalHeaders) headers.delete(name);
  headers.delete("x-path");
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  return headers;
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
