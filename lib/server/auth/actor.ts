import type { UserRole, UserScope } from "../../contracts/common.ts";
import type { Scope } from "../database/scope.ts";

export interface ActingToken {
  readonly id: string;
  /** Its first characters, which tell it from others. */
  readonly prefix: string;
}

/** Who asks. Read from the database on every request: a removed user or a changed role counts at once. */
export interface Actor {
  readonly userId: string;
  /** Absent where an API token asks. */
  readonly sessionId?: string;
  /** The API token that asks in the person's name; role and scope are what is left to it of theirs. */
  readonly token?: ActingToken;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  /** What every repository takes first. */
  readonly scope: Scope;
  /** The same as it was granted, to show. */
  readonly granted: UserScope;
}
