/**
 * Talks to the cluster as the person who types the command: their kubeconfig, their plugins, their proxy. What this may do
 * no other part may, and nothing of it reaches web or worker.
 */
import { readFileSync } from "node:fs";
import type { RequestOptions } from "node:https";
import type { Cluster, User } from "@kubernetes/client-node";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { ClusterConnection } from "#server/cluster/connect.ts";
import { Transport } from "#server/net/transport.ts";
import { CertificateWatch } from "#server/net/watch-certificate.ts";
import type { PersonalContext } from "./context.ts";
import { PluginAuthenticator, PluginFailed, type PluginTerminal } from "./plugin-authenticator.ts";

export type SignInFailure = Failure<"credentialPlugin" | "credentialUnusable">;

export interface PersonalOptions {
  readonly terminal: PluginTerminal;
  /** Drydock's own version, for the User-Agent. */
  readonly version: string;
}

interface Session {
  readonly transport: Transport;
  readonly secrets: readonly string[];
}

/** Signs in once, so that what is wrong with the credential is said before anything is asked. */
export async function openPersonalConnection(
  context: PersonalContext,
  options: PersonalOptions,
): Promise<Result<ClusterConnection, SignInFailure>> {
  const plugin = context.plugin && new PluginAuthenticator(context.plugin, options.terminal);
  const prefix = new URL(context.cluster.server).pathname.replace(/\/+$/, "");
  const sessions: Session[] = [];
  const certificate = new CertificateWatch();
  const signInAnew = async () => {
    const session = await signIn(context, { plugin, certificate, version: options.version });
    sessions.push(session);
    return session;
  };
  let current = signInAnew();
  try {
    await current;
  } catch (error) {
    return err(signInFailure(context, error));
  }
  return ok({
    request: async (path, requestOptions) => {
      if (plugin?.ended) current = signInAnew();
      return (await current).transport.request(prefix + path, requestOptions);
    },
    scrub: (text) =>
      sessions.flatMap(({ secrets }) => secrets).reduce((left, secret) => left.replaceAll(secret, "[removed]"), text),
    shownCertificate: () => certificate.shown,
    close: async () => {
      await Promise.all(sessions.map(({ transport }) => transport.close()));
    },
  });
}

/** How to reach the cluster, and what to say to be let in. */
interface Way {
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
}

interface SigningIn {
  readonly plugin: PluginAuthenticator | undefined;
  readonly certificate: CertificateWatch;
}

async function signIn(
  context: PersonalContext,
  { version, ...options }: SigningIn & { readonly version: string },
): Promise<Session> {
  const isPlain = !context.cluster.proxyUrl && context.user.authProvider === undefined;
  const { headers, dispatcher } = await (isPlain ? plainWay(context, options) : libraryWay(context, options.plugin));
  const { Authorization: authorization } = headers;
  return {
    transport: new Transport({
      origin: new URL(context.cluster.server).origin,
      dispatcher,
      headers: { ...headers, ...context.headers, "user-agent": `drydock/${version}` },
      gzip: () => true,
    }),
    secrets: authorization === undefined ? [] : [authorization.replace(/^\w+ /, "")],
  };
}

/** Tokens, certificates, passwords and plugins, without a proxy: what nearly every kubeconfig has. */
async function plainWay({ cluster, user }: PersonalContext, { plugin, certificate }: SigningIn): Promise<Way> {
  const options: RequestOptions = { headers: {}, ...tlsOf(cluster, user) };
  if (user.username)
    options.headers = { Authorization: `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}` };
  await plugin?.applyAuthentication(user, options);
  const { headers, ca, cert, key, rejectUnauthorized, servername } = options as RequestOptions & { servername?: string };
  return {
    headers: {
      ...(headers as Record<string, string>),
      ...(user.token && { Authorization: `Bearer ${user.token}` }),
      ...(user.impersonateUser != null && { "Impersonate-User": user.impersonateUser }),
    },
    dispatcher: new Agent({
      connect: certificate.over(buildConnector(defined({ ca, cert, key, rejectUnauthorized, servername }) as never)),
    }),
  };
}

function tlsOf(cluster: Cluster, user: User): RequestOptions & { servername?: string } {
  return defined({
    ca: pemOf(cluster.caFile, cluster.caData),
    cert: pemOf(user.certFile, user.certData),
    key: pemOf(user.keyFile, user.keyData),
    rejectUnauthorized: cluster.skipTLSVerify ? false : undefined,
    servername: cluster.tlsServerName || undefined,
  });
}

function defined<T extends object>(given: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

/** @throws when the file cannot be read. */
function pemOf(file: string | undefined, data: string | undefined): Buffer | undefined {
  if (file) return readFileSync(file);
  return data ? Buffer.from(data, "base64") : undefined;
}

/** Proxies and the providers of old kubeconfigs, by the client's library, which is large and so is loaded for them alone. */
async function libraryWay({ cluster, user }: PersonalContext, plugin: PluginAuthenticator | undefined): Promise<Way> {
  const { HttpMethod, KubeConfig, RequestContext } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  if (plugin) config.addAuthenticator(plugin);
  config.loadFromOptions({
    clusters: [cluster],
    users: [user],
    contexts: [{ name: "context", cluster: cluster.name, user: user.name }],
    currentContext: "context",
  });
  const request = new RequestContext(cluster.server, HttpMethod.GET);
  await config.applySecurityAuthentication(request);
  return { headers: request.getHeaders(), dispatcher: (request.getDispatcher() as Dispatcher | undefined) ?? new Agent() };
}

function signInFailure(context: PersonalContext, error: unknown): SignInFailure {
  if (error instanceof PluginFailed) {
    const hint = error.plugin.installHint;
    return {
      code: "credentialPlugin",
      message: error.message,
      remedy: hint ?? `Check that kubectl --context ${context.name} get ns works, and sign in again where it asks.`,
    };
  }
  return {
    code: "credentialUnusable",
    message: `The credential of the context "${context.name}" cannot be used: ${error instanceof Error ? error.message : "unknown"}.`,
    remedy: `Check that kubectl --context ${context.name} get ns works.`,
  };
}

/** What somebody else needs to reach the same cluster with a credential of their own. */
export interface ClusterAddress {
  readonly server: string;
  /** PEM; absent means the certificate authorities that the system trusts. */
  readonly caData?: string;
  readonly tlsServerName?: string;
}

/** @returns the address of the context's cluster. @throws when the file of its certificate authority cannot be read. */
export function addressOf({ cluster }: PersonalContext): ClusterAddress {
  const ca = pemOf(cluster.caFile, cluster.caData);
  return {
    server: cluster.server,
    ...(ca === undefined ? {} : { caData: ca.toString("utf8") }),
    ...(cluster.tlsServerName ? { tlsServerName: cluster.tlsServerName } : {}),
  };
}

/** @returns the same cluster for another bearer, with nothing of the person left. */
export function withBearer({ cluster, name, namespace }: PersonalContext, token: string): PersonalContext {
  return { name, namespace, cluster, user: { name: "bearer", token }, plugin: undefined, headers: {}, warnings: [] };
}

/** @returns the same cluster for whoever shows no credential. */
export function withoutCredential({ cluster, name, namespace }: PersonalContext): PersonalContext {
  return { name, namespace, cluster, user: { name: "nobody" }, plugin: undefined, headers: {}, warnings: [] };
}
