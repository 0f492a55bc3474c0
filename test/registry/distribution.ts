/** The CNCF's registry, built once from its Go modules, as a process over TLS on loopback. It has no referrers API. */
import { hash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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

export interface Distribution {
  /** `localhost:PORT` */
  readonly host: string;
  /** PEM. */
  readonly authority: string;
  stop(): Promise<void>;
}

/** The one account of registries with `basic`. */
export const account = { username: "puller", password: "pa55" } as const;
const accounts = `${account.username}:$2a$04$GOxY4ImMp1p5l7xGnZg0Q.fgNxem.lef.zRSijw9VAdPydKqqytE2\n`;
const folder = fileURLToPath(new URL("distribution", import.meta.url));

/** One for all registries of a process. */
const { authority, server } = issueServer();

/** @param storage a folder; registries may share it. */
export async function startDistribution(storage: string, auth?: DistributionAuth): Promise<Distribution> {
  const program = await findDistribution();
  const [[port = 0], own] = await Promise.all([freePorts(1), mkdtemp(join(tmpdir(), "drydock-registry-"))]);
  const at = (name: string) => join(own, name);
  const written = { "tls.crt": server.certificate, "tls.key": server.key, accounts, "config.yml": stringify(configOf()) };
  await Promise.all(Object.entries(written).map(([name, text]) => writeFile(at(name), text)));
  const component = startComponent("distribution", program, ["serve", at("config.yml")], own);
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

  function configOf(): object {
    return {
      version: "0.1",
      log: { level: "error", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: storage } },
      http: { addr: `127.0.0.1:${port}`, secret: "of the tests", tls: { certificate: at("tls.crt"), key: at("tls.key") } },
      ...(auth && { auth: authOf(auth, at("accounts")) }),
    };
  }
}

function authOf(auth: DistributionAuth, path: string): object {
  if (auth.kind === "basic") return { htpasswd: { realm: "test", path } };
  const { realm, service, issuer, bundle } = auth;
  return { token: { realm, service, issuer, rootcertbundle: bundle } };
}

/** Looks in the cache, where the versions name the program, and builds it from Go modules where it is not. */
async function findDistribution(): Promise<string> {
  const versions = await Promise.all(["go.mod", "go.sum"].map((name) => readFile(join(folder, name), "utf8")));
  const path = join(cacheRoot(), "registries", `distribution-${hash("sha256", versions.join("\n")).slice(0, 12)}`);
  if (await exists(path)) return path;
  await mkdir(join(path, ".."), { recursive: true });
  const target = "github.com/distribution/distribution/v3/cmd/registry";
  await withCacheLock(async () => {
    if (await exists(path)) return;
    await fillAtomically(path, (output) => goBuild({ folder, output, flags: ["-s", "-w"], target }));
  });
  return path;
}
