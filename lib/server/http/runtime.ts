/** The web process's parts, made once of its settings and its database. */
import type { Actor } from "../auth/actor.ts";
import { actorOf } from "../auth/actor-of.ts";
import { type Auth, createAuth } from "../auth/auth.ts";
import { getDatabase } from "../database/database.ts";
import { createRateLimit, createReserve } from "../database/rate-limit.ts";
import { getServices } from "../use-cases/services.ts";
import type { ApiEntry } from "./api-handler.ts";
import type { Readiness } from "./health.ts";
import { createQuota, type TakeOne } from "./limits/quota.ts";
import { problemResponse } from "./problem.ts";
import type { ReportGate } from "./reports/report-gate.ts";
import type { AuthEntry } from "./sign-in/auth-handler.ts";
import { reportUnexpected } from "./unexpected.ts";

const processAuth = Symbol.for("drydock.auth");
const processQuota = Symbol.for("drydock.quota");
type Holder = { [processAuth]?: Auth; [processQuota]?: TakeOne };

function getAuth(): Auth {
  const holder = globalThis as Holder;
  if (holder[processAuth]) return holder[processAuth];
  const { url, authSecret, trustedProxies } = getServices().settings;
  if (authSecret === undefined) throw new Error("DRYDOCK_AUTH_SECRET is not set: `npm start` makes and keeps it.");
  const database = getDatabase();
  const consume = createRateLimit(database);
  holder[processAuth] = createAuth({ client: database.prisma, publicUrl: url, secret: authSecret, trustedProxies, consume });
  return holder[processAuth];
}

function getQuota(): TakeOne {
  const holder = globalThis as Holder;
  holder[processQuota] ??= createQuota(createReserve(getDatabase()));
  return holder[processQuota];
}

/** @returns who is signed in, or undefined. */
export function currentActor(headers: Headers): Promise<Actor | undefined> {
  return actorOf(getAuth(), getServices().repositories, headers);
}

export function apiEntry(): ApiEntry {
  const services = getServices();
  return { publicUrl: services.settings.url, actorOf: currentActor, quota: getQuota(), services };
}

export function authEntry(): AuthEntry {
  const { settings, consume, repositories } = getServices();
  return { publicUrl: settings.url, auth: getAuth(), consume, repositories };
}

export function reportGate(): ReportGate {
  return { actorOf: currentActor, services: getServices() };
}

export function readiness(): Readiness {
  return { services: getServices(), database: getDatabase() };
}

/** Runs a handler with the process's parts. Parts that cannot be made are told like every other surprise. */
export async function serve(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    return problemResponse(reportUnexpected(error));
  }
}
