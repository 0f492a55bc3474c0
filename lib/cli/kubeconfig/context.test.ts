import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { addressOf } from "./connection.ts";
import { type PersonalContext, selectContext } from "./context.ts";
import { readKubeconfigs } from "./document.ts";
import { kubeconfigFiles } from "./files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-kubeconfig-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : stringify(content));
  return path;
}

interface Entries {
  readonly server?: string;
  readonly cluster?: Record<string, unknown>;
  readonly user?: Record<string, unknown>;
  readonly namespace?: string;
  readonly current?: string;
}

function config(name: string, { server = `https://${name}.example.com`, cluster, user, namespace, current }: Entries = {}) {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, ...cluster } }],
    users: [{ name, user: user ?? {} }],
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace && { namespace }) } }],
    ...(current !== undefined && { "current-context": current }),
  };
}

function select(files: readonly string[], wanted?: string, env: Record<string, string> = {}): PersonalContext {
  const merged = readKubeconfigs(files);
  if (!merged.ok) throw new Error(merged.error.message);
  const chosen = selectContext(merged.value, wanted, env);
  if (!chosen.ok) throw new Error(`${chosen.error.message} ${chosen.error.remedy}`);
  return chosen.value;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("which files", () => {
  const there = (...paths: string[]) => ({ exists: (path: string) => paths.includes(path) });

  it("is the one that is named, else those of KUBECONFIG that are there, else the home's", () => {
    const env = { KUBECONFIG: "/a:/b::/a", HOME: "/home/me" };
    expect(kubeconfigFiles({ file: "/x", env, ...there("/x", "/a") })).toEqual({ ok: true, value: ["/x"] });
    expect(kubeconfigFiles({ env, ...there("/b", "/a") })).toEqual({ ok: true, value: ["/a", "/b"] });
    expect(kubeconfigFiles({ env, ...there("/b") })).toEqual({ ok: true, value: ["/b"] });
    expect(kubeconfigFiles({ env: { HOME: "/home/me" }, ...there("/home/me/.kube/config") })).toMatchObject({ ok: true });
    expect(kubeconfigFiles({ env, ...there("/home/me/.kube/config") })).toMatchObject({ ok: false });
  });
});

describe("merging", () => {
  it("takes the first entry of a name and the first current context", () => {
    const first = write("first", { ...config("shared", { server: "https://first.example.com" }), "current-context": "" });
    const second = write("second", config("shared", { server: "https://second.example.com", current: "shared" }));
    const third = write("third", config("other", { current: "other", namespace: "web" }));
    expect(select([first, second, third])).toMatchObject({ name: "shared", cluster: { server: "https://first.example.com" } });
    expect(select([first, second, third], "other")).toMatchObject({ namespace: "web" });
  });

  it("takes an empty file for none, and leaves broken entries to whoever uses them", () => {
    const broken = { ...config("good", { current: "good" }), extra: 1 };
    broken.clusters.push({ name: "bad", cluster: {} as { server: string } });
    expect(select([write("empty", ""), write("broken", broken)])).toMatchObject({ name: "good", namespace: "default" });
    expect(() => select([write("dangling", { ...broken, clusters: [], "current-context": "good" })])).toThrow('cluster "good"');
  });

  it("says what is missing, and what there is", () => {
    const file = write("two", config("prod"));
    expect(() => select([file])).toThrow("names no current context. Name one with --context: prod.");
    expect(() => select([file], "stage")).toThrow('has no context "stage". Name one with --context: prod.');
    expect(readKubeconfigs([write("wrong", "clusters: {a: [")])).toMatchObject({
      ok: false,
      error: { code: "kubeconfigUnreadable" },
    });
    expect(readKubeconfigs([write("list", "- a")])).toMatchObject({ ok: false, error: { code: "kubeconfigUnreadable" } });
  });
});

describe("one context", () => {
  const one = (entries: Entries, env?: Record<string, string>) =>
    select([write("nested/config", config("one", { ...entries, current: "one" }))], undefined, env);

  it("reads paths relative to the file, and data before paths", () => {
    write("nested/ca.crt", "FROM FILE");
    expect(addressOf(one({ cluster: { "certificate-authority": "ca.crt" } })).caData).toBe("FROM FILE");
    const both = { "certificate-authority": "ca.crt", "certificate-authority-data": base64("FROM DATA") };
    expect(addressOf(one({ cluster: both })).caData).toBe("FROM DATA");
  });

  it("reads the file of a token before the token, relative to the kubeconfig", () => {
    write("nested/token", "from-file\n");
    expect(one({ user: { tokenFile: "token", token: "beside" } }).user.token).toBe("from-file");
    expect(() => one({ user: { tokenFile: "nowhere" } })).toThrow("The token file nowhere cannot be read (ENOENT).");
  });

  it("keeps the whole of an impersonation", () => {
    const { user, headers } = one({
      user: { as: "jane", "as-uid": "42", "as-groups": ["a", "b"], "as-user-extra": { "example.com/Reason": ["audit"] } },
    });
    expect(user.impersonateUser).toBe("jane");
    expect(headers).toEqual({
      "impersonate-uid": ["42"],
      "impersonate-group": ["a", "b"],
      "impersonate-extra-example.com%2Freason": ["audit"],
    });
  });

  it("warns of what is not verified", () => {
    expect(one({}).warnings).toEqual([]);
    expect(one({ cluster: { "insecure-skip-tls-verify": true } }).warnings[0]).toContain("is not verified");
    expect(one({ server: "http://127.0.0.1:8001" }).warnings[0]).toContain("is not encrypted");
  });

  it("takes the proxy of the entry before that of the environment", () => {
    const env = { HTTPS_PROXY: "http://environment:3128" };
    expect(one({}, env).cluster.proxyUrl).toBe("http://environment:3128");
    expect(one({ cluster: { "proxy-url": "socks5://entry:1080" } }, env).cluster.proxyUrl).toBe("socks5://entry:1080");
  });

  it("finds a plugin as kubectl does, and tells it the cluster where it asks", () => {
    const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "./sign-in", args: ["a"], provideClusterInfo: true };
    const { plugin } = one({ user: { exec }, cluster: { "certificate-authority-data": base64("CA") } });
    expect(plugin).toMatchObject({
      command: join(folder, "nested", "sign-in"),
      args: ["a"],
      interactiveMode: "IfAvailable",
      cluster: { server: "https://one.example.com", "certificate-authority-data": base64("CA") },
    });
    expect(one({ user: { exec: { ...exec, command: "aws", provideClusterInfo: false } } }).plugin).toMatchObject({
      command: "aws",
    });
    expect(() => one({ user: { exec: { ...exec, apiVersion: "client.authentication.k8s.io/v1alpha1" } } })).toThrow(
      "exec.apiVersion",
    );
  });
});
