/** The API over a database of the test's own: the same handlers, sessions and repositories as in production, without a port. */
import { hashPassword } from "better-auth/crypto";
import type { UserRole, UserScope } from "#contracts/common.ts";
import { actorOf } from "#server/auth/actor-of.ts";
import { createAuth } from "#server/auth/auth.ts";
import { createRateLimit, createReserve } from "#server/database/rate-limit.ts";
import { systemScope } from "#server/database/scope.ts";
import { readEnvironment, type Settings } from "#server/env/environment.ts";
import { type ApiEntry, handleApi } from "#server/http/api-handler.ts";
import { createQuota } from "#server/http/limits/quota.ts";
import { type AuthEntry, handleAuth } from "#server/http/sign-in/auth-handler.ts";
import { ScanMemory } from "#server/use-cases/scan-memory.ts";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { createKeyringText } from "./keyring.ts";

export const origin = "http://127.0.0.1:3000";
export const password = "correct horse battery";

export interface TestApi {
  readonly data: TestDatabase;
  readonly entry: ApiEntry;
  readonly authEntry: AuthEntry;
  /** Adds a person. @returns the cookie of their session. */
  signIn(person: Person): Promise<string>;
  /** Asks `/api/v1` as a browser on our own page would. */
  ask(method: string, path: string, options?: AskOptions): Promise<Response>;
}

export interface Person {
  readonly email?: string;
  readonly role?: UserRole;
  readonly scope?: UserScope;
}

export interface AskOptions {
  readonly cookie?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiOptions {
  readonly environment?: Readonly<Record<string, string>>;
}

const secret = "0123456789abcdef0123456789abcdef";

/** Tests of limits set their own. */
const unhurried = {
  DRYDOCK_REQUESTS_PER_MINUTE: "1000000",
  DRYDOCK_CHANGES_PER_MINUTE: "1000000",
  DRYDOCK_OPEN_REQUESTS_PER_MINUTE: "1000000",
};

/** @returns the API; its database is dropped when the test is finished. */
export async function createTestApi({ environment = {} }: ApiOptions = {}): Promise<TestApi> {
  const data = await createTestDatabase();
  const settings = settingsOf({
    DATABASE_URL: data.url,
    DRYDOCK_URL: origin,
    DRYDOCK_PUBLIC_KEYS: createKeyringText(),
    DRYDOCK_AUTH_SECRET: secret,
    ...unhurried,
    ...environment,
  });
  const consume = createRateLimit(data.database);
  const auth = createAuth({ client: data.database.prisma, publicUrl: settings.url, secret, trustedProxies: [], consume });
  const services = {
    repositories: data.repositories,
    settings,
    memory: new ScanMemory(),
    version: "0.0.0-test",
    now: () => new Date(),
    consume,
  };
  const entry: ApiEntry = {
    publicUrl: settings.url,
    actorOf: (headers) => actorOf(auth, data.repositories, headers),
    quota: createQuota(createReserve(data.database)),
    services,
  };
  const authEntry: AuthEntry = { publicUrl: settings.url, auth, consume, repositories: data.repositories };
  return {
    data,
    entry,
    authEntry,
    signIn: async (person) => {
      const email = await addPerson(data, person);
      const response = await handleAuth(signInRequest(email, password), authEntry);
      if (response.status !== 204) throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`);
      return cookieOf(response);
    },
    ask: (method, path, options) => handleApi(requestOf(method, path, options), entry),
  };
}

function settingsOf(environment: Record<string, string>): Settings {
  const read = readEnvironment(environment);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

let people = 0;

async function addPerson(
  { repositories }: TestDatabase,
  { email, role = "admin", scope = { clusters: "all" } }: Person,
): Promise<string> {
  const address = email ?? `person-${++people}@example.com`;
  const passwordHash = await hashPassword(password);
  const made = await repositories.users.create(systemScope, { email: address, name: "Robin", role, scope, passwordHash });
  if (!made.ok) throw new Error(made.error.message);
  return address;
}

/** @returns a request of a browser's page of ours. */
export function requestOf(method: string, path: string, { cookie, body, headers = {} }: AskOptions = {}): Request {
  const all = new Headers({ origin, "sec-fetch-site": "same-origin", ...headers });
  if (cookie !== undefined) all.set("cookie", cookie);
  if (body === undefined) return new Request(`${origin}/api/v1${path}`, { method, headers: all });
  if (!all.has("content-type")) all.set("content-type", "application/json");
  return new Request(`${origin}/api/v1${path}`, { method, headers: all, body: JSON.stringify(body) });
}

export function signInRequest(email: string, secret: string, headers: Record<string, string> = {}): Request {
  const all = { origin, "content-type": "application/json", ...headers };
  return new Request(`${origin}/api/auth/sign-in/email`, {
    method: "POST",
    headers: all,
    body: JSON.stringify({ email, password: secret }),
  });
}

/** @returns the cookies that a response sets, as a browser sends them back. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
