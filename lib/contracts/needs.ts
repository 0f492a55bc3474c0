import type { UserRole } from "./common.ts";

/** What a route may require; a role holds a closed set of them. `public` and `signedIn` need no role. */
export const needs = [
  "public",
  "signedIn",
  "report:read",
  "scan:run",
  "finding:act",
  "report:share",
  "cluster:admin",
  "user:admin",
  "settings:admin",
] as const;
export type Need = (typeof needs)[number];

const viewer: readonly Need[] = ["signedIn", "report:read"];
const operator: readonly Need[] = [...viewer, "scan:run", "finding:act", "report:share"];
const admin: readonly Need[] = [...operator, "cluster:admin", "user:admin", "settings:admin"];
const held: Record<UserRole, readonly Need[]> = { viewer, operator, admin };

/** @returns whether a role holds what a route needs. */
export function roleHolds(role: UserRole, need: Need): boolean {
  return need === "public" || held[role].includes(need);
}
