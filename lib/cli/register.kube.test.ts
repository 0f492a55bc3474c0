/** register, run as a person runs it: what it does to a real cluster, and what it hands to Drydock. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type StandIn, standInToken, startStandIn } from "#test/cli/drydock-stand-in.ts";
import { writeKubeconfig } from "#test/cli/kubeconfig-file.ts";
import { runCommandLine } from "#test/cli/run-command.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";

let kube: Kube;
let drydock: StandIn;
let kubeconfig: string;
const password = "correct horse battery";
const timeOfCommands = 60_000;

beforeAll(async () => {
  kube = await startKube({ controllers: false });
  kubeconfig = await writeKubeconfig(kube);
}, TIME_TO_START);
afterAll(() => kube.stop());
beforeEach(async () => {
  drydock = await startStandIn(password);
});
afterEach(() => drydock.close());

function register(args: readonly string[], { config = kubeconfig, typed = `${password}\n` } = {}) {
  const common = ["--kubeconfig", config, "--context", "test", "--server", drydock.url, "--email", "admin@example.com"];
  return runCommandLine(["register", ...common, ...args], { typed });
}

function registerWithToken(token: string) {
  const args = ["--kubeconfig", kubeconfig, "--context", "test", "--server", drydock.url, "--yes", "--scan"];
  return runCommandLine(["register", ...args], { env: { DRYDOCK_TOKEN: token } });
}

const reader = "/api/v1/namespaces/drydock/serviceaccounts/drydock-reader";
const paths = () => drydock.received.map(({ path }) => path);

describe("register", () => {
  it(
    "applies nothing that nobody agreed to, and shows what it would",
    async () => {
      const { code, stderr } = await register([]);
      expect(code).toBe(2);
      expect(stderr).toContain("kind: ClusterRole");
      expect(stderr).toContain("--yes");
      expect((await kube.request(reader)).status).toBe(404);
      expect(paths()).toEqual([]);
    },
    timeOfCommands,
  );

  it(
    "applies nothing where the sign-in fails",
    async () => {
      const { code, stderr } = await register(["--yes"], { typed: "wrong\n" });
      expect(code).toBe(2);
      expect(stderr).toContain("The e-mail address or the password is not right.");
      expect((await kube.request(reader)).status).toBe(404);
    },
    timeOfCommands,
  );

  it(
    "applies nothing where the token in DRYDOCK_TOKEN does not hold",
    async () => {
      const { code, stderr } = await registerWithToken(`drydock_${"w".repeat(43)}`);
      expect([code, stderr]).toEqual([2, expect.stringContaining("You are not signed in.")]);
      expect((await kube.request(reader)).status).toBe(404);
    },
    timeOfCommands,
  );

  it(
    "leaves it to another hand where the person may not",
    async () => {
      const config = await writeKubeconfig(kube, { user: { token: kube.adminToken, as: "eve" } });
      const { code, stderr } = await register(["--yes"], { config });
      expect(code).toBe(2);
      expect(stderr).toContain("forbidden");
      expect(stderr).toContain("npx drydock register --print");
      expect(paths()).toEqual(["/api/auth/sign-in/email", "/api/auth/sign-out"]);
    },
    timeOfCommands,
  );

  it(
    "refuses a cluster that Drydock could not verify, before anything else",
    async () => {
      const cluster = { "certificate-authority-data": undefined, "insecure-skip-tls-verify": true };
      const { code, stderr } = await register(["--yes"], { config: await writeKubeconfig(kube, { cluster }) });
      expect(code).toBe(2);
      expect(stderr).toContain("could not verify");
      expect(paths()).toEqual([]);
    },
    timeOfCommands,
  );

  it(
    "hands over a token that ends, reads, and renews itself alone",
    async () => {
      const { code, stdout, stderr } = await register(["--yes", "--scan", "--name", "prod"]);
      expect([code, stderr]).toEqual([0, expect.stringContaining("prod is registered")]);
      expect(stdout).toBe(`${drydock.url}/clusters/cls_abcdefghij0123456789\n`);
      const { name, connection, includeSecretNames } = drydock.registration();
      expect({ name, includeSecretNames }).toEqual({ name: "prod", includeSecretNames: false });
      if (connection.kind !== "token") throw new Error(connection.kind);
      expect(connection.server).toBe(kube.server);
      const client = kube.withToken(connection.token);
      expect((await client.request("/api/v1/pods")).status).toBe(200);
      expect((await client.request("/api/v1/secrets")).status).toBe(403);
      const spec = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 600 } };
      expect((await client.request(`${reader}/token`, { method: "POST", body: spec })).status).toBe(201);
      const other = "/api/v1/namespaces/drydock/serviceaccounts/default/token";
      expect((await client.request(other, { method: "POST", body: spec })).status).toBe(403);
      const { exp } = JSON.parse(Buffer.from(connection.token.split(".")[1] ?? "", "base64url").toString("utf8"));
      expect(exp).toBeGreaterThan(0);
      expect(`${stdout}${stderr}`).not.toContain(connection.token);
      expect(`${stdout}${stderr}`).not.toContain(password);
    },
    timeOfCommands,
  );

  it(
    "signs in, out again, and says where it comes from",
    async () => {
      await register(["--yes", "--scan"]);
      expect(paths()).toEqual([
        "/api/auth/sign-in/email",
        "/api/v1/clusters",
        "/api/v1/clusters/cls_abcdefghij0123456789/scans",
        "/api/auth/sign-out",
      ]);
      for (const { origin } of drydock.received) expect(origin).toBe(drydock.url);
      for (const { cookie } of drydock.received.slice(1)) expect(cookie).toBe("session=s3ss10n; other=1");
    },
    timeOfCommands,
  );

  it(
    "asks with the token in DRYDOCK_TOKEN, without signing in or out",
    async () => {
      const { code, stdout, stderr } = await registerWithToken(standInToken);
      expect(code).toBe(0);
      expect(paths()).toEqual(["/api/v1/session", "/api/v1/clusters", expect.stringMatching(/\/scans$/)]);
      expect(drydock.received.map(({ cookie }) => cookie)).toEqual([undefined, undefined, undefined]);
      expect(`${stdout}${stderr}`).not.toContain(standInToken);
    },
    timeOfCommands,
  );

  it(
    "asks for nothing where all is there already, and names the cluster as the context is",
    async () => {
      await register(["--yes"]);
      drydock.received.length = 0;
      expect(await register([])).toMatchObject({ code: 0 });
      expect(drydock.registration().name).toBe("test");
    },
    timeOfCommands,
  );

  it(
    "says where Drydock is not",
    async () => {
      drydock.close();
      const { code, stderr } = await register(["--yes"]);
      expect(code).toBe(2);
      expect(stderr).toContain(`Drydock does not answer at ${drydock.url}`);
    },
    timeOfCommands,
  );
});
