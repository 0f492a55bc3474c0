/** The settings of a process, read once from its environment. Nothing else reads a variable of ours. */
import { join, resolve } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { err, ok, type Result } from "../../core/result.ts";
import { readAuthorities } from "../net/authorities.ts";
import { type Egress, isNoProxyEntry, parseEgressProxy } from "../net/egress.ts";
import type { EndpointPolicy } from "../net/guard.ts";

export interface Settings {
  /** Absent before the start has made its own PostgreSQL. */
  readonly databaseUrl?: string;
  /** The database is the one that the start brings. */
  readonly embeddedDatabase: boolean;
  readonly dataFolder: string;
  /** Private keys; the worker alone may read it. */
  readonly keysFolder: string;
  readonly host: string;
  readonly port: number;
  /** The address that people use: of links, cookies and sign-in. */
  readonly url: URL;
  /** Sign-in would cross a network in plain text, so it is refused. */
  readonly plainHttpAway: boolean;
  /** Addresses and ranges whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[];
  /** Drydock may look at the cluster that it runs in, by the identity of its own pod. */
  readonly inCluster: boolean;
  readonly privateRanges: boolean;
  /** Clusters on this machine may be registered: we ourselves listen on loopback alone. */
  readonly loopbackAllowed: boolean;
  readonly endpointPolicy: EndpointPolicy;
  /** How clusters are reached: through the operator's proxy, or directly. */
  readonly egress: Egress;
  /** PEM texts of authorities that the operator trusts beside a cluster's own and the system's. */
  readonly authorities: readonly string[];
  readonly scansPerCluster: number;
  /** Links to reports may be opened without signing in. */
  readonly publicSharing: boolean;
  /** Days after which a link has ended at the latest. */
  readonly shareMaxDays: number;
  /** Days after which the last access review of a cluster is too old. */
  readonly reviewMaxDays: number;
  /** Of the API, each within a minute. */
  readonly limits: Limits;
  readonly publicKeyring?: string;
  readonly authSecret?: string;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
}

export interface Limits {
  /** Requests of one person, or of one API token. */
  readonly requests: number;
  /** Those of them that change something. */
  readonly changes: number;
  /** Requests from one address of who is not signed in. */
  readonly openRequests: number;
}

/** A variable that cannot be used, for the person who set it. The value is not repeated: it may be a secret. */
export interface SettingProblem {
  readonly variable: string;
  readonly message: string;
  readonly remedy: string;
}

const onOff = (fallback: boolean) =>
  z
    .enum(["on", "off", "true", "false", "1", "0", "yes", "no"], "Write on or off.")
    .transform((word) => ["on", "true", "1", "yes"].includes(word))
    .default(fallback);

const port = z
  .string()
  .regex(/^\d{1,5}$/, "Write a number from 1 to 65535.")
  .transform(Number)
  .refine(inPortRange, "Write a number from 1 to 65535.");
const databaseUrl = z.string().refine(isPostgresUrl, "Write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE.");
const publicUrl = z
  .string()
  .refine(isPublicUrl, "Write scheme, host and port alone, such as https://drydock.example.com.")
  .transform((text) => new URL(text));
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const proxies = list
  .refine((parts) => parts.every(isRange), "Write addresses or ranges with commas between them, such as 10.0.0.0/8,192.0.2.7.")
  .default([]);

const limit = (fallback: number) =>
  z.coerce.number("Write a number from 1 to 1000000.").int().min(1).max(1_000_000).default(fallback);

const egressProxy = z.string().transform((text, context) => {
  const proxy = parseEgressProxy(text);
  if (proxy !== undefined) return proxy;
  context.addIssue({
    code: "custom",
    message: "Write it as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, without a path.",
  });
  return z.NEVER;
});
const noProxy = list
  .refine((parts) => parts.every(isNoProxyEntry), "Write names, .suffixes, addresses or ranges with commas between them.")
  .default([]);
const authorities = z
  .string()
  .transform((path, context) => {
    const found = readAuthorities(path);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: "Name a file that can be read here and holds certificates in PEM." });
    return z.NEVER;
  })
  .default([]);

const variables = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DRYDOCK_EMBEDDED_DATABASE: onOff(false),
  DRYDOCK_DATA: z.string().default(".drydock"),
  DRYDOCK_KEYS: z.string().optional(),
  DRYDOCK_URL: publicUrl.optional(),
  DRYDOCK_TRUSTED_PROXIES: proxies,
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "Write a host name or an address, without scheme and port.")
    .default("127.0.0.1"),
  PORT: port.default(3000),
  DRYDOCK_IN_CLUSTER: onOff(false),
  DRYDOCK_PRIVATE_RANGES: onOff(true),
  DRYDOCK_EGRESS_PROXY: egressProxy.optional(),
  DRYDOCK_NO_PROXY: noProxy,
  DRYDOCK_EXTRA_CA_FILE: authorities,
  DRYDOCK_SCANS_PER_CLUSTER: z.coerce.number("Write a number from 2 to 1000.").int().min(2).max(1000).default(30),
  DRYDOCK_PUBLIC_SHARING: onOff(true),
  DRYDOCK_SHARE_MAX_DAYS: z.coerce.number("Write a number from 1 to 3650.").int().min(1).max(3650).default(90),
  DRYDOCK_REVIEW_MAX_DAYS: z.coerce.number("Write a number from 1 to 3650.").int().min(1).max(3650).default(90),
  DRYDOCK_REQUESTS_PER_MINUTE: limit(600),
  DRYDOCK_CHANGES_PER_MINUTE: limit(60),
  DRYDOCK_OPEN_REQUESTS_PER_MINUTE: limit(120),
  DRYDOCK_PUBLIC_KEYS: z.string().optional(),
  DRYDOCK_AUTH_SECRET: z.string().min(32, "Write at least 32 random characters.").optional(),
  DRYDOCK_LOG: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "Write a level such as info or debug.")
    .default("info"),
});

/** Reads the settings. A variable that is empty counts as not set. @returns them, or everything that is wrong. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Settings, readonly SettingProblem[]> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = variables.safeParse(set);
  if (!parsed.success) return err(parsed.error.issues.map((issue) => problem(String(issue.path[0]), issue.message)));
  const found = parsed.data;
  const { HOST: host, PORT: listening, DATABASE_URL } = found;
  const url = found.DRYDOCK_URL ?? new URL(`http://${urlHost(host)}:${listening}`);
  const loopbackAllowed = isLoopback(host);
  const dataFolder = resolve(found.DRYDOCK_DATA);
  return ok({
    databaseUrl: DATABASE_URL,
    embeddedDatabase: found.DRYDOCK_EMBEDDED_DATABASE,
    dataFolder,
    keysFolder: found.DRYDOCK_KEYS === undefined ? join(dataFolder, "keys") : resolve(found.DRYDOCK_KEYS),
    host,
    port: listening,
    url,
    plainHttpAway: url.protocol === "http:" && !isLoopback(url.hostname),
    trustedProxies: found.DRYDOCK_TRUSTED_PROXIES,
    inCluster: found.DRYDOCK_IN_CLUSTER,
    privateRanges: found.DRYDOCK_PRIVATE_RANGES,
    loopbackAllowed,
    endpointPolicy: {
      loopback: loopbackAllowed,
      privateRanges: found.DRYDOCK_PRIVATE_RANGES,
      ownEndpoints: [{ host, port: listening }, ...(DATABASE_URL === undefined ? [] : [endpointOf(DATABASE_URL)])],
    },
    egress: { ...(found.DRYDOCK_EGRESS_PROXY && { proxy: found.DRYDOCK_EGRESS_PROXY }), noProxy: found.DRYDOCK_NO_PROXY },
    authorities: found.DRYDOCK_EXTRA_CA_FILE,
    scansPerCluster: found.DRYDOCK_SCANS_PER_CLUSTER,
    publicSharing: found.DRYDOCK_PUBLIC_SHARING,
    shareMaxDays: found.DRYDOCK_SHARE_MAX_DAYS,
    reviewMaxDays: found.DRYDOCK_REVIEW_MAX_DAYS,
    limits: {
      requests: found.DRYDOCK_REQUESTS_PER_MINUTE,
      changes: found.DRYDOCK_CHANGES_PER_MINUTE,
      openRequests: found.DRYDOCK_OPEN_REQUESTS_PER_MINUTE,
    },
    publicKeyring: found.DRYDOCK_PUBLIC_KEYS,
    authSecret: found.DRYDOCK_AUTH_SECRET,
    logLevel: found.DRYDOCK_LOG,
  });
}

const processSettings = Symbol.for("drydock.settings");
type Holder = { [processSettings]?: Settings };

/**
 * @returns the settings of this process.
 * @throws an error with a sentence for every variable that cannot be used.
 */
export function getSettings(): Settings {
  const holder = globalThis as Holder;
  if (holder[processSettings]) return holder[processSettings];
  const read = readEnvironment(process.env);
  if (!read.ok) throw new Error(read.error.map(({ message, remedy }) => `${message} ${remedy}`).join("\n"));
  holder[processSettings] = read.value;
  return read.value;
}

function problem(variable: string, remedy: string): SettingProblem {
  return { variable, message: `${variable} cannot be used as it is.`, remedy };
}

function inPortRange(value: number): boolean {
  return value >= 1 && value <= 65_535;
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ["postgres:", "postgresql:"].includes(new URL(text).protocol);
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(text);
  return ["http:", "https:"].includes(protocol) && username + password + search + hash === "" && pathname === "/";
}

function isRange(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

/** @returns whether a host name or an address, in a URL or not, always means this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  return bare === "localhost" || (ipaddr.isValid(bare) && ipaddr.process(bare).range() === "loopback");
}

/** A host that listens on every address is reached by this machine's own name for itself. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return ipaddr.IPv6.isValid(host) ? `[${host}]` : host;
}

function endpointOf(databaseUrl: string): { host: string; port: number } {
  const { hostname, port: named } = new URL(databaseUrl);
  return { host: hostname.replace(/^\[|\]$/g, "") || "localhost", port: named === "" ? 5432 : Number(named) };
}
