import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import { type IssuedCertificate, issueCertificate } from "#test/tls/certificates.ts";
import { openConnection } from "./connect.ts";
import { parseKubeconfig } from "./kubeconfig/parse.ts";
import { preflight } from "./preflight.ts";
import { testConnection } from "./test-connection.ts";

const policy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
const authority = issueCertificate({ commonName: "client authority", authority: true });
let kube: Kube;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "drydock-client-ca-"));
  writeFileSync(join(folder, "ca.crt"), authority.certificate);
  kube = await startKube({ controllers: false, apiserverArgs: [`--client-ca-file=${join(folder, "ca.crt")}`] });
}, TIME_TO_START);
afterAll(async () => {
  await kube.stop();
  rmSync(folder, { recursive: true });
});

async function connectWith({ certificate, key }: IssuedCertificate, server = kube.server) {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const kubeconfig = {
    clusters: [{ name: "a", cluster: { server, "certificate-authority-data": kube.caData } }],
    users: [{ name: "b", user: { "client-certificate-data": base64(certificate), "client-key-data": base64(key) } }],
    contexts: [{ name: "c", context: { cluster: "a", user: "b" } }],
  };
  const parsed = parseKubeconfig(JSON.stringify(kubeconfig));
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  return openConnection(parsed.value, { policy, version: "0.0.0-test" });
}

it("signs in with a client certificate", async () => {
  const connection = await connectWith(issueCertificate({ commonName: "jane", organization: "system:masters" }, authority));
  expect(await testConnection(connection)).toMatchObject({ category: "ok", version: `v${kube.version}` });
  const seen = await preflight(connection, { checks: [] });
  // Before 1.28 the API server does not say who is asking.
  expect(seen.ok && [undefined, "jane"]).toContain(seen.ok && seen.value.user);
  expect(seen.ok && seen.value.resources.every(({ access }) => access === "cluster")).toBe(true);
  await connection.close();
});

it("is told when the certificate is of another authority", async () => {
  const connection = await connectWith(issueCertificate({ commonName: "mallory", organization: "system:masters" }));
  expect(await testConnection(connection)).toMatchObject({ category: "auth" });
  await connection.close();
});
