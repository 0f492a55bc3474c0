import type { UserRole } from "#contracts/common.ts";

/** What a role may do, as the end of a sentence. */
export const roleWords: Record<UserRole, string> = {
  viewer: "reads and exports",
  operator: "also scans",
  admin: "also registers clusters, and manages people and settings",
};
