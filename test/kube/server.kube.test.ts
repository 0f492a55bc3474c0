import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "./readiness.ts";
import { type Kube, startKube, TIME_TO_START } from "./server.ts";

const pods = { verb: "list", group: "", resource: "pods" };

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("a running control plane", () => {
  let kube: Kube;
  beforeAll(async () => {
    kube = await startKube();
  }, TIME_TO_START);
  afterAll(() => kube.stop());

  test("is of the version that was asked for", async () => {
    const { gitVersion } = await kube.send<{ gitVersion: string }>("/version");
    expect(gitVersion).toBe(`v${kube.version}`);
  });

  test("has aggregated roles with rules", async () => {
    const view = await kube.send<{ rules: unknown[] }>("/apis/rbac.authorization.k8s.io/v1/clusterroles/view");
    expect(view.rules.length).toBeGreaterThan(5);
  });

  test("refuses a user who was granted nothing, and nobody at all", async () => {
    expect((await kube.asUser("alice").request("/api/v1/pods")).status).toBe(403);
    expect((await kube.withToken("wrong").request("/api/v1/pods")).status).toBe(401);
  });

  test("takes several groups of whom it impersonates, each for itself", async () => {
    const path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const asked = kube.asUser("alice", ["team-a", "team-b", "team, with a comma"]);
    const { status } = await asked.send<{ status: { userInfo: object } }>(path, { method: "POST", body });
    expect(status.userInfo).toMatchObject({
      username: "alice",
      groups: ["team-a", "team-b", "team, with a comma", "system:authenticated"],
    });
  });

  test("adds the implicit groups of whom it impersonates: every signed-in user may ask about herself", async () => {
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { resourceAttributes: pods } };
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    const { status } = await kube.asUser("alice").send<{ status: { allowed: boolean } }>(path, { method: "POST", body });
    expect(status.allowed).toBe(false);
    expect(
      (await kube.asUser("system:anonymous", ["system:unauthenticated"]).request(path, { method: "POST", body })).status,
    ).toBe(403);
  });

  test("answers reviews by RBAC, many at a time and in their order", async () => {
    const questions = Array.from({ length: 50 }, (_, index) => ({
      user: "alice",
      groups: index % 2 ? ["system:masters"] : [],
      resourceAttributes: pods,
    }));
    const answers = await kube.subjectAccessReviews(questions, 8);
    expect(answers.map(({ allowed }) => allowed)).toEqual(questions.map((_, index) => index % 2 === 1));
  });

  test("mints tokens of service accounts", async () => {
    const token = await kube.createServiceAccountToken("default", "default");
    const { body } = await kube.withToken(token).request<{ message: string }>("/api/v1/pods");
    expect(body.message).toContain('User "system:serviceaccount:default:default" cannot list');
  });

  test("is described by a kubeconfig that names no file", async () => {
    const text = await readFile(kube.kubeconfigPath, "utf8");
    expect(text).toContain(kube.server);
    expect(text).toContain(kube.caData);
    expect((await stat(kube.kubeconfigPath)).mode & 0o077).toBe(0);
  });
});

describe("what is left behind", () => {
  test("stop ends every process and removes the data", { timeout: TIME_TO_START }, async () => {
    const kube = await startKube();
    expect(kube.pids.map(runs)).toEqual([true, true, true]);
    await kube.stop();
    expect(kube.pids.map(runs)).toEqual([false, false, false]);
    await expect(stat(kube.dataDir)).rejects.toThrow("ENOENT");
  });

  test("a process that is killed takes its control plane with it", { timeout: TIME_TO_START }, async () => {
    const script = `import { startKube } from ${JSON.stringify(new URL("./server.ts", import.meta.url).href)};
      const { pids, dataDir } = await startKube({ controllers: false });
      console.log(JSON.stringify({ pids, dataDir }));`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { pids, dataDir } = JSON.parse((await lines.next()).value as string) as { pids: number[]; dataDir: string };
    expect(pids.map(runs)).toEqual([true, true]);
    child.kill("SIGKILL");
    await until("the end of its processes", async () => !pids.some(runs));
    await until("the end of its data", async () => !(await stat(dataDir).catch(() => undefined)));
  });

  test("a chosen folder keeps the data for the next start", { timeout: TIME_TO_START }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "drydock-kept-"));
    const first = await startKube({ dataDir, controllers: false });
    await first.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: "kept" } }]);
    await first.stop();
    const second = await startKube({ dataDir, controllers: false });
    try {
      expect((await second.request("/api/v1/namespaces/kept")).status).toBe(200);
    } finally {
      await second.stop();
      await rm(dataDir, { recursive: true });
    }
  });
});

describe("a control plane that cannot start", () => {
  test("says so in the words of its log", { timeout: TIME_TO_START }, async () => {
    const start = startKube({ apiserverArgs: ["--no-such-flag"], controllers: false });
    await expect(start).rejects.toThrow(/kube-apiserver ended with exit code 1:.*unknown flag: --no-such-flag/s);
  });

  test("names what is wrong with a version", async () => {
    await expect(startKube({ version: "1.37" })).rejects.toThrow('"1.37" is not a Kubernetes version such as');
  });
});
