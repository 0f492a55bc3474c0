/**
 * Registries that somebody else wrote, built once from their Go modules, as processes over TLS on loopback: the CNCF's, which has
 * no referrers API, and go-containerregistry's, which has it.
 */
import { hash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { goBuild } from "#test/kube/build.ts";
import { cacheRoot, exists, fillAtomically, withCacheLock } from "#test/kube/cache.ts";
import { startComponent } from "#test/kube/component.ts";
import { freePorts } from "#test/kube/ports.ts";
import { until } from "#test/kube/readiness.ts";
import { issueServer } from "#test/tls/certificates.ts";
import { serverAnswers } from "./push.ts";

/** Who may pull: whoever has the password, or whoever brings a token that the authority in the file has signed. */
export type DistributionAuth =
  | { readonly kind: "basic" }
  | {
      readonly kind: "token";
      readonly realm: string;
      readonly service: string;
      readonly issuer: string;
      readonly bundle: string;
    };

export interface RealRegistry {
  /** `localhost:PORT` */
  readonly host: string;
  /** PEM. */
  readonly authority: string;
  stop(): Promise<void>;
}

/** The one account of registries with `basic`. */
export const account = { username: "puller", password: "pa55" } as const;
const accounts = `${account.username}:$2a$04$GOxY4ImMp1p5l7xGnZg0Q.fgNxem.lef.zRSijw9VAdPydKqqytE2\n`;

/** One for all registries of a process. */
const { authority, server } = issueServer();

interface Place {
  readonly port: number;
  /** @returns the path of a file in the registry's own folder. */
  readonly at: (name: string) => string;
}

/** @param storage a folder; registries may share it. */
export function startDistribution(storage: string, auth?: DistributionAuth): Promise<RealRegistry> {
  const target = "github.com/distribution/distribution/v3/cmd/registry";
  return start("distribution", target, async ({ port, at }) => {
    const config = {
      version: "0.1",
      log: { level: "error", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: storage } },
      http: { addr: `127.0.0.1:${port}`, secret: "of the tests", tls: { certificate: at("tls.crt"), key: at("tls.key") } },
      ...(auth && { auth: authOf(auth, at("accounts")) }),
    };
    await Promise.all([writeFile(at("accounts"), accounts), writeFile(at("config.yml"), stringify(config))]);
    return ["serve", at("config.yml")];
  });
}

export function startReferrers(): Promise<RealRegistry> {
  return start("referrers", ".", async ({ port, at }) => [`127.0.0.1:${port}`, at("tls.crt"), at("tls.key")]);
}

/** @param prepare writes what the program reads. @returns its arguments. */
async function start(name: string, target: string, prepare: (place: Place) => Promise<string[]>): Promise<RealRegistry> {
  const program = await findProgram(name, target);
  const [[port = 0], own] = await Promise.all([freePorts(1), mkdtemp(join(tmpdir(), "drydock-registry-"))]);
  const at = (file: string) => join(own, file);
  await Promise.all([writeFile(at("tls.crt"), server.certificate), writeFile(at("tls.key"), server.key)]);
  const component = startComponent(name, program, await prepare({ port, at }), own);
  const host = `localhost:${port}`;
  await until("an answer of the registry", () => serverAnswers(host, authority.certificate), [component]);
  return {
    host,
    authority: authority.certificate,
    async stop() {
      await component.stop();
      await rm(own, { recursive: true, force: true });
    },
  };
}

function authOf(auth: DistributionAuth, path: string): object {
  if (auth.kind === "basic") return { htpasswd: { realm: "test", path } };
  const { realm, service, issuer, bundle } = auth;
  return { token: { realm, service, issuer, rootcertbundle: bundle } };
}

/** Looks in the cache, where its sources name the program, and builds it from Go modules where it is not. */
async function findProgram(name: string, target: string): Promise<string> {
  const folder = fileURLToPath(new URL(name, import.meta.url));
  const files = (await readdir(folder)).sort();
  const sources = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const path = join(cacheRoot(), "registries", `${name}-${hash("sha256", sources.join("\n")).slice(0, 12)}`);
  if (await exists(path)) return path;
  await mkdir(join(path, ".."), { recursive: true });
  await withCacheLock(async () => {
    if (await exists(path)) return;
    await fillAtomically(path, (output) => goBuild({ folder, output, flags: ["-s", "-w"], target }));
  });
  return path;
}
