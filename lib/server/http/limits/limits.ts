/** Which limits a request falls under: a person's or a token's, those of what changes something, or an address's. */
import type { Actor } from "../../auth/actor.ts";
import type { ApiEntry } from "../api-handler.ts";
import { clientAddress } from "./client-address.ts";
import { quotaHeaders, type Standing } from "./quota.ts";

const window = 60;
const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

export interface Admission {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts a request. @returns whether there was room for it, and the headers that say how much is left. */
export async function countRequest(request: Request, actor: Actor | undefined, entry: ApiEntry): Promise<Admission> {
  const standings = await (actor === undefined ? ofAddress(request, entry) : ofActor(request, actor, entry));
  return { allowed: standings.every(({ allowed }) => allowed), headers: quotaHeaders(standings) };
}

async function ofAddress({ headers }: Request, { quota, services: { settings } }: ApiEntry): Promise<Standing[]> {
  const policy = { name: "address", max: settings.limits.openRequests, window };
  return [await quota(policy, clientAddress(headers, settings.trustedProxies))];
}

async function ofActor({ method }: Request, { userId, token }: Actor, entry: ApiEntry): Promise<Standing[]> {
  const { limits } = entry.services.settings;
  const who = token?.id ?? userId;
  const name = token === undefined ? "person" : "token";
  const all = await entry.quota({ name, max: limits.requests, window }, who);
  if (reading.has(method) || !all.allowed) return [all];
  return [all, await entry.quota({ name: "changes", max: limits.changes, window }, who)];
}
