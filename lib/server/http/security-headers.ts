/** What a browser is told about every page: what may run, what may frame it, what it may tell others. */

/**
 * @param nonce random, new for every request
 * @param development React's development build needs eval, and hot reload its socket and its styles
 */
export function contentSecurityPolicy(nonce: string, development = false): string {
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    development ? "connect-src 'self' ws:" : "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return directives.join("; ");
}

/** A year, in seconds. */
const aYear = 31_536_000;

/** @returns the headers of every answer; a host is bound to https only where the public address says so. */
export function securityHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(https ? { "strict-transport-security": `max-age=${aYear}; includeSubDomains` } : {}),
  };
}

/** Headers by which Next's own parts talk to each other; from outside they are only ever an attack. */
export const internalHeaders: readonly string[] = [
  "x-middleware-subrequest",
  "x-middleware-subrequest-id",
  "x-middleware-rewrite",
  "x-middleware-next",
  "x-middleware-prefetch",
  "x-middleware-invoke",
  "x-invoke-path",
  "x-invoke-status",
  "x-invoke-output",
  "x-matched-path",
  "x-now-route-matches",
];

/** API answers are data: nothing of them may run or be framed. */
export const dataSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
