/** Dials one registered origin and nothing else, directly or through the operator's proxy; what is dialled is checked at that moment. */
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity } from "node:tls";
import { buildConnector } from "undici";
import { type Egress, type EgressProxy, openTunnel, proxyFor } from "./egress.ts";
import { admit, admitThroughProxy, EndpointBlocked, type EndpointPolicy, type Resolver } from "./guard.ts";

export interface GuardedConnectorOptions {
  /** The only destination. */
  readonly origin: { readonly host: string; readonly port: number };
  readonly policy: EndpointPolicy;
  /** The operator's way out; absent: every destination is dialled directly. */
  readonly egress?: Egress | undefined;
  /** PEM texts; absent `ca` means the certificate authorities that Node ships. */
  readonly tls: {
    readonly ca?: string | Buffer | (string | Buffer)[];
    readonly cert?: string | Buffer;
    readonly key?: string | Buffer;
  };
  /** The name that the certificate is checked against, where it is not the host. */
  readonly serverName?: string;
  readonly resolve?: Resolver;
  readonly timeoutMs?: number;
}

type Connector = ReturnType<typeof buildConnector>;

/** @returns a connector for undici's `connect` option. Its failures are the dialler's own, or EndpointBlocked. */
export function createGuardedConnector(options: GuardedConnectorOptions): Connector {
  const { origin, policy, resolve, egress, timeoutMs = 10_000 } = options;
  const proxy = egress && proxyFor(origin, egress);
  const lookup: LookupFunction = (_hostname, { all }, callback) => {
    admit(origin, policy, resolve).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (all) callback(null, found);
        else callback(null, first?.address ?? "", first?.family);
      },
      (error: Error) => callback(error, []),
    );
  };
  const dial = buildConnector({
    ...tlsOptions(options),
    lookup,
    timeout: timeoutMs,
    allowH2: false,
    keepAliveInitialDelay: 30_000,
  });
  const throughProxy = async (by: EgressProxy) => {
    await admitThroughProxy(origin, policy, resolve);
    return openTunnel(by, origin, timeoutMs);
  };
  const connect: Connector = (target, callback) => {
    const refuse = (error: Error) => callback(error, null);
    if (
      stripBrackets(target.hostname) !== origin.host ||
      Number(target.port || 443) !== origin.port ||
      target.protocol !== "https:"
    )
      return refuse(foreignOrigin());
    if (proxy !== undefined)
      return void throughProxy(proxy).then((httpSocket) => void dial({ ...target, httpSocket }, callback), refuse);
    // Node calls no lookup for a literal address, so that one is judged here.
    if (isIP(origin.host) === 0) return void dial(target, callback);
    admit(origin, policy, resolve).then(() => void dial(target, callback), refuse);
  };
  return connect;
}

/** Verification is set here, because NODE_TLS_REJECT_UNAUTHORIZED would decide otherwise. */
function tlsOptions({ tls, serverName }: GuardedConnectorOptions): ConnectionOptions {
  const base: ConnectionOptions = { ...tls, rejectUnauthorized: true, minVersion: "TLSv1.2" };
  if (serverName === undefined) return base;
  const named: ConnectionOptions = {
    ...base,
    checkServerIdentity: (_host, certificate) => checkServerIdentity(serverName, certificate),
  };
  return isIP(serverName) === 0 ? { ...named, servername: serverName } : named;
}

function stripBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

function foreignOrigin(): EndpointBlocked {
  return new EndpointBlocked({
    code: "endpointForeign",
    message: "The connection would leave the registered origin.",
    remedy: "Register the other address as a cluster of its own.",
    path: "server",
  });
}
