import type { UserRole, UserScope } from "../../contracts/common.ts";
import type { Scope } from "../database/scope.ts";

/** Who asks. Read from the database on every request: a removed user or a changed role counts at once. */
export interface Actor {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  /** What every repository takes first. */
  readonly scope: Scope;
  /** The same as it was granted, to show. */
  readonly granted: UserScope;
}
