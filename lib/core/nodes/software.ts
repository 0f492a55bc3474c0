/**
 * Until when the makers of a node's operating system and container runtime mend them, as of 2026-11: a table of public calendars
 * (endoflife.date and the makers' own). The day is an argument. What is not in the table is unknown, and never over or supported.
 */
import type { NodeItem } from "../inventory/items.ts";

export interface SoftwareSupport {
  /** As the table calls it, such as `Ubuntu 20.04`. */
  readonly name: string;
  /** - `ended`: nobody mends it any more - `paid`: only for those who pay for it - `unknown`: past what the maker promised at least */
  readonly state: "supported" | "paid" | "ended" | "unknown";
  /** ISO date, the last day of the support that everybody has. */
  readonly end: string;
  /** ISO date, the last day of the support that costs extra. */
  readonly paidUntil?: string;
}

/** The last day for everybody, and the last one for those who pay. */
type Ends = readonly [end: string, paidUntil?: string];
interface System {
  readonly name: string;
  /** Its group is the release. */
  readonly says: RegExp;
  readonly releases: Readonly<Record<string, Ends>>;
}

const enterprise: Readonly<Record<string, Ends>> = {
  "7": ["2024-06-30", "2028-06-30"],
  "8": ["2029-05-31", "2032-05-31"],
  "9": ["2032-05-31", "2035-05-31"],
  "10": ["2035-05-31"],
};
const rebuilt: Readonly<Record<string, Ends>> = { "8": ["2029-05-31"], "9": ["2032-05-31"], "10": ["2035-05-31"] };

const systems: readonly System[] = [
  {
    name: "Ubuntu",
    says: /^Ubuntu (\d\d\.\d\d)\b/,
    releases: {
      "14.04": ["2019-04-02", "2026-04-30"],
      "16.04": ["2021-04-02", "2028-04-30"],
      "18.04": ["2023-05-31", "2030-04-30"],
      "20.04": ["2025-05-31", "2032-04-30"],
      "22.04": ["2027-04-01", "2034-04-30"],
      "23.04": ["2024-01-20"],
      "23.10": ["2024-07-12"],
      "24.04": ["2029-05-31", "2036-05-31"],
      "24.10": ["2025-07-10"],
      "25.04": ["2026-01-17"],
      "25.10": ["2026-07-01"],
      "26.04": ["2031-04-30", "2036-04-30"],
    },
  },
  {
    name: "Debian",
    says: /^Debian GNU\/Linux (\d+)\b/,
    releases: {
      "8": ["2020-06-30"],
      "9": ["2022-07-01"],
      "10": ["2024-06-30"],
      "11": ["2026-08-31"],
      "12": ["2028-06-30"],
      "13": ["2030-06-30"],
    },
  },
  {
    name: "Amazon Linux",
    says: /^Amazon Linux (?:AMI )?(2023|20\d\d\.\d\d|2)\b/,
    releases: { "2018.03": ["2023-12-31"], "2": ["2026-06-30"], "2023": ["2029-06-30"] },
  },
  { name: "Red Hat Enterprise Linux", says: /^Red Hat Enterprise Linux (?:Server )?(\d+)(?:\.\d+)? /, releases: enterprise },
  { name: "Rocky Linux", says: /^Rocky Linux (\d+)\b/, releases: rebuilt },
  { name: "AlmaLinux", says: /^AlmaLinux (\d+)\b/, releases: rebuilt },
  { name: "CentOS Linux", says: /^CentOS Linux (\d+)\b/, releases: { "7": ["2024-06-30"], "8": ["2021-12-31"] } },
  { name: "CentOS Stream", says: /^CentOS Stream (\d+)\b/, releases: { "8": ["2024-05-31"], "9": ["2027-05-31"] } },
  {
    name: "Container Linux by CoreOS",
    says: /^Container Linux by CoreOS (\d+)\b/,
    releases: { "": ["2020-05-26"] },
  },
  { name: "CBL-Mariner", says: /^CBL-Mariner\/Linux (\d+)\b|^CBL-Mariner (\d+)\b/, releases: { "2": ["2025-11-30"] } },
  {
    name: "Windows Server",
    says: /^(?:Microsoft )?Windows Server (20\d\d)\b/,
    releases: {
      "2016": ["2027-01-12"],
      "2019": ["2029-01-09"],
      "2022": ["2031-10-14"],
      "2025": ["2034-10-10"],
    },
  },
];

/** @returns the support of the system that a node says it runs; undefined where the table does not have it. */
export function systemSupport(osImage: string, today: string): SoftwareSupport | undefined {
  for (const { name, says, releases } of systems) {
    const found = says.exec(osImage);
    const release = found?.slice(1).find((group) => group !== undefined) ?? "";
    const [ends, said] = Object.hasOwn(releases, release) ? [releases[release], ` ${release}`] : [releases[""], ""];
    if (found === null || ends === undefined) continue;
    const [end, paidUntil] = ends;
    const state = today <= end ? "supported" : paidUntil !== undefined && today <= paidUntil ? "paid" : "ended";
    return { name: `${name}${said}`, state, end, ...(paidUntil !== undefined && { paidUntil }) };
  }
  return undefined;
}

/** The last day of each minor of containerd. */
const containerdEnds: Readonly<Record<string, string>> = {
  "1.0": "2018-12-05",
  "1.1": "2019-10-23",
  "1.2": "2020-10-15",
  "1.3": "2021-03-04",
  "1.4": "2022-03-03",
  "1.5": "2023-02-28",
  "1.6": "2025-08-23",
  "1.7": "2026-09-30",
  "2.0": "2025-11-07",
};
/** What each is supported at least: a year from its release. How much longer is decided while it runs. */
const containerdLeast: Readonly<Record<string, string>> = { "2.1": "2026-05-05", "2.2": "2026-11-06", "2.3": "2027-05-01" };

/** @returns the support of a container runtime as nodes name it, `containerd://1.7.30`; undefined where the table does not have it. */
export function runtimeSupport(runtime: string, today: string): SoftwareSupport | undefined {
  const minor = /^containerd:\/\/v?(\d+\.\d+)(?:\.|$)/.exec(runtime)?.[1] ?? "";
  const end = Object.hasOwn(containerdEnds, minor) ? containerdEnds[minor] : undefined;
  const least = Object.hasOwn(containerdLeast, minor) ? containerdLeast[minor] : undefined;
  const name = `containerd ${minor}`;
  if (end !== undefined) return { name, state: today <= end ? "supported" : "ended", end };
  return least === undefined ? undefined : { name, state: today <= least ? "supported" : "unknown", end: least };
}

/** @returns the nodes whose kernel is older than another node's of the same system, line and build, with that newest kernel. */
export function nodesBehind(nodes: readonly NodeItem[]): ReadonlyMap<NodeItem, string> {
  const groups = Map.groupBy(nodes, ({ info }) => {
    const kernel = partsOf(info?.kernelVersion);
    return kernel && JSON.stringify([info?.osImage?.split(" ")[0], info?.architecture, kernel.line, kernel.build]);
  });
  const behind = new Map<NodeItem, string>();
  for (const [key, group] of groups) {
    if (key === undefined) continue;
    const newest = group.reduce((one, other) => (compareKernels(one, other) < 0 ? other : one));
    for (const node of group) if (compareKernels(node, newest) < 0) behind.set(node, newest.info?.kernelVersion ?? "");
  }
  return behind;
}

/** `5.15.0-1051-aws` is of the line 5.15 and the build `aws`; only the numbers after the line tell its age. */
function partsOf(kernel: string | undefined) {
  const found = /^(\d+\.\d+)((?:[.-]\d+)*)(.*)$/.exec(kernel ?? "");
  if (found === null) return undefined;
  const [, line = "", numbers = "", rest = ""] = found;
  return { line, numbers: (numbers.match(/\d+/g) ?? []).map(Number), build: rest.replace(/\d+/g, "") };
}

function compareKernels(a: NodeItem, b: NodeItem): number {
  const [one, other] = [a, b].map(({ info }) => partsOf(info?.kernelVersion)?.numbers ?? []);
  const length = Math.max(one?.length ?? 0, other?.length ?? 0);
  for (let place = 0; place < length; place++) {
    const difference = (one?.[place] ?? 0) - (other?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
