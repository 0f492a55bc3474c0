/**
 * `register`: gives Drydock a reader in a cluster that the person's own kubectl reaches. What it does to the cluster is shown
 * first; the credential that it hands over ends soon, and Drydock's worker renews it.
 */
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { cleanLines } from "#core/text/clean.ts";
import type { ClusterConnection } from "#server/cluster/connect.ts";
import { type Manifest, READER, readerManifests, renderManifests } from "#server/cluster/role.ts";
import { renewToken } from "#server/cluster/token.ts";
import { exitCodes } from "../exit-codes.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { addressOf, type ClusterAddress, openPersonalConnection, withBearer } from "../kubeconfig/connection.ts";
import type { PersonalContext } from "../kubeconfig/context.ts";
import { nameOfContext, parseClusterName } from "../register/cluster-name.ts";
import { readPerson } from "../register/credentials.ts";
import { type DrydockServer, parseServer, type RegisteredCluster, signIn, withToken } from "../register/drydock-server.ts";
import { applyObjects, missingObjects, untilReadable } from "../register/reader.ts";
import { type ContextOptions, chooseContext, connectAs } from "../source/live.ts";
import { canAsk, confirm } from "../terminal/prompt.ts";
import { version } from "../version.ts";

export interface RegisterOptions extends ContextOptions {
  readonly server?: string;
  readonly email?: string;
  readonly name?: string;
  readonly secretNames?: boolean;
  readonly print?: boolean;
  readonly yes?: boolean;
  readonly scan?: boolean;
}

const defaultServer = "http://127.0.0.1:3000";

export async function register(io: Io, options: RegisterOptions): Promise<number> {
  const objects = readerManifests({ secretNames: options.secretNames ?? false });
  if (options.print) {
    await print(io, [renderManifests(objects)]);
    return exitCodes.yes;
  }
  const done = await prepareAndRegister(io, options, objects);
  return done.ok ? exitCodes.yes : refuse(io, done.error);
}

async function prepareAndRegister(
  io: Io,
  options: RegisterOptions,
  objects: readonly Manifest[],
): Promise<Result<void, Failure>> {
  const context = chooseContext(io, options);
  if (!context.ok) return context;
  const address = reachableAddress(context.value);
  if (!address.ok) return address;
  const name = parseClusterName(options.name ?? nameOfContext(context.value.name));
  if (!name.ok) return name;
  const origin = parseServer(options.server ?? io.env.DRYDOCK_URL ?? defaultServer);
  if (!origin.ok) return origin;
  const connection = await connectAs(io, context.value);
  if (!connection.ok) return connection;
  try {
    const agreed = await agreeOn(io, {
      connection: connection.value,
      context: context.value,
      objects,
      yes: options.yes ?? false,
    });
    if (!agreed.ok) return agreed;
    const server = await openServer(io, origin.value, options.email);
    if (!server.ok) return server;
    const token = await prepareReader(io, context.value, connection.value, agreed.value);
    const registration = { name: name.value, ...address.value, includeSecretNames: options.secretNames ?? false };
    const registered = token.ok ? await server.value.register({ ...registration, token: token.value }) : token;
    if (registered.ok) await firstScan(io, server.value, registered.value, options.scan ?? false);
    await server.value.signOut();
    return registered.ok ? ok(undefined) : registered;
  } finally {
    await connection.value.close();
  }
}

/** By the API token in DRYDOCK_TOKEN where there is one, unless somebody else is named; else by signing in. */
async function openServer(io: Io, origin: string, email: string | undefined): Promise<Result<DrydockServer, Failure>> {
  const token = io.env.DRYDOCK_TOKEN;
  if (token && email === undefined) return withToken(origin, token, io.signal);
  const person = await readPerson(io, origin, email);
  return person.ok ? signIn(origin, person.value, io.signal) : person;
}

/** Drydock dials the API server itself, and trusts nothing that it cannot verify. */
function reachableAddress(context: PersonalContext): Result<ClusterAddress, Failure> {
  const address = addressOf(context);
  if (address.server.startsWith("https:") && !context.cluster.skipTLSVerify) return ok(address);
  return err({
    code: "unverifiable",
    message: `Drydock could not verify ${address.server}: the kubeconfig reaches it without TLS or without checking its certificate.`,
    remedy: "Give the cluster's entry an https:// address and its certificate-authority-data, then run the command again.",
  });
}

interface Proposal {
  readonly connection: ClusterConnection;
  readonly context: PersonalContext;
  readonly objects: readonly Manifest[];
  readonly yes: boolean;
}

/** Shows what would be applied. @returns what the person agreed to; nothing where all is there already. */
async function agreeOn(io: Io, { connection, context, objects, yes }: Proposal): Promise<Result<readonly Manifest[], Failure>> {
  const missing = await missingObjects(connection, objects, io.signal);
  if (!missing.ok || missing.value.length === 0) return missing;
  io.stderr.write(cleanLines(renderManifests(missing.value)));
  const place = `${context.name} (${context.cluster.server})`;
  if (yes) return missing;
  if (canAsk(io) && (await confirm(io, `Apply this to ${place}?`))) return missing;
  return err({
    code: "notAgreed",
    message: `Nothing was applied to ${place}.`,
    remedy: canAsk(io)
      ? "Run the command again when you are ready."
      : "Give --yes to apply it, or --print to let somebody else do it.",
  });
}

/** @returns a token of the reader that works already. */
async function prepareReader(
  io: Io,
  context: PersonalContext,
  connection: ClusterConnection,
  objects: readonly Manifest[],
): Promise<Result<string, Failure>> {
  const applied = await applyObjects(connection, objects, io.signal);
  if (!applied.ok) return applied;
  const issued = await renewToken(connection, { ...READER, signal: io.signal });
  if (!issued.ok) return issued;
  const terminal = { env: io.env, interactive: false, signal: io.signal, now: io.now };
  const reader = await openPersonalConnection(withBearer(context, issued.value.token), { terminal, version });
  if (!reader.ok) return reader;
  try {
    const readable = await untilReadable(reader.value, io.signal);
    return readable.ok ? ok(issued.value.token) : readable;
  } finally {
    await reader.value.close();
  }
}

async function firstScan(io: Io, server: DrydockServer, cluster: RegisteredCluster, asked: boolean): Promise<void> {
  tell(io, `${cluster.name} is registered:`);
  await print(io, [`${server.url}/clusters/${cluster.id}\n`]);
  if (!asked && !(canAsk(io) && (await confirm(io, "Start the first scan now?")))) return;
  const scan = await server.startScan(cluster.id);
  if (scan.ok) tell(io, `The first scan has started: ${server.url}/scans/${scan.value.id}`);
  else tell(io, `The first scan did not start: ${scan.error.message} ${scan.error.remedy}`);
}
