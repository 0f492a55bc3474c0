/**
 * Connects to a registered cluster: what a user supplied has been through the parser, which leaves a token or a client
 * certificate, and whom to trust. Nothing here reads a kubeconfig.
 */
import { getCACertificates } from "node:tls";
import type { ShownCertificate } from "#core/inventory/anonymous.ts";
import type { Result } from "#core/result.ts";
import { classifyAddress } from "../net/address.ts";
import { createGuardedConnector } from "../net/connector.ts";
import { type Egress, proxyFor } from "../net/egress.ts";
import { type EndpointPolicy, type Resolver, systemResolver } from "../net/guard.ts";
import { type Answer, originPool, type RequestOptions, Transport, type TransportFailure } from "../net/transport.ts";
import { CertificateWatch } from "../net/watch-certificate.ts";
import type { ParsedCluster } from "./kubeconfig/parsed.ts";

/** What is needed to connect; a parsed cluster has it. */
export type ConnectionSource = Pick<ParsedCluster, "endpoint" | "caData" | "tlsServerName" | "credential">;

export interface ConnectionOptions {
  readonly policy: EndpointPolicy;
  /** Drydock's own version, for the User-Agent that operators write flow schemas for. */
  readonly version: string;
  readonly resolve?: Resolver;
  /** The operator's way out; absent: every cluster is dialled directly. */
  readonly egress?: Egress | undefined;
  /** PEM texts of authorities that the operator trusts beside the cluster's own, or beside the system's. */
  readonly authorities?: readonly string[] | undefined;
  readonly connectTimeoutMs?: number;
  /** Whether long answers come compressed; by default where the server's address is a public one, and so probably far. */
  readonly gzip?: boolean;
}

/** A conversation with one API server. Nothing is dialled before the first request. */
export interface ClusterConnection {
  /** @param path such as `/api/v1/pods?limit=500`, without the endpoint's prefix. */
  request(path: string, options?: RequestOptions): Promise<Result<Answer, TransportFailure>>;
  /** @returns the text without the credential, in case the server repeats it. */
  scrub(text: string): string;
  /** @returns how long the certificate lasts that the server showed; absent where the way there does not tell. */
  shownCertificate?(): ShownCertificate | undefined;
  close(): Promise<void>;
}

/** Where to, without saying who: what is needed to ask as nobody. */
export type AnonymousSource = Omit<ConnectionSource, "credential"> & { readonly credential?: ConnectionSource["credential"] };

/** Prepares a connection; without a credential it asks as whoever has none; a certificate or key that cannot be used is a failure of the first request. */
export function openConnection(source: AnonymousSource, options: ConnectionOptions): ClusterConnection {
  const { endpoint, credential } = source;
  const distance = new Distance(endpoint.host, options.resolve);
  const proxied = options.egress !== undefined && proxyFor(endpoint, options.egress) !== undefined;
  const certificate = new CertificateWatch();
  const connect = certificate.over(
    createGuardedConnector({
      origin: endpoint,
      policy: options.policy,
      egress: options.egress,
      tls: {
        ca: trusted(source.caData, options.authorities),
        ...(credential?.kind === "certificate" && { cert: credential.certificate, key: credential.key }),
      },
      ...(source.tlsServerName !== undefined && { serverName: source.tlsServerName }),
      resolve: distance.resolve,
      ...(options.connectTimeoutMs !== undefined && { timeoutMs: options.connectTimeoutMs }),
    }),
  );
  const transport = new Transport({
    origin: endpoint.origin,
    dispatcher: originPool(endpoint.origin, connect),
    headers: {
      "user-agent": `drydock/${options.version}`,
      ...(credential?.kind === "token" && { authorization: `Bearer ${credential.token}` }),
    },
    gzip: () => options.gzip ?? (proxied || distance.far),
  });
  return {
    request: (path, requestOptions) => transport.request(endpoint.pathPrefix + path, requestOptions),
    scrub: (text) => (credential?.kind === "token" ? text.replaceAll(credential.token, "[removed]") : text),
    shownCertificate: () => certificate.shown,
    close: () => transport.close(),
  };
}

function trusted(own: string | undefined, authorities: readonly string[] = []): string | string[] | undefined {
  if (authorities.length === 0) return own;
  return [...(own === undefined ? getCACertificates("default") : [own]), ...authorities];
}

/** Learns from the resolver whether the server is near: there, compressing costs more than it saves. */
class Distance {
  readonly resolve: Resolver;
  #far: boolean;

  constructor(host: string, resolve: Resolver = systemResolver) {
    this.#far = classifyAddress(host) === "public";
    this.resolve = async (name) => {
      const addresses = await resolve(name);
      if (name === host) this.#far = addresses.some((address) => classifyAddress(address) === "public");
      return addresses;
    };
  }

  get far(): boolean {
    return this.#far;
  }
}
