/** scan and check on a real cluster, reached in the ways in which kubeconfigs reach one. */
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeKubeconfig } from "#test/cli/kubeconfig-file.ts";
import { runCommandLine } from "#test/cli/run-command.ts";
import { loadWorld } from "#test/kube/load-world.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";

let kube: Kube;
let env: { KUBECONFIG: string };
const timeOfCommands = 60_000;

beforeAll(async () => {
  kube = await startKube();
  await loadWorld(kube, kube.version);
  env = { KUBECONFIG: await writeKubeconfig(kube) };
}, TIME_TO_START);
afterAll(() => kube.stop());

const scan = (...args: string[]) => runCommandLine(["scan", ...args], { env });
const check = (...args: string[]) => runCommandLine(["check", ...args], { env });

describe("scan", () => {
  it(
    "finds what the world does wrong, and says so with 1",
    async () => {
      const { code, stdout, stderr } = await scan("-o", "json");
      const report = JSON.parse(stdout);
      expect(code).toBe(1);
      expect(report.counts.critical).toBeGreaterThan(0);
      expect(report.findings).toHaveLength(Object.values<number>(report.counts).reduce((sum, count) => sum + count));
      expect(report.findings[0].severity).toBe("critical");
      expect(report).toMatchObject({ complete: true, cluster: { source: "live", version: `v${kube.version}` } });
      expect(report.checks).toContainEqual(
        expect.objectContaining({ checkId: "control-plane/serving-certificate", verdict: "pass" }),
      );
      expect(stderr).toBe("");
    },
    timeOfCommands,
  );

  it(
    "fails for nothing with --fail-on never",
    async () => expect((await scan("--fail-on", "never")).code).toBe(0),
    timeOfCommands,
  );

  it(
    "is not fine where it may not see",
    async () => {
      const limited = await writeKubeconfig(kube, { user: { token: kube.adminToken, as: "eve" } });
      const only = await runCommandLine(["check", "rbac/secret-readers", "-o", "json", "--kubeconfig", limited]);
      expect(only.code).toBe(2);
      expect(JSON.parse(only.stdout)).toMatchObject({ complete: false, findings: [], coverage: { passed: 0, notAssessed: 1 } });
      expect(JSON.parse(only.stdout).checks[0].gaps).toContainEqual(
        expect.objectContaining({ resource: "rolebindings.rbac.authorization.k8s.io", reason: "forbidden" }),
      );
      // Everybody may list pods in this world: what they show is found, and what was not seen is said beside it.
      const table = await runCommandLine(["scan", "--kubeconfig", limited]);
      expect(table.code).toBe(1);
      expect(table.stdout).toMatch(/^Not seen {2}/m);
    },
    timeOfCommands,
  );

  it(
    "reads nothing and says why where the credential is wrong or nobody answers",
    async () => {
      const wrong = await writeKubeconfig(kube, { user: { token: "wrong" } });
      expect(await runCommandLine(["scan", "--kubeconfig", wrong])).toMatchObject({ code: 2, stdout: "" });
      const nobody = await writeKubeconfig(kube, { cluster: { server: "https://127.0.0.1:1" } });
      const run = await runCommandLine(["scan", "--kubeconfig", nobody]);
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toContain("https://127.0.0.1:1");
      expect(run.stderr).not.toMatch(/\n\s+at /);
    },
    timeOfCommands,
  );

  it(
    "prints SARIF that code scanning takes",
    async () => {
      const { code, stdout } = await scan("-o", "sarif");
      const { version, runs } = JSON.parse(stdout);
      expect([version, runs.length, runs[0].invocations[0].exitCode]).toEqual(["2.1.0", 1, code]);
      const ids = runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id);
      for (const { ruleId, ruleIndex, partialFingerprints, locations } of runs[0].results) {
        expect(ids[ruleIndex]).toBe(ruleId);
        expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f-]+:1$/);
        expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^cluster\//);
      }
    },
    timeOfCommands,
  );
});

describe("check", () => {
  it(
    "runs the checks that are named and no other",
    async () => {
      const { code, stdout } = await check("rbac/wildcard-verbs", "-o", "json", "--fail-on", "critical");
      expect(JSON.parse(stdout).checks).toMatchObject([{ checkId: "rbac/wildcard-verbs", verdict: "fail" }]);
      expect(code).toBe(0);
    },
    timeOfCommands,
  );
});

const hostile = ["\u001b", "\u0007", "\u202e"] as const;

describe("a hostile name", () => {
  it(
    "cannot reach the terminal",
    async () => {
      const apiGroup = "rbac.authorization.k8s.io";
      const binding = {
        apiVersion: `${apiGroup}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name: "hostile" },
        roleRef: { apiGroup, kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ kind: "User", apiGroup, name: `${hostile[0]}]0;owned${hostile[1]}${hostile[2]}gnp` }],
      };
      await kube.apply([binding]);
      for (const args of [
        ["who-can", "get", "nodes"],
        ["who-can", "get", "nodes", "-o", "json"],
        ["scan"],
        ["scan", "-o", "json"],
      ]) {
        const { stdout } = await runCommandLine(args, { env });
        expect(stdout).toContain("owned");
        for (const character of hostile) expect(stdout).not.toContain(character);
      }
    },
    timeOfCommands,
  );
});

describe("a kubeconfig", () => {
  const question = ["who-can", "get", "nodes", "-o", "json"];
  const plugin = (more: Record<string, unknown> = {}) => ({
    exec: { apiVersion: "client.authentication.k8s.io/v1", command: "./sign-in", interactiveMode: "Never", ...more },
  });
  const printing = (status: unknown) => `#!/bin/sh
case "$KUBERNETES_EXEC_INFO" in *'"server":"${kube.server}"'*) ;; *) echo "no cluster" >&2; exit 3 ;; esac
echo '${JSON.stringify({ apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status })}'
`;

  it(
    "may sign in with a plugin beside it, which is told the cluster",
    async () => {
      const beside = { "sign-in": printing({ token: kube.adminToken, expirationTimestamp: "2001-01-01T00:00:00Z" }) };
      const path = await writeKubeconfig(kube, { user: plugin({ provideClusterInfo: true }), beside });
      expect((await runCommandLine([...question, "--kubeconfig", path])).code).toBe(0);
    },
    timeOfCommands,
  );

  it.each([
    ["fails", plugin(), "ended with 3", "no cluster"],
    ["is not there", plugin({ command: "no-such-plugin", installHint: "Install it." }), "did not start (ENOENT)", "Install it."],
    ["asks where nobody can answer", plugin({ interactiveMode: "Always" }), "no terminal", "kubectl"],
  ])(
    "names the plugin that %s",
    async (_, user, says, remedy) => {
      const path = await writeKubeconfig(kube, { user, beside: { "sign-in": printing({}) } });
      const run = await runCommandLine([...question, "--kubeconfig", path]);
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toContain(says);
      expect(run.stderr).toContain(remedy);
    },
    timeOfCommands,
  );

  it(
    "may go through a proxy",
    async () => {
      const tunnels: Socket[] = [];
      const proxy = createServer().on("connect", ({ url = "" }, client, head) => {
        const [host, port] = url.split(":");
        const upstream = connect(Number(port), host, () => {
          client.write("HTTP/1.1 200 OK\r\n\r\n");
          upstream.write(head);
          upstream.pipe(client).pipe(upstream);
        });
        for (const socket of [upstream, client as Socket]) tunnels.push(socket.on("error", () => upstream.destroy()));
      });
      await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
      const { port } = proxy.address() as AddressInfo;
      const path = await writeKubeconfig(kube, { cluster: { "proxy-url": `http://127.0.0.1:${port}` } });
      const run = await runCommandLine([...question, "--kubeconfig", path]);
      for (const tunnel of tunnels) tunnel.destroy();
      proxy.close();
      expect(run).toMatchObject({ code: 0, stderr: "" });
      expect(tunnels.length).toBeGreaterThan(0);
    },
    timeOfCommands,
  );

  it(
    "may trust without verifying, with a warning, and not without",
    async () => {
      const cluster = { "certificate-authority-data": undefined };
      const trusting = await writeKubeconfig(kube, { cluster: { ...cluster, "insecure-skip-tls-verify": true } });
      const run = await runCommandLine([...question, "--kubeconfig", trusting]);
      expect(run.code).toBe(0);
      expect(run.stderr).toContain("is not verified");
      const strict = await writeKubeconfig(kube, { cluster });
      expect((await runCommandLine([...question, "--kubeconfig", strict])).code).toBe(2);
    },
    timeOfCommands,
  );
});
