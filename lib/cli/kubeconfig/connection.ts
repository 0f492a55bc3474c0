/**
 * Talks to the cluster as the person who types the command: their kubeconfig, their plugins, their proxy. What this may do
 * no other part may, and nothing of it reaches web or worker.
 */
import { bufferFromFileOrString, HttpMethod, KubeConfig, RequestContext } from "@kubernetes/client-node";
import { Agent, type Dispatcher } from "undici";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { ClusterConnection } from "#server/cluster/connect.ts";
import { Transport } from "#server/cluster/transport.ts";
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
  const config = kubeConfigOf(context, plugin);
  const prefix = new URL(context.cluster.server).pathname.replace(/\/+$/, "");
  const sessions: Session[] = [];
  const signInAnew = async () => {
    const session = await signIn(config, context, options.version);
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
    close: async () => {
      await Promise.all(sessions.map(({ transport }) => transport.close()));
    },
  });
}

function kubeConfigOf({ cluster, user }: PersonalContext, plugin: PluginAuthenticator | undefined): KubeConfig {
  const config = new KubeConfig();
  if (plugin) config.addAuthenticator(plugin);
  config.loadFromOptions({
    clusters: [cluster],
    users: [user],
    contexts: [{ name: "context", cluster: cluster.name, user: user.name }],
    currentContext: "context",
  });
  return config;
}

async function signIn(config: KubeConfig, context: PersonalContext, version: string): Promise<Session> {
  const request = new RequestContext(context.cluster.server, HttpMethod.GET);
  await config.applySecurityAuthentication(request);
  const headers = { ...request.getHeaders(), ...context.headers, "user-agent": `drydock/${version}` };
  const authorization = request.getHeaders().Authorization;
  return {
    transport: new Transport({
      origin: new URL(context.cluster.server).origin,
      dispatcher: (request.getDispatcher() as Dispatcher | undefined) ?? new Agent(),
      headers,
      gzip: () => true,
    }),
    secrets: authorization === undefined ? [] : [authorization.replace(/^\w+ /, "")],
  };
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
  const ca = bufferFromFileOrString(cluster.caFile, cluster.caData);
  return {
    server: cluster.server,
    ...(ca === null ? {} : { caData: ca.toString("utf8") }),
    ...(cluster.tlsServerName ? { tlsServerName: cluster.tlsServerName } : {}),
  };
}

/** @returns the same cluster for another bearer, with nothing of the person left. */
export function withBearer({ cluster, name, namespace }: PersonalContext, token: string): PersonalContext {
  return { name, namespace, cluster, user: { name: "bearer", token }, plugin: undefined, headers: {}, warnings: [] };
}
