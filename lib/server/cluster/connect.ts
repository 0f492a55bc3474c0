/**
 * Connects to a registered cluster. What a user supplied has been through the parser: `@kubernetes/client-node` is given an
 * object of ours, field by field, and decides from it how to sign in and whom to trust. It never sees a kubeconfig.
 */
import type { RequestOptions as HttpsOptions } from "node:https";
import { getCACertificates } from "node:tls";
import { KubeConfig } from "@kubernetes/client-node";
import type { Result } from "#core/result.ts";
import { classifyAddress } from "../net/address.ts";
import { createGuardedConnector } from "../net/connector.ts";
import { type Egress, proxyFor } from "../net/egress.ts";
import { type EndpointPolicy, type Resolver, systemResolver } from "../net/guard.ts";
import type { ParsedCluster } from "./kubeconfig/parsed.ts";
import { type Answer, originPool, type RequestOptions, Transport, type TransportFailure } from "./transport.ts";

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
  close(): Promise<void>;
}

/** Prepares a connection; a certificate or key that cannot be used is a failure of the first request. */
export async function openConnection(source: ConnectionSource, options: ConnectionOptions): Promise<ClusterConnection> {
  const { endpoint, credential } = source;
  const https: HttpsOptions & { servername?: string } = {};
  await kubeConfigOf(source).applyToHTTPSOptions(https);
  const distance = new Distance(endpoint.host, options.resolve);
  const proxied = options.egress !== undefined && proxyFor(endpoint, options.egress) !== undefined;
  const connect = createGuardedConnector({
    origin: endpoint,
    policy: options.policy,
    egress: options.egress,
    tls: {
      ca: trusted(https.ca as Buffer | undefined, options.authorities),
      cert: https.cert as Buffer | undefined,
      key: https.key as Buffer | undefined,
    },
    ...(https.servername !== undefined && { serverName: https.servername }),
    resolve: distance.resolve,
    ...(options.connectTimeoutMs !== undefined && { timeoutMs: options.connectTimeoutMs }),
  });
  const authorization = (https.headers as Record<string, string> | undefined)?.Authorization;
  const transport = new Transport({
    origin: endpoint.origin,
    dispatcher: originPool(endpoint.origin, connect),
    headers: { "user-agent": `drydock/${options.version}`, ...(authorization !== undefined && { authorization }) },
    gzip: () => options.gzip ?? (proxied || distance.far),
  });
  return {
    request: (path, requestOptions) => transport.request(endpoint.pathPrefix + path, requestOptions),
    scrub: (text) => (credential.kind === "token" ? text.replaceAll(credential.token, "[removed]") : text),
    close: () => transport.close(),
  };
}

function trusted(own: Buffer | undefined, authorities: readonly string[] = []): Buffer | (string | Buffer)[] | undefined {
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

function kubeConfigOf({ endpoint, caData, tlsServerName, credential }: ConnectionSource): KubeConfig {
  const base64 = (pem: string) => Buffer.from(pem, "utf8").toString("base64");
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name: "cluster",
        server: endpoint.url,
        skipTLSVerify: false,
        ...(caData !== undefined && { caData: base64(caData) }),
        ...(tlsServerName !== undefined && { tlsServerName }),
      },
    ],
    users: [
      credential.kind === "token"
        ? { name: "user", token: credential.token }
        : { name: "user", certData: base64(credential.certificate), keyData: base64(credential.key) },
    ],
    contexts: [{ name: "context", cluster: "cluster", user: "user" }],
    currentContext: "context",
  });
  return config;
}
