/** The name and the attributes of the session's cookie, for the process that sets it and for the proxy that looks for it. */

/** With https the `__Host-` prefix binds the cookie to this host, this path and a secure connection. */
export function sessionCookieName(https: boolean): string {
  return https ? "__Host-drydock" : "drydock";
}

export function cookieAttributes(https: boolean): { secure: boolean; sameSite: "lax"; path: "/"; httpOnly: true } {
  return { secure: https, sameSite: "lax", path: "/", httpOnly: true };
}
