/**
 * Tries what else listens at the address of an API server, where somebody switched that on: five ports of the registered host,
 * one connection after the other. It judges nothing.
 */
import type { Gap } from "#core/inventory/gap.ts";
import {
  type HostPort,
  type HostProbe,
  hostPorts,
  type PortAnswer,
  portAnswers,
  untriedPorts,
} from "#core/inventory/host-ports.ts";
import { type Destination, type Egress, proxyFor } from "../net/egress.ts";
import { admit, EndpointBlocked, type EndpointPolicy, type Resolver } from "../net/guard.ts";
import { askPort } from "../net/port-answer.ts";

export interface HostPortOptions {
  readonly policy: EndpointPolicy;
  /** Drydock's own version, for the User-Agent. */
  readonly version: string;
  readonly resolve?: Resolver | undefined;
  readonly egress?: Egress | undefined;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 2_000;
/** Of a name with many addresses: each is a host of its own, and silence takes its time. */
const MAX_ADDRESSES = 3;

/** @param origin the registered one; its own port is not tried. @returns the answers, or why there are none. Never a failure. */
export async function askHostPorts(origin: Destination, options: HostPortOptions): Promise<HostProbe> {
  if (options.egress !== undefined && hostPorts.some(({ port }) => isProxied({ host: origin.host, port }, options.egress)))
    return unread("outside", "the way to the cluster leads through a proxy, which answers for itself");
  const ports: { readonly port: number; readonly answer: PortAnswer }[] = [];
  let addresses = 0;
  for (const one of hostPorts.filter(({ port }) => port !== origin.port)) {
    if (options.signal?.aborted) return unread("cancelled", "the look was cancelled");
    const said = await tryPort(origin.host, one, options);
    if (said === undefined) return unread("outside", "the name of the API server has no address where Drydock runs");
    addresses = Math.max(addresses, said.addresses);
    ports.push({ port: one.port, answer: said.answer });
  }
  return { state: "asked", ports, ...(addresses > MAX_ADDRESSES && { addresses }) };
}

function isProxied(to: Destination, egress: Egress | undefined): boolean {
  return egress !== undefined && proxyFor(to, egress) !== undefined;
}

function unread(reason: Gap["reason"], detail: string): HostProbe {
  return { state: "unread", gap: { resource: untriedPorts, reason, detail } };
}

interface Said {
  readonly answer: PortAnswer;
  readonly addresses: number;
}

/** @returns the worst answer of the host's addresses; undefined where its name has none. */
async function tryPort(host: string, one: HostPort, options: HostPortOptions): Promise<Said | undefined> {
  const { policy, resolve, version, timeoutMs = TIMEOUT_MS, signal } = options;
  try {
    const addresses = await admit({ host, port: one.port }, policy, resolve);
    const answers: PortAnswer[] = [];
    for (const address of addresses.slice(0, MAX_ADDRESSES))
      answers.push(await askPort({ ...one, address, host, userAgent: `drydock/${version}`, timeoutMs, signal }));
    return { answer: portAnswers.find((answer) => answers.includes(answer)) ?? "unreachable", addresses: addresses.length };
  } catch (error) {
    return error instanceof EndpointBlocked ? { answer: "refused", addresses: 0 } : undefined;
  }
}
