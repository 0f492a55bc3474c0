/** What lines of an audit log hold, whatever is in them. */
export type Fields = Readonly<Record<string, unknown>>;

const longestText = 500;

/** @returns the fields of a value; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** @returns a text, cut; empty where the value is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value.slice(0, longestText) : "";
}

/** @returns the fields of an event; undefined where the value is none. */
export function eventOf(value: unknown): Fields | undefined {
  const event = fieldsOf(value);
  return event.kind === "Event" && textOf(event.apiVersion).startsWith("audit.k8s.io/") ? event : undefined;
}

/** @returns who asked, by which client, and when; each empty where the event does not say. */
export function clientOfEvent({ user, userAgent, stageTimestamp, requestReceivedTimestamp }: Fields) {
  return {
    user: textOf(fieldsOf(user).username),
    userAgent: textOf(userAgent),
    time: textOf(stageTimestamp) || textOf(requestReceivedTimestamp),
  };
}
