/** Sets of ports, by protocol: what rules let through, joined, cut and taken from each other. */

export const protocols = ["TCP", "UDP", "SCTP"] as const;
export type Protocol = (typeof protocols)[number];

/** First and last port, sorted and apart. */
export type PortRange = readonly [first: number, last: number];
export type PortSet = Readonly<Record<Protocol, readonly PortRange[]>>;

const whole: readonly PortRange[] = [[0, 65_535]];
export const everyPort: PortSet = { TCP: whole, UDP: whole, SCTP: whole };
export const noPort: PortSet = { TCP: [], UDP: [], SCTP: [] };

/** @returns the set of one range of ports, or of the whole protocol. */
export function portsOf(protocol: Protocol, first = 0, last = first === 0 ? 65_535 : first): PortSet {
  return first > last ? noPort : { ...noPort, [protocol]: [[first, last]] };
}

export function isNoPort(set: PortSet): boolean {
  return set === noPort || protocols.every((protocol) => set[protocol].length === 0);
}

export function isEveryPort(set: PortSet): boolean {
  return (
    set === everyPort || protocols.every((protocol) => set[protocol].some(([first, last]) => first === 0 && last === 65_535))
  );
}

export function hasPort(set: PortSet, protocol: Protocol, port: number): boolean {
  return set[protocol].some(([first, last]) => first <= port && port <= last);
}

/** @returns whether two sets have a port in common. */
export function overlap(a: PortSet, b: PortSet): boolean {
  if (a === everyPort) return !isNoPort(b);
  if (b === everyPort) return !isNoPort(a);
  return protocols.some((protocol) =>
    a[protocol].some(([first, last]) => b[protocol].some(([from, to]) => first <= to && from <= last)),
  );
}

export function joinPorts(a: PortSet, b: PortSet): PortSet {
  if (a === everyPort || b === noPort) return a;
  if (b === everyPort || a === noPort) return b;
  return byProtocol((protocol) => merged([...a[protocol], ...b[protocol]]));
}

export function commonPorts(a: PortSet, b: PortSet): PortSet {
  if (a === everyPort || b === noPort) return b;
  if (b === everyPort || a === noPort) return a;
  return byProtocol((protocol) =>
    a[protocol].flatMap(([first, last]) =>
      b[protocol].flatMap(([from, to]): PortRange[] =>
        first <= to && from <= last ? [[Math.max(first, from), Math.min(last, to)]] : [],
      ),
    ),
  );
}

/** @returns the ports of the first set that are not in the second. */
export function withoutPorts(a: PortSet, b: PortSet): PortSet {
  if (b === noPort || a === noPort) return a;
  if (b === everyPort) return noPort;
  return byProtocol((protocol) => b[protocol].reduce(cut, a[protocol]));
}

function cut(ranges: readonly PortRange[], [from, to]: PortRange): readonly PortRange[] {
  return ranges.flatMap(([first, last]): PortRange[] => {
    if (to < first || last < from) return [[first, last]];
    return [...(first < from ? [[first, from - 1] as const] : []), ...(to < last ? [[to + 1, last] as const] : [])];
  });
}

function byProtocol(rangesOf: (protocol: Protocol) => readonly PortRange[]): PortSet {
  return { TCP: rangesOf("TCP"), UDP: rangesOf("UDP"), SCTP: rangesOf("SCTP") };
}

function merged(ranges: readonly PortRange[]): readonly PortRange[] {
  const found: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = found.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else found.push([first, last]);
  }
  return found;
}

/** @returns `every port`, `no port`, or `TCP 80 and 8000-8100, every port of UDP`. */
export function formatPorts(set: PortSet): string {
  if (isEveryPort(set)) return "every port";
  const parts = protocols.flatMap((protocol) => {
    const ranges = set[protocol];
    if (ranges.length === 0) return [];
    if (ranges.some(([first, last]) => first <= 1 && last === 65_535)) return [`every port of ${protocol}`];
    const texts = ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`));
    return [`${protocol} ${texts.length > 1 ? `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}` : texts[0]}`];
  });
  return parts.length === 0 ? "no port" : parts.join(", ");
}
