/** Why something could not be looked at. A gap is never a pass: whatever rests on it is not assessed. */
export type GapReason =
  | "forbidden" // the API server refused the list
  | "notServed" // discovery does not list it, and that is not proof that it is irrelevant
  | "notCollected" // this inventory was never asked for it (an upload without that kind, an older format)
  | "throttled" // 429 until the deadline
  | "timeout"
  | "truncated" // the list ended in the middle
  | "decodeError" // an answer that is not what the API promises
  | "discoveryFailed" // the group's discovery failed (an aggregated API that is down)
  | "cancelled"
  | "notNamespaceComplete" // read in some namespaces only
  | "outside"; // nothing that the cluster's API serves shows it, whoever asks

export interface Gap {
  readonly resource: string; // `plural[.group]`
  readonly reason: GapReason;
  /** Absent means the whole cluster. */
  readonly namespace?: string;
  /** What the server said, cut to 200 characters and stripped of control characters. Never a body. */
  readonly detail?: string;
}

/** @returns a total order of gaps, so that the same look gives the same bytes. */
export function compareGaps(a: Gap, b: Gap): number {
  return (
    compareText(a.resource, b.resource) || compareText(a.namespace ?? "", b.namespace ?? "") || compareText(a.reason, b.reason)
  );
}

/** @returns the order of two texts by code unit: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @returns what nothing that the cluster's API serves shows, with what would make it visible. */
export function outside(resource: string, detail: string): Gap {
  return { resource, reason: "outside", detail };
}
