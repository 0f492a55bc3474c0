/**
 * Kubeconfig files as kubectl merges them: of entries with the same name the first counts, and so does the first
 * current-context. The client's loader reads each file; what it leaves out of an entry is read here, beside it.
 */
import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Cluster, Context, User } from "@kubernetes/client-node";
// The readers alone: the library's index also loads every model of the API, which is half of a short command's time.
import { ActionOnInvalid, newClusters, newContexts, newUsers } from "@kubernetes/client-node/dist/config_types.js";
import { parse } from "yaml";
import { z } from "zod";
import { err, type Failure, ok, type Result } from "#core/result.ts";

export type KubeconfigFileFailure = Failure<"kubeconfigUnreadable">;

const text = z.string().nullish();
const extrasSchema = z.object({
  tokenFile: text,
  "as-uid": text,
  "as-groups": z.array(z.string()).nullish(),
  "as-user-extra": z.record(z.string(), z.array(z.string())).nullish(),
});
export type UserExtras = z.infer<typeof extrasSchema>;

const named = z.looseObject({ name: z.string() });
const fileSchema = z.object({
  users: z.array(named.extend({ user: extrasSchema.loose().nullish() })).nullish(),
  clusters: z
    .array(
      named.extend({
        cluster: z.looseObject({ extensions: z.array(named.extend({ extension: z.unknown() })).nullish() }).nullish(),
      }),
    )
    .nullish(),
  contexts: z.array(z.unknown()).nullish(),
  "current-context": text,
});
/** An entry that is broken is as good as none. */
const filtered = { onInvalidEntry: ActionOnInvalid.FILTER };

/** What kubectl passes to a credential plugin, from the cluster's entry. */
const pluginExtension = "client.authentication.k8s.io/exec";

export interface MergedKubeconfig {
  readonly files: readonly string[];
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly clusters: ReadonlyMap<string, { readonly cluster: Cluster; readonly pluginConfig: unknown }>;
  readonly users: ReadonlyMap<string, { readonly user: User; readonly extras: UserExtras; readonly folder: string }>;
}

/** Reads the files in the order in which they count. */
export function readKubeconfigs(files: readonly string[]): Result<MergedKubeconfig, KubeconfigFileFailure> {
  const merged = {
    files,
    currentContext: undefined as string | undefined,
    contexts: new Map<string, Context>(),
    clusters: new Map(),
    users: new Map(),
  };
  for (const file of files) {
    try {
      addFile(merged, file);
    } catch (error) {
      return err(unreadable(file, error));
    }
  }
  return ok(merged);
}

type Growing = { -readonly [K in keyof MergedKubeconfig]: MergedKubeconfig[K] } & {
  readonly contexts: Map<string, Context>;
  readonly clusters: Map<string, unknown>;
  readonly users: Map<string, unknown>;
};

function addFile(merged: Growing, file: string): void {
  const raw: unknown = parse(readFileSync(file, "utf8"), { merge: true });
  if (raw === null) return;
  const { users, clusters, contexts, "current-context": current } = fileSchema.parse(raw);
  const folder = dirname(file);
  merged.currentContext ||= current || undefined;
  for (const context of newContexts(contexts ?? [], filtered)) addFirst(merged.contexts, context.name, context);
  for (const read of newClusters(clusters ?? [], filtered)) {
    const cluster = { ...read, ...(read.caFile && { caFile: besideFile(folder, read.caFile) }) };
    const entry = clusters?.find(({ name }) => name === cluster.name)?.cluster;
    const pluginConfig = entry?.extensions?.find(({ name }) => name === pluginExtension)?.extension;
    addFirst(merged.clusters, cluster.name, { cluster, pluginConfig });
  }
  for (const read of newUsers(users ?? [], filtered)) {
    const { certFile, keyFile } = read;
    const user = {
      ...read,
      ...(certFile && { certFile: besideFile(folder, certFile) }),
      ...(keyFile && { keyFile: besideFile(folder, keyFile) }),
    };
    const extras = users?.find(({ name }) => name === user.name)?.user ?? {};
    addFirst(merged.users, user.name, { user, extras, folder });
  }
}

function addFirst<T>(map: Map<string, T>, name: string, value: T): void {
  if (!map.has(name)) map.set(name, value);
}

/** @returns the path as kubectl reads it: relative to the folder of the file that names it. */
export function besideFile(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function unreadable(file: string, error: unknown): KubeconfigFileFailure {
  const { code } = error as NodeJS.ErrnoException;
  return {
    code: "kubeconfigUnreadable",
    message: `${file} cannot be read as a kubeconfig${code === undefined ? "" : ` (${code})`}.`,
    remedy: "Check that kubectl config view reads it, or name another one with --kubeconfig FILE.",
  };
}
