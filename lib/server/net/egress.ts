/** The way out through the operator's HTTP proxy: which destinations take it, and the tunnel to them. It judges no destination. */
import { request } from "node:http";
import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";
import { canonicalAddress, classifyAddress } from "./address.ts";

export interface Destination {
  /** A name in ASCII or an address; IPv6 without its brackets. */
  readonly host: string;
  readonly port: number;
}

export interface Egress {
  readonly proxy?: EgressProxy;
  /** Destinations that are dialled directly: names, `.suffix`, addresses, ranges, each with or without a port; or `*`. */
  readonly noProxy: readonly string[];
}

/** The operator's proxy. What it is signed in to with goes into the request to the proxy, and into no text of this object. */
export class EgressProxy {
  readonly host: string;
  readonly port: number;
  readonly #authorization: string | undefined;

  constructor({ hostname, port, username, password }: URL) {
    this.host = hostname.replace(/^\[(.*)\]$/, "$1");
    this.port = port === "" ? 80 : Number(port);
    const person = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.#authorization = person === ":" ? undefined : `Basic ${Buffer.from(person, "utf8").toString("base64")}`;
  }

  /** Without user name and password. */
  get href(): string {
    return `http://${authority(this)}`;
  }

  toJSON(): string {
    return this.href;
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#authorization === undefined ? {} : { "proxy-authorization": this.#authorization };
  }
}

/** @returns the proxy that an address names; undefined for one that is not `http://[USER:PASSWORD@]HOST[:PORT]`. */
export function parseEgressProxy(text: string): EgressProxy | undefined {
  const url = URL.parse(text);
  if (url === null || url.protocol !== "http:" || url.hostname === "" || url.port === "0") return undefined;
  if (url.pathname !== "/" || url.search + url.hash !== "") return undefined;
  return isDecodable(url.username) && isDecodable(url.password) ? new EgressProxy(url) : undefined;
}

function isDecodable(part: string): boolean {
  return !/%(?![0-9a-f]{2})/i.test(part);
}

/** @returns whether an entry of the list of direct destinations can be understood. */
export function isNoProxyEntry(entry: string): boolean {
  const { host, port } = splitPort(entry);
  if (port !== undefined && (port < 1 || port > 65_535)) return false;
  if (host === "*") return true;
  if (host.includes("/")) return ipaddr.isValidCIDR(host);
  return canonicalAddress(host) !== undefined || /^(\*?\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(host);
}

/** @returns the proxy that a destination is reached through. This machine is always dialled directly. */
export function proxyFor({ host, port }: Destination, { proxy, noProxy }: Egress): EgressProxy | undefined {
  if (proxy === undefined || isThisMachine(host)) return undefined;
  const direct = noProxy.some((entry) => {
    const rule = splitPort(entry);
    return (rule.port === undefined || rule.port === port) && matches(host.toLowerCase().replace(/\.$/, ""), rule.host);
  });
  return direct ? undefined : proxy;
}

function isThisMachine(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") || (ipaddr.isValid(host) && classifyAddress(host) === "loopback");
}

function splitPort(entry: string): { host: string; port?: number } {
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(entry);
  const [, host = entry, port] = bracketed ?? /^([^:]+):(\d+)$/.exec(entry) ?? [];
  return { host, ...(port !== undefined && { port: Number(port) }) };
}

function matches(host: string, rule: string): boolean {
  if (rule === "*") return true;
  const address = canonicalAddress(host);
  if (address === undefined) {
    const name = rule.toLowerCase().replace(/^\*?\./, "");
    return host === name || host.endsWith(`.${name}`);
  }
  if (!rule.includes("/")) return canonicalAddress(rule) === address;
  const [network, bits] = ipaddr.parseCIDR(rule);
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && parsed.match(network, bits);
  return network instanceof ipaddr.IPv6 && parsed.match(network, bits);
}

/** The proxy could not be reached, or did not connect us. The message is ours, and never what the proxy wrote. */
export class EgressFailed extends Error {
  readonly code = "EGRESS_FAILED";
}

/**
 * Asks the proxy for a tunnel. @returns its socket, over which nothing was sent yet.
 * @throws EgressFailed
 */
export function openTunnel(proxy: EgressProxy, to: Destination, timeoutMs: number): Promise<Socket> {
  const target = authority(to);
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const asking = request({
    ...{ host: proxy.host, port: proxy.port, method: "CONNECT", path: target, agent: false, maxHeaderSize: 16_384 },
    headers: { host: target, ...proxy.headers },
  });
  const late = new EgressFailed("the proxy did not answer in time");
  const timer = setTimeout(() => asking.destroy(late), timeoutMs);
  asking.once("connect", ({ statusCode = 0 }, socket, head) => {
    if (statusCode >= 200 && statusCode < 300 && head.length === 0) return resolve(socket as Socket);
    socket.destroy();
    reject(new EgressFailed(refusalOf(statusCode)));
  });
  asking.once("response", (response) => {
    response.destroy();
    reject(new EgressFailed(refusalOf(response.statusCode ?? 0)));
  });
  asking.once("error", (error: NodeJS.ErrnoException) => {
    reject(error === late ? late : new EgressFailed(`the proxy cannot be reached (${error.code ?? "error"})`));
  });
  asking.end();
  return promise.finally(() => clearTimeout(timer));
}

function refusalOf(status: number): string {
  if (status === 407) return "the proxy asks for another user name and password (407)";
  return `the proxy did not connect us (${status})`;
}

function authority({ host, port }: Destination): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
