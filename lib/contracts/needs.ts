import type { UserRole } from "./common.ts";

/** What a route may require; a role holds a closed set of them. `public` and `signedIn` need no role. */
export const needs = [
  "public",
  "signedIn",
  /** One's own password, sessions and tokens: everybody holds it in person, and no API token does. */
  "account:own",
  "report:read",
  "audit:read",
  "scan:run",
  "finding:act",
  /** Making, deciding and signing off access reviews. */
  "access:review",
  "report:share",
  /** Setting what plans of upgrades rest on, such as dates of support. */
  "upgrade:plan",
  /** Answering for items of the security checklist that no check sees. */
  "checklist:attest",
  "cluster:admin",
  "user:admin",
  "settings:admin",
] as const;
export type Need = (typeof needs)[number];

const viewer: readonly Need[] = ["signedIn", "account:own", "report:read"];
const operator: readonly Need[] = [
  ...viewer,
  "audit:read",
  "scan:run",
  "finding:act",
  "access:review",
  "report:share",
  "upgrade:plan",
  "checklist:attest",
];
const admin: readonly Need[] = [...operator, "cluster:admin", "user:admin", "settings:admin"];
const held: Record<UserRole, readonly Need[]> = { viewer, operator, admin };

/** What stays with the person: a token that leaks must not be able to make itself a way back in. */
export const inPersonOnly: readonly Need[] = ["account:own", "user:admin"];

/** @returns whether who asks holds what a route needs: by their role, and in person where that is asked. */
export function actorHolds({ role, token }: { readonly role: UserRole; readonly token?: unknown }, need: Need): boolean {
  return roleHolds(role, need) && (token === undefined || !inPersonOnly.includes(need));
}

/** @returns whether a role holds what a route needs. */
export function roleHolds(role: UserRole, need: Need): boolean {
  return need === "public" || held[role].includes(need);
}
