/** Adds up which clients an audit log names, event by event, in memory that does not grow with it. */
import { compareText } from "../../inventory/gap.ts";
import type { SeenClient } from "../evidence.ts";

const mostClients = 5_000;
const longestText = 500;

/** Clients by user and user agent, each with its last request. */
export class AuditClients {
  readonly #found = new Map<string, SeenClient>();

  /** Takes one parsed line; what is no event, or names no client, counts for nothing. */
  add(event: unknown): void {
    const { userAgent, user, stageTimestamp, requestReceivedTimestamp } = fieldsOf(event);
    const found = {
      userAgent: textOf(userAgent),
      user: textOf(fieldsOf(user).username),
      lastSeen: textOf(stageTimestamp) || textOf(requestReceivedTimestamp),
    };
    if (found.userAgent === "") return;
    const key = JSON.stringify([found.user, found.userAgent]);
    const known = this.#found.get(key);
    if (known ? known.lastSeen < found.lastSeen : this.#found.size < mostClients) this.#found.set(key, found);
  }

  /** @returns the clients, in order. */
  result(): readonly SeenClient[] {
    return [...this.#found].sort(([one], [other]) => compareText(one, other)).map(([, client]) => client);
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.slice(0, longestText) : "";
}
