/**
 * How long a minor is supported, by the Kubernetes project and by managed providers: a snapshot of public calendars, which an
 * operator may correct. The day is an argument. What the calendar does not have is unknown, and never over or supported.
 */
import calendar from "../catalogues/kubernetes-releases.json" with { type: "json" };
import { formatMinor, type Minor, parseMinor } from "./minor.ts";

export const supportProviders = ["upstream", "eks", "aks", "gke"] as const;
/** Who supports a cluster. What runs on one's own machines has `upstream`'s dates. */
export type SupportProvider = (typeof supportProviders)[number];

/** @returns who supports a cluster of a provider: one of the managed ones, or the Kubernetes project. */
export function supporterOf(provider: string | undefined): SupportProvider {
  const name = provider?.toLowerCase();
  return name === "eks" || name === "aks" || name === "gke" ? name : "upstream";
}

export const supportEnds = ["standard", "extended"] as const;
/** `standard` is upstream's end of life or the provider's standard support; `extended` costs extra (AKS calls it LTS). */
export type SupportEnd = (typeof supportEnds)[number];

/** A date that an operator sets in the place of the calendar's. */
export interface SupportOverride {
  readonly provider: SupportProvider;
  readonly minor: Minor;
  readonly end: SupportEnd;
  /** ISO date, the last day. */
  readonly date: string;
}

export interface EndDate {
  readonly end: SupportEnd;
  /** ISO date, the last day. */
  readonly date: string;
  readonly estimate: boolean;
  readonly from: "calendar" | "operator";
  /** Whole days from today to the date; negative when it is over. */
  readonly daysLeft: number;
}

/** What counts from the end that a cluster runs into: over, in fewer than 90 or 180 days, later, or not known. */
export type Urgency = "overdue" | "under90" | "under180" | "later" | "unknown";

/**
 * - `notReleased`: it comes on `released`; `standard`, `extended`: supported so today; `maintenance`: upstream's last two months
 * - `ended`: over; `standardEnded`: over, and whether extended support goes on is not in the calendar
 * - `unknown`: the calendar does not have the provider's minor
 */
export type SupportPhase = "notReleased" | "standard" | "maintenance" | "extended" | "standardEnded" | "ended" | "unknown";

export interface Support {
  readonly provider: SupportProvider;
  readonly minor: Minor;
  readonly phase: SupportPhase;
  readonly urgency: Urgency;
  /** ISO date of the first release by the provider. */
  readonly released?: string;
  /** ISO date from which upstream only mends what is critical. */
  readonly maintenanceFrom?: string;
  /** The ends that are known, in order. */
  readonly ends: readonly EndDate[];
  /** The end that the urgency is about: of the support that holds today, else the last one that is over. */
  readonly end?: EndDate;
}

interface Dates {
  readonly released?: string;
  readonly maintenanceFrom?: string;
  readonly standard?: string;
  readonly extended?: string;
  readonly estimates: readonly SupportEnd[];
}

interface ManagedRow {
  readonly release?: string;
  readonly regularChannel?: string;
  readonly endStandard?: string | null;
  readonly endExtended?: string | null;
  readonly endLTS?: string | null;
}

interface Row {
  readonly minor: string;
  readonly releaseDate: string;
  readonly maintenanceStart: string;
  readonly endOfLife: string;
  /** A second source's date, which is the final one. */
  readonly endOfLifeAlt?: { readonly date: string };
  readonly estimated?: readonly string[];
  readonly managed: Readonly<Record<string, ManagedRow>>;
}

const rows = new Map((calendar.releases as readonly Row[]).map((row) => [parseMinor(row.minor) ?? Number.NaN, row]));

/** The days of the snapshots: of the upstream dates, and of the providers', which are older. ISO dates. */
export const calendarSnapshot = { asOf: calendar.asOf, managedAsOf: calendar.managedAsOf } as const;

/** What the calendar says of itself, for whoever asks what this release knows. */
export const supportCatalogue = {
  name: "Support calendar of Kubernetes, EKS, AKS and GKE",
  asOf: `${calendar.asOf}; the providers' dates ${calendar.managedAsOf}`,
  reaches: `${formatMinor(Math.min(...rows.keys()))}–${formatMinor(Math.max(...rows.keys()))}`,
};

/** The minors of the calendar, oldest first. */
export const calendarMinors: readonly Minor[] = [...rows.keys()].sort((one, other) => one - other);

/** Its extended dates are not public as a list: a missing one is not known, where others' is none. */
const extendedNotListed: ReadonlySet<SupportProvider> = new Set(["gke"]);

export interface SupportCalendar {
  /** @param today ISO date, or an ISO moment whose date in UTC counts. */
  supportOf(provider: SupportProvider, minor: Minor, today: string): Support;
}

/** @returns the shipped calendar with an operator's dates in the place of its own. */
export function supportCalendar(overrides: readonly SupportOverride[] = []): SupportCalendar {
  const set = new Map(overrides.map((one) => [`${one.provider}/${one.minor}/${one.end}`, one.date]));
  return {
    supportOf(provider, minor, today) {
      const dates = datesOf(provider, minor);
      const ends = supportEnds.flatMap((end) => {
        const own = set.get(`${provider}/${minor}/${end}`);
        const date = own ?? dates[end];
        if (date === undefined) return [];
        const estimate = own === undefined && dates.estimates.includes(end);
        const from: EndDate["from"] = own === undefined ? "calendar" : "operator";
        return [{ end, date, estimate, from, daysLeft: daysBetween(today, date) }];
      });
      return supportFrom({ provider, minor, dates, ends, today: today.slice(0, 10) });
    },
  };
}

function datesOf(provider: SupportProvider, minor: Minor): Dates {
  const row = rows.get(minor);
  if (row === undefined) return { estimates: [] };
  if (provider === "upstream") {
    const estimates: readonly SupportEnd[] = row.estimated?.includes("endOfLife") ? ["standard"] : [];
    const standard = row.endOfLifeAlt?.date ?? row.endOfLife;
    return { released: row.releaseDate, maintenanceFrom: row.maintenanceStart, standard, estimates };
  }
  const managed = row.managed[provider];
  return {
    released: managed?.release ?? managed?.regularChannel,
    standard: managed?.endStandard ?? undefined,
    extended: managed?.endExtended ?? managed?.endLTS ?? undefined,
    estimates: [],
  };
}

interface Known {
  readonly provider: SupportProvider;
  readonly minor: Minor;
  readonly dates: Dates;
  readonly ends: readonly EndDate[];
  readonly today: string;
}

function supportFrom({ provider, minor, dates, ends, today }: Known): Support {
  const phase = phaseOf({ provider, minor, dates, ends, today });
  const end = ends.find(({ daysLeft }) => daysLeft >= 0) ?? ends.at(-1);
  const { released, maintenanceFrom } = dates;
  return {
    provider,
    minor,
    phase,
    urgency: urgencyOf(phase, end),
    ...(released === undefined ? {} : { released }),
    ...(maintenanceFrom === undefined ? {} : { maintenanceFrom }),
    ends,
    ...(end === undefined ? {} : { end }),
  };
}

function phaseOf({ provider, dates, ends, today }: Known): SupportPhase {
  if (dates.released !== undefined && today < dates.released) return "notReleased";
  const running = ends.find(({ daysLeft }) => daysLeft >= 0);
  if (ends.length === 0) return "unknown";
  if (running?.end === "extended") return ends.length === 1 ? "unknown" : "extended";
  if (running === undefined)
    return extendedNotListed.has(provider) && !ends.some(({ end }) => end === "extended") ? "standardEnded" : "ended";
  return dates.maintenanceFrom !== undefined && today >= dates.maintenanceFrom ? "maintenance" : "standard";
}

function urgencyOf(phase: SupportPhase, end: EndDate | undefined): Urgency {
  if (end === undefined || phase === "unknown" || phase === "notReleased") return "unknown";
  if (end.daysLeft < 0) return "overdue";
  if (end.daysLeft < 90) return "under90";
  return end.daysLeft < 180 ? "under180" : "later";
}

/** @returns whole days from one ISO date to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}
