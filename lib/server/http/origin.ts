/** Decides whether a request that changes something comes from our own pages. It may not read the session. */
import { isLoopback } from "../env/environment.ts";

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"] as const;

/** @returns the origins that are ours: that of the public address and, where it is loopback, its other spellings. */
export function ownOrigins(publicUrl: URL): readonly string[] {
  if (!isLoopback(publicUrl.hostname)) return [publicUrl.origin];
  const port = publicUrl.port === "" ? "" : `:${publicUrl.port}`;
  return [...new Set([publicUrl.origin, ...loopbackHosts.map((host) => `${publicUrl.protocol}//${host}${port}`)])];
}

/**
 * A browser says where a request comes from in Origin and in Sec-Fetch-Site; each that is there must name us.
 * A request with a cookie must have one of them. Without a cookie there is no session that could be abused.
 */
export function isSameOrigin(method: string, headers: Headers, publicUrl: URL): boolean {
  if (safeMethods.has(method)) return true;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin !== null && !ownOrigins(publicUrl).includes(origin)) return false;
  if (site !== null && site !== "same-origin") return false;
  return origin !== null || site !== null || !headers.has("cookie");
}
