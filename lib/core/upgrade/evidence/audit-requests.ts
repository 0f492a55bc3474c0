/** Adds up who asks for deprecated versions in an audit log, event by event, in memory that does not grow with it. */
import { compareText } from "../../inventory/gap.ts";
import type { SeenRequests } from "../evidence.ts";
import { clientOfEvent, eventOf, fieldsOf, textOf } from "./audit-fields.ts";

interface Growing extends Omit<SeenRequests, "verbs" | "count" | "lastSeen"> {
  readonly verbs: Set<string>;
  count: number;
  lastSeen: string;
}

const mostClients = 5_000;

/** Deprecated requests by user, client and API. */
export class AuditRequests {
  readonly #found = new Map<string, Growing>();
  #dropped = 0;

  /** Takes one parsed line; what is no event of a deprecated request counts for nothing. */
  add(event: unknown): void {
    const request = requestOf(event);
    if (request === undefined) return;
    const { verb, time, ...asked } = request;
    const key = JSON.stringify([asked.user, clientOf(asked.userAgent), asked.group, asked.version, asked.resource]);
    const known = this.#found.get(key);
    if (known === undefined && this.#found.size >= mostClients) {
      this.#dropped += 1;
      return;
    }
    const growing = known ?? { ...asked, verbs: new Set<string>(), count: 0, lastSeen: "" };
    growing.verbs.add(verb);
    growing.count += 1;
    if (time > growing.lastSeen) growing.lastSeen = time;
    this.#found.set(key, growing);
  }

  /** @returns the requests of each client, in order, and how many were not kept because there are too many clients. */
  result(): { readonly requests: readonly SeenRequests[]; readonly dropped: number } {
    const found = [...this.#found].sort(([one], [other]) => compareText(one, other));
    return {
      requests: found.map(([, { verbs, ...rest }]) => ({ ...rest, verbs: [...verbs].sort(compareText) })),
      dropped: this.#dropped,
    };
  }
}

/** @returns the name of a client without its version: `kubectl` of `kubectl/v1.33.2 (linux/amd64)`. */
export function clientOf(userAgent: string): string {
  return userAgent.split(/[/ ]/, 1)[0] || "a client without a name";
}

interface Asked extends Omit<SeenRequests, "verbs" | "count" | "lastSeen"> {
  readonly verb: string;
  readonly time: string;
}

/** Of the stages of a request the last one counts; who acts as another is whom to tell. */
function requestOf(event: unknown): Asked | undefined {
  const found = eventOf(event);
  if (found?.stage !== "ResponseComplete" && found?.stage !== "Panic") return undefined;
  if (fieldsOf(found.annotations)["k8s.io/deprecated"] !== "true") return undefined;
  const target = fieldsOf(found.objectRef);
  const [resource, version] = [textOf(target.resource), textOf(target.apiVersion)];
  if (resource === "" || version === "") return undefined;
  return { group: textOf(target.apiGroup), version, resource, ...clientOfEvent(found), verb: textOf(found.verb) };
}
