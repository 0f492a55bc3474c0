/** What everybody was allowed to do by an audit log, added up event by event in memory that does not grow with it. */
import { type Attributes, isUrl } from "../attributes.ts";
import { type Action, actionKey, withName } from "../generate/action.ts";
import { type PersonalEntry, readAuditEntries } from "../generate/audit-event.ts";

export interface UsedAction {
  readonly attributes: Attributes;
  /** Empty: of the whole cluster, or of all namespaces. */
  readonly namespace: string;
  /** More names than are kept: the action stands for all of them, and carries none. */
  readonly manyNames?: true;
}

export interface PersonalUse {
  readonly user: string;
  /** Every group that one of the requests came with, sorted. */
  readonly groups: readonly string[];
  readonly actions: readonly UsedAction[];
  /** There were more different actions than are kept. */
  readonly cut?: true;
}

export interface AuditUses {
  /** RFC 3339, of the first and the last event. */
  readonly period: { readonly from: string; readonly to: string };
  readonly events: number;
  /** Lines that hold no audit event. */
  readonly unreadable: number;
  /** Sorted by user. */
  readonly users: readonly PersonalUse[];
  /** There were more users than are kept: of those that are missing nothing is known. */
  readonly cut?: true;
}

const mostUsers = 20_000;
const mostActions = 200_000;
const mostActionsEach = 5_000;
const mostNames = 50;

interface Growing {
  readonly groups: Set<string>;
  readonly actions: Map<string, UsedAction>;
  readonly names: Map<string, Set<string>>;
  cut: boolean;
}

/** Add the lines of a log, then take what was used. */
export class AuditUsesTally {
  readonly #users = new Map<string, Growing>();
  #actions = 0;
  #events = 0;
  #unreadable = 0;
  #from = "";
  #to = "";
  #cut = false;

  /** @param event a parsed line; undefined for a line that is none */
  add(event: unknown): void {
    const entries = readAuditEntries(event);
    if (entries === undefined) {
      this.#unreadable += 1;
      return;
    }
    if (entries.length > 0) this.#events += 1;
    for (const entry of entries) this.#take(entry);
  }

  /** @returns what was used; undefined where no event carried a time. */
  result(): AuditUses | undefined {
    if (this.#from === "") return undefined;
    const users = [...this.#users].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return {
      period: { from: this.#from, to: this.#to },
      events: this.#events,
      unreadable: this.#unreadable,
      users: users.map(([user, { groups, actions, cut }]) => ({
        user,
        groups: [...groups].sort(),
        actions: [...actions.values()],
        ...(cut ? { cut } : {}),
      })),
      ...(this.#cut ? { cut: true } : {}),
    };
  }

  #take({ user, groups, time, decision, action }: PersonalEntry): void {
    if (time !== undefined) {
      if (this.#from === "" || time < this.#from) this.#from = time;
      if (time > this.#to) this.#to = time;
    }
    const growing = this.#of(user);
    if (growing === undefined) return;
    for (const group of groups) growing.groups.add(group);
    if (decision === "allowed") this.#keep(growing, action);
  }

  #of(user: string): Growing | undefined {
    const known = this.#users.get(user);
    if (known) return known;
    if (this.#users.size >= mostUsers) {
      this.#cut = true;
      return undefined;
    }
    const made = { groups: new Set<string>(), actions: new Map<string, UsedAction>(), names: new Map(), cut: false };
    this.#users.set(user, made);
    return made;
  }

  #keep(growing: Growing, given: Action): void {
    const action = withName(given, true);
    if (isKept(growing, action)) return;
    // From here on nothing is remembered of what is not kept, its name neither.
    if (growing.actions.size >= mostActionsEach || this.#actions >= mostActions) {
      growing.cut = true;
      return;
    }
    const used = boundNames(growing.names, action);
    const key = actionKey(used);
    if (!growing.actions.has(key)) this.#actions += 1;
    growing.actions.set(key, used);
  }
}

/** Whether an action is among those of somebody, or one of them stands for it. */
function isKept({ actions }: Growing, action: Action): boolean {
  return actions.has(actionKey(action)) || actions.get(actionKey(withName(action, false)))?.manyNames === true;
}

/** @returns the action, without its name where others of its kind already carry as many names as are kept. */
function boundNames(names: Map<string, Set<string>>, action: Action): UsedAction {
  const { attributes } = action;
  if (isUrl(attributes) || attributes.name === undefined) return action;
  const { name } = attributes;
  const nameless = withName(action, false);
  const key = actionKey(nameless);
  const known = names.get(key) ?? new Set();
  names.set(key, known);
  if (known.size >= mostNames) return { ...nameless, manyNames: true };
  known.add(name);
  return action;
}
