/** Adds up which clients an audit log names, event by event, in memory that does not grow with it. */
import { compareText } from "../../inventory/gap.ts";
import type { SeenClient } from "../evidence.ts";
import { clientOfEvent, eventOf } from "./audit-fields.ts";

type Growing = { -readonly [K in keyof SeenClient]: SeenClient[K] };

const mostClients = 5_000;

/** Clients by user and user agent, each with its last request. */
export class AuditClients {
  readonly #found = new Map<string, Growing>();
  #dropped = 0;

  /** Takes one parsed line; what is no event, or names no client, counts for nothing. */
  add(line: unknown): void {
    const event = eventOf(line);
    const { time: lastSeen, ...client } = clientOfEvent(event ?? {});
    if (client.userAgent === "") return;
    const key = JSON.stringify([client.user, client.userAgent]);
    const known = this.#found.get(key);
    // In its place: an object for each of millions of events would be garbage that outlives the young generation.
    if (known !== undefined) {
      if (known.lastSeen < lastSeen) known.lastSeen = lastSeen;
    } else if (this.#found.size >= mostClients) this.#dropped += 1;
    else this.#found.set(key, { ...client, lastSeen });
  }

  /** @returns the clients, in order, and how many events were of others than are kept. */
  result(): { readonly clients: readonly SeenClient[]; readonly dropped: number } {
    const found = [...this.#found].sort(([one], [other]) => compareText(one, other));
    return { clients: found.map(([, client]) => client), dropped: this.#dropped };
  }
}
