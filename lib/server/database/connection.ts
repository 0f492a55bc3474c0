import type { Sender } from "../jobs/sender.ts";
import type { Rows } from "./database.ts";
import type { Moment, ReadMoment } from "./moment.ts";

/** What repositories work with: the rows of the database, or of one transaction. */
export interface Connection {
  readonly rows: Rows;
  readonly sender: Sender;
  /** Runs in a transaction: a new one, or the one that this connection is in. */
  transaction<T>(run: (rows: Rows) => Promise<T>): Promise<T>;
  /** Opens the database as it is now, beside whatever transaction this connection is in, for what streams. */
  moment<T, R extends object>(read: ReadMoment<T>): Promise<Moment<T, R>>;
}
