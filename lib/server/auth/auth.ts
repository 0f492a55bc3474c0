/** Sign-in, sign-out and sessions, by better-auth. Decides nothing about roles and scope; nobody can sign up. */
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import type { Consume } from "../database/rate-limit.ts";
import { log } from "../http/log.ts";
import { ownOrigins } from "../http/origin.ts";
import { cookieAttributes, sessionCookieName } from "./session-cookie.ts";

export interface AuthSettings {
  /** The Prisma client, handed over by the database layer. */
  readonly client: Parameters<typeof prismaAdapter>[0];
  readonly publicUrl: URL;
  /** At least 32 random bytes, the same in every web process. */
  readonly secret: string;
  /** Addresses or CIDR ranges of the proxies in front. */
  readonly trustedProxies: readonly string[];
  /** Counts one more under a key, for all web processes together. */
  readonly consume: Consume;
}

const day = 24 * 60 * 60;

/** @returns the sign-in machinery for an installation. */
export function createAuth({ client, publicUrl, secret, trustedProxies, consume }: AuthSettings) {
  const https = publicUrl.protocol === "https:";
  const name = sessionCookieName(https);
  const attributes = cookieAttributes(https);
  return betterAuth({
    appName: "Drydock",
    baseURL: publicUrl.origin,
    basePath: "/api/auth",
    secret,
    trustedOrigins: [...ownOrigins(publicUrl)],
    database: prismaAdapter(client, { provider: "postgresql" }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128, autoSignIn: false },
    user: {
      additionalFields: {
        role: { type: "string", input: false, required: true },
        scope: { type: "json", input: false, required: true },
      },
    },
    session: { expiresIn: 7 * day, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      customStorage: {
        consume: async (key, rule) => {
          const retryAfter = (await consume(`auth:${key}`, rule)) ?? null;
          return { allowed: retryAfter === null, retryAfter };
        },
      },
      window: 60,
      max: 100,
      customRules: { "/sign-in/email": { window: 60, max: 20 }, "/change-password": { window: 60, max: 5 } },
    },
    advanced: {
      // The name carries its own prefix: better-auth would put `__Secure-` before it.
      useSecureCookies: false,
      defaultCookieAttributes: attributes,
      cookies: {
        session_token: { name, attributes },
        session_data: { name: `${name}-data`, attributes },
        account_data: { name: `${name}-account`, attributes },
        dont_remember: { name: `${name}-brief`, attributes },
      },
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"], trustedProxies: [...trustedProxies] },
    },
    telemetry: { enabled: false },
    logger: {
      log: (level, message) => log[level === "error" ? "error" : level === "warn" ? "warn" : "debug"]({ auth: message }, "auth"),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
