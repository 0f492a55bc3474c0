/** What every part of one collection shares. */
import type { GapReason } from "#core/inventory/gap.ts";
import type { Projector } from "#core/inventory/project/projector.ts";
import type { ResourceId } from "#core/inventory/resources.ts";
import type { ClusterConnection } from "../connect.ts";
import type { Clock } from "./clock.ts";

/** What it takes to ask one question. */
export interface AskContext {
  readonly connection: ClusterConnection;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

export interface CollectContext extends AskContext {
  readonly pageSize: number;
  readonly projector: Projector;
  /** Called with each page's number of objects. */
  readonly counted: (resource: ResourceId, objects: number) => void;
  /** Takes the objects of each page whole, before the next page is asked for; again where a list begins anew. */
  readonly arrived?: (objects: readonly unknown[]) => Promise<void>;
}

/** Why something was not read, before it is known of which resource. */
export interface Miss {
  readonly reason: GapReason;
  readonly detail?: string;
}

/** @returns what a server said, fit to be kept: no credential, no control characters, at most 200 characters. */
export function readableDetail(connection: ClusterConnection, text: string): string {
  return connection
    .scrub(text)
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .slice(0, 200)
    .toWellFormed();
}
