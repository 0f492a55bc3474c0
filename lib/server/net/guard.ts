/** Decides which addresses may be dialled on behalf of a user. Used when an endpoint is saved, and again for every connection. */
import { lookup } from "node:dns/promises";
import { networkInterfaces } from "node:os";
import { err, ok, type Result } from "#core/result.ts";
import { canonicalAddress, classifyAddress } from "./address.ts";
import type { ClusterEndpoint, EndpointCode, EndpointFailure } from "./endpoint.ts";

/** What the operator allows. Each kind of destination (clusters, webhooks, registries) has a policy of its own. */
export interface EndpointPolicy {
  /** Only where the web process itself listens on loopback alone. */
  readonly loopback: boolean;
  readonly privateRanges: boolean;
  /** Our own services: PostgreSQL, web, metrics. A loopback or unspecified host stands for this machine. */
  readonly ownEndpoints: readonly { readonly host: string; readonly port: number }[];
  /** Addresses of this machine; by default those of its interfaces. */
  readonly localAddresses?: readonly string[];
}

/** @returns every address of a name. */
export type Resolver = (hostname: string) => Promise<readonly string[]>;

/** Asks the system's resolver, as every other program of the machine would. */
export const systemResolver: Resolver = async (hostname) =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

/** The guard refused a connection before anything was sent. */
export class EndpointBlocked extends Error {
  readonly code = "ENDPOINT_BLOCKED";
  readonly failure: EndpointFailure;
  constructor(failure: EndpointFailure) {
    super(failure.message);
    this.name = "EndpointBlocked";
    this.failure = failure;
  }
}

/**
 * The check at save time: literal addresses, and names that always mean this machine.
 * Names are looked up when they are dialled, because what they point to then is what counts.
 */
export function checkEndpoint(
  { host, port }: Pick<ClusterEndpoint, "host" | "port">,
  policy: EndpointPolicy,
): Result<void, EndpointFailure> {
  const own = policy.ownEndpoints.some((one) => one.port === port && sameName(one.host, host));
  if (own) return err(refusal("endpointOwn"));
  const address = canonicalAddress(host) ?? (isLocalName(host) ? "127.0.0.1" : undefined);
  if (address === undefined) return ok(undefined);
  const code = judge(address, port, policy, literalOwn(policy));
  return code ? err(refusal(code)) : ok(undefined);
}

/**
 * The check at connection time. @returns the addresses that may be dialled.
 * @throws EndpointBlocked when any address of the host is refused, or what the resolver throws.
 */
export async function admit(
  { host, port }: { host: string; port: number },
  policy: EndpointPolicy,
  resolve: Resolver = systemResolver,
): Promise<readonly string[]> {
  const addresses = await addressesOf(host, resolve);
  if (addresses.length === 0) throw Object.assign(new Error(`${host} has no address`), { code: "ENOTFOUND" });
  const own = await resolveOwn(port, policy, resolve);
  for (const address of addresses) {
    const code = judge(address, port, policy, own);
    if (code) throw new EndpointBlocked(refusal(code));
  }
  return addresses;
}

/**
 * The check before a proxy is asked for a destination. Literal addresses are judged, and names as far as our own resolver knows
 * them; what a name that we cannot resolve points to is the proxy's to judge.
 * @throws EndpointBlocked
 */
export async function admitThroughProxy(
  to: { host: string; port: number },
  policy: EndpointPolicy,
  resolve: Resolver = systemResolver,
): Promise<void> {
  const named = checkEndpoint(to, policy);
  if (!named.ok) throw new EndpointBlocked(named.error);
  if (canonicalAddress(to.host) !== undefined) return void (await admit(to, policy, resolve));
  const addresses = await resolve(to.host).catch((): readonly string[] => []);
  if (addresses.length > 0) await admit(to, policy, async (name) => (name === to.host ? addresses : resolve(name)));
}

async function addressesOf(host: string, resolve: Resolver): Promise<readonly string[]> {
  const literal = canonicalAddress(host);
  return literal === undefined ? resolve(host) : [literal];
}

interface OwnAddress {
  readonly address: string;
  readonly port: number;
}

function literalOwn(policy: EndpointPolicy): OwnAddress[] {
  return policy.ownEndpoints.flatMap(({ host, port }) => {
    const address = canonicalAddress(host) ?? (isLocalName(host) ? "127.0.0.1" : undefined);
    return address === undefined ? [] : [{ address, port }];
  });
}

/** An own service whose name does not resolve here cannot be reached by its name from here either. */
async function resolveOwn(port: number, policy: EndpointPolicy, resolve: Resolver): Promise<OwnAddress[]> {
  const relevant = policy.ownEndpoints.filter((one) => one.port === port);
  const resolved = await Promise.all(
    relevant.map(async ({ host }) => {
      if (isLocalName(host)) return ["127.0.0.1"];
      return addressesOf(host, resolve).catch((): readonly string[] => []);
    }),
  );
  return resolved.flat().map((address) => ({ address, port }));
}

function judge(address: string, port: number, policy: EndpointPolicy, own: readonly OwnAddress[]): EndpointCode | undefined {
  if (own.some((one) => one.port === port && sameMachine(one.address, address, policy))) return "endpointOwn";
  switch (classifyAddress(address)) {
    case "public":
      return undefined;
    case "private":
      return policy.privateRanges ? undefined : "endpointPrivate";
    case "loopback":
      return policy.loopback ? undefined : "endpointLoopback";
    case "linkLocal":
    case "metadata":
      return "endpointLinkLocal";
    default:
      return "endpointReserved";
  }
}

function sameMachine(own: string, target: string, policy: EndpointPolicy): boolean {
  const ownAddress = canonicalAddress(own);
  const targetAddress = canonicalAddress(target);
  if (ownAddress === targetAddress) return true;
  const local = policy.localAddresses ?? interfaceAddresses();
  return isHere(ownAddress, local) && isHere(targetAddress, local);
}

function isHere(address: string | undefined, local: readonly string[]): boolean {
  if (address === undefined) return false;
  const kind = classifyAddress(address);
  return kind === "loopback" || kind === "unspecified" || local.some((one) => canonicalAddress(one) === address);
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
}

function isLocalName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") || name === "ip6-localhost" || name === "ip6-loopback";
}

function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, "");
  return plain(a) === plain(b);
}

const REFUSALS: Readonly<Partial<Record<EndpointCode, readonly [message: string, remedy: string]>>> = {
  endpointOwn: ["The server's address is one of Drydock's own services.", "Give the address of the cluster's API server."],
  endpointLinkLocal: [
    "The server's address is link-local or belongs to a cloud's metadata service.",
    "Give the address of the cluster's API server; these addresses are never dialled.",
  ],
  endpointLoopback: [
    "The server's address is on this machine, and Drydock is reachable from others.",
    "Give an address that Drydock can reach over the network, or run Drydock on 127.0.0.1 alone to try a local cluster.",
  ],
  endpointPrivate: [
    "The server's address is in a private range, which this installation does not allow.",
    "Ask the operator to allow private ranges for clusters.",
  ],
  endpointReserved: [
    "The server's address is in a range that no API server has.",
    "Give the address of the cluster's API server as kubectl has it.",
  ],
};

function refusal(code: EndpointCode): EndpointFailure {
  const [message, remedy] = REFUSALS[code] ?? [
    "The server's address is refused.",
    "Give the address of the cluster's API server.",
  ];
  return { code, message, remedy, path: "server" };
}
