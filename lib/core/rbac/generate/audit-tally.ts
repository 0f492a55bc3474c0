/** Adds up an audit log, event by event, in memory that does not grow with it: each different action once, with how often. */
import { isUrl } from "../attributes.ts";
import { type Action, actionKey } from "./action.ts";
import { type AuditEntry, readAuditEvent } from "./audit-event.ts";

export interface CountedAction {
  readonly action: Action;
  readonly count: number;
  /** RFC 3339; of the last time in the log. */
  readonly last?: string;
}

export interface AuditUse {
  /** RFC 3339, of the first and the last event of anybody; absent for a log without events. */
  readonly period?: { readonly from: string; readonly to: string };
  readonly lines: number;
  /** Lines that hold no audit event. */
  readonly unreadable: number;
  /** Events of the user. */
  readonly events: number;
  readonly allowed: readonly CountedAction[];
  readonly denied: readonly CountedAction[];
  /** Keys of actions without a name that stand for more names than are kept. */
  readonly manyNames: ReadonlySet<string>;
  /** Events whose actions were not kept, because there are too many different ones. */
  readonly dropped: number;
}

const mostActions = 20_000;
const mostNames = 200;

interface Growing {
  readonly action: Action;
  count: number;
  last: string;
}

/** What one user did, by a log that is read line by line. */
export class AuditTally {
  readonly #user: string;
  readonly #allowed = new Map<string, Growing>();
  readonly #denied = new Map<string, Growing>();
  readonly #names = new Map<string, Set<string>>();
  readonly #manyNames = new Set<string>();
  #lines = 0;
  #unreadable = 0;
  #events = 0;
  #dropped = 0;
  #from = "";
  #to = "";

  constructor(user: string) {
    this.#user = user;
  }

  /** Counts a line that is known to hold an event of somebody else. @param time of the event, where it is known */
  skip(time: string | undefined): void {
    this.#lines += 1;
    this.#meet(time);
  }

  /** Counts a line that holds no event. */
  reject(): void {
    this.#lines += 1;
    this.#unreadable += 1;
  }

  /** Reads a line. @param time of its event, where it is known */
  add(line: string, time?: string): void {
    const entries = readAuditEvent(parse(line), this.#user);
    if (entries === undefined) this.reject();
    else this.#count(entries, time);
  }

  #count(entries: readonly AuditEntry[], time: string | undefined): void {
    this.skip(time);
    if (entries.length > 0) this.#events += 1;
    for (const entry of entries) {
      this.#meet(entry.time);
      this.#keep(entry.decision === "allowed" ? this.#allowed : this.#denied, this.#boundNames(entry.action), entry.time ?? "");
    }
  }

  result(): AuditUse {
    return {
      ...(this.#from === "" ? {} : { period: { from: this.#from, to: this.#to } }),
      lines: this.#lines,
      unreadable: this.#unreadable,
      events: this.#events,
      allowed: inOrder(this.#allowed),
      denied: inOrder(this.#denied),
      manyNames: this.#manyNames,
      dropped: this.#dropped,
    };
  }

  #meet(time: string | undefined): void {
    if (time === undefined) return;
    if (this.#from === "" || time < this.#from) this.#from = time;
    if (time > this.#to) this.#to = time;
  }

  #keep(into: Map<string, Growing>, action: Action, time: string): void {
    const key = actionKey(action);
    const known = into.get(key);
    if (known !== undefined) {
      known.count += 1;
      if (time > known.last) known.last = time;
    } else if (into.size < mostActions) into.set(key, { action, count: 1, last: time });
    else this.#dropped += 1;
  }

  /** @returns the action, without its name where others of its kind already carry as many names as are kept. */
  #boundNames(action: Action): Action {
    const { attributes } = action;
    if (isUrl(attributes) || attributes.name === undefined) return action;
    const { name, ...rest } = attributes;
    const nameless = { ...action, attributes: rest };
    const key = actionKey(nameless);
    const known = this.#names.get(key) ?? new Set();
    this.#names.set(key, known);
    if (known.has(name)) return action;
    if (known.size >= mostNames) {
      this.#manyNames.add(key);
      return nameless;
    }
    known.add(name);
    return action;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function inOrder(actions: ReadonlyMap<string, Growing>): readonly CountedAction[] {
  return [...actions]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, { action, count, last }]) => ({ action, count, ...(last === "" ? {} : { last }) }));
}
