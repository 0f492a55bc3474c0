/** What a browser is told about a report: nothing of it may run, be kept, be indexed or be told to others. */
import { securityHeaders } from "../security-headers.ts";

/** @returns whether a path is one of a report, or is meant to look like one. */
export function isReportPath(pathname: string): boolean {
  return pathname === "/r" || pathname.startsWith("/r/");
}

/** @returns what a browser is told about a report beyond every page: nothing of it is kept, indexed or told to others. */
export function reportHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    ...securityHeaders(https),
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "private, no-store",
  };
}

/** Nothing loads but our own files, nothing is sent anywhere, and nobody frames it. */
export function reportSecurityPolicy(nonce: string, development = false): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${development ? "'self' ws:" : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
