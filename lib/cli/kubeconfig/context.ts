/** The one context that a command uses, with everything that kubectl would take from the files, the data before the paths. */
import { readFileSync } from "node:fs";
import type { Cluster, User } from "@kubernetes/client-node";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { besideFile, type MergedKubeconfig, type UserExtras } from "./document.ts";
import { environmentProxy } from "./environment-proxy.ts";
import { type CredentialPlugin, parseCredentialPlugin } from "./plugin-entry.ts";

export type ContextFailure = Failure<"contextMissing" | "contextBroken" | "credentialPlugin" | "tokenFile">;

export interface PersonalContext {
  readonly name: string;
  /** The context's own, else `default`. */
  readonly namespace: string;
  readonly cluster: Cluster;
  readonly user: User;
  readonly plugin: CredentialPlugin | undefined;
  /** Headers of impersonation that the client's loader does not know. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly warnings: readonly string[];
}

/** @param wanted `--context`, else the files' current one. */
export function selectContext(
  merged: MergedKubeconfig,
  wanted: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Result<PersonalContext, ContextFailure> {
  const name = wanted ?? merged.currentContext;
  if (name === undefined) return missing("The kubeconfig names no current context.", merged);
  const context = merged.contexts.get(name);
  if (context === undefined) return missing(`The kubeconfig has no context "${name}".`, merged);
  const found = merged.clusters.get(context.cluster);
  if (found === undefined) return broken(name, `cluster "${context.cluster}"`);
  const owner = context.user === undefined ? nobody : merged.users.get(context.user);
  if (owner === undefined) return broken(name, `user "${context.user}"`);
  const token = tokenOf(owner.user, owner.extras, owner.folder);
  if (!token.ok) return token;
  const cluster = effectiveCluster(found.cluster, env);
  const plugin = parseCredentialPlugin(owner.user.exec, { folder: owner.folder, cluster, config: found.pluginConfig });
  if (!plugin.ok) return plugin;
  return ok({
    name,
    namespace: context.namespace ?? "default",
    cluster,
    user: effectiveUser(owner.user, token.value),
    plugin: plugin.value,
    headers: impersonation(owner.user, owner.extras),
    warnings: warningsOf(cluster),
  });
}

const nobody: { user: User; extras: UserExtras; folder: string } = { user: { name: "" }, extras: {}, folder: "." };

function missing(message: string, { contexts }: MergedKubeconfig): Result<never, ContextFailure> {
  const names = [...contexts.keys()];
  const remedy =
    names.length > 0 ? `Name one with --context: ${names.join(", ")}.` : "It has no contexts; add one with kubectl config.";
  return err({ code: "contextMissing", message, remedy });
}

function broken(name: string, what: string): Result<never, ContextFailure> {
  const message = `The context "${name}" names the ${what}, which the kubeconfig does not have or not in full.`;
  return err({ code: "contextBroken", message, remedy: "Correct the entry, or name another context with --context." });
}

/** The file of a token is read before the token beside it. */
function tokenOf(user: User, { tokenFile }: UserExtras, folder: string): Result<string | undefined, ContextFailure> {
  if (!tokenFile) return ok(user.token ?? undefined);
  try {
    return ok(readFileSync(besideFile(folder, tokenFile), "utf8").trim());
  } catch (error) {
    const message = `The token file ${tokenFile} cannot be read (${(error as NodeJS.ErrnoException).code}).`;
    return err({ code: "tokenFile", message, remedy: "Check the path; it is relative to the kubeconfig that names it." });
  }
}

/** Data goes before files. Plain HTTP, which kubectl allows, has no certificate to verify. */
function effectiveCluster(cluster: Cluster, env: Readonly<Record<string, string | undefined>>): Cluster {
  const { caFile, ...rest } = cluster;
  const proxyUrl = cluster.proxyUrl || environmentProxy(cluster.server, env);
  return {
    ...rest,
    ...(caFile && !cluster.caData ? { caFile } : {}),
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
    skipTLSVerify: cluster.skipTLSVerify || cluster.server.startsWith("http:"),
  };
}

/** A plugin is run by our own authenticator and not by the client's. A token beside it goes first. */
function effectiveUser(user: User, token: string | undefined): User {
  const { exec: _plugin, token: _token, certFile, keyFile, ...rest } = user;
  return {
    ...rest,
    ...(certFile && !user.certData ? { certFile } : {}),
    ...(keyFile && !user.keyData ? { keyFile } : {}),
    ...(token === undefined ? {} : { token }),
  };
}

function impersonation(user: User, extras: UserExtras): Record<string, readonly string[]> {
  if (!user.impersonateUser) return {};
  const extra = Object.entries(extras["as-user-extra"] ?? {}).map(([key, values]): [string, readonly string[]] => [
    `impersonate-extra-${encodeURIComponent(key.toLowerCase())}`,
    values,
  ]);
  return {
    ...(extras["as-uid"] ? { "impersonate-uid": [extras["as-uid"]] } : {}),
    ...(extras["as-groups"]?.length ? { "impersonate-group": extras["as-groups"] } : {}),
    ...Object.fromEntries(extra),
  };
}

function warningsOf({ server, skipTLSVerify }: Cluster): readonly string[] {
  if (server.startsWith("http:")) return [`${server} is not encrypted: whoever is on the way can read and change what is said.`];
  return skipTLSVerify ? [`The certificate of ${server} is not verified, because the kubeconfig says so.`] : [];
}
