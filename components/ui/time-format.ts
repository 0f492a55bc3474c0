const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${Object.keys(options).join()}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** @returns now in milliseconds, to the minute, so that it is the same within one rendering. */
export function clock(): number {
  return Math.floor(Date.now() / 60_000) * 60_000;
}

/** @returns `23 Nov 2026` in the zone. */
export function formatDay(at: string | number, zone: string): string {
  return formatter(zone, { day: "numeric", month: "short", year: "numeric" }).format(new Date(at));
}

/**
 * @param today milliseconds; when given, a time of that day is shown as `14:02` alone
 * @returns `23 Nov 2026, 14:02` in the zone
 */
export function formatMoment(at: string | number, zone: string, today?: number): string {
  const hour = formatter(zone, { hour: "2-digit", minute: "2-digit" }).format(new Date(at));
  const day = formatDay(at, zone);
  return today !== undefined && formatDay(today, zone) === day ? hour : `${day}, ${hour}`;
}

const units = [
  { name: "year", ms: 31_557_600_000 },
  { name: "month", ms: 2_629_800_000 },
  { name: "day", ms: 86_400_000 },
  { name: "hour", ms: 3_600_000 },
  { name: "minute", ms: 60_000 },
] as const;

/** @returns `3 hours ago`, `in 9 days`, or `just now`. */
export function relative(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  const unit = units.find((candidate) => Math.abs(distance) >= candidate.ms);
  if (unit === undefined) return "just now";
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(distance / unit.ms), unit.name);
}

/** @returns a duration as `29 ms`, `0.4 s`, `48 s`, `3 min 20 s` or `1 h 4 min`. */
export function formatDuration(ms: number): string {
  if (ms >= 0 && ms < 100) return `${Math.round(ms)}\u00a0ms`;
  if (ms >= 0 && ms < 9_950) return `${(ms / 1000).toFixed(1)}\u00a0s`;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0min ${seconds % 60}\u00a0s`;
  return `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}
