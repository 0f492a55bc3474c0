import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { issueCertificate } from "#test/tls/certificates.ts";
import { listContexts, parseKubeconfig } from "./parse.ts";

/** At least the 10,000 of the promise; CASES asks for more. */
const numRuns = Math.max(10_000, Number(process.env.CASES ?? 0));
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const authority = issueCertificate({ commonName: "authority", authority: true });
const base64 = (text: string) => Buffer.from(text).toString("base64");

let folder: string;
let secretFile: string;
let program: string;
let marker: string;
const CANARY = "canary-content-of-the-planted-file";
const LONG_AGO = new Date("2001-01-01T00:00:00Z");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-canary-"));
  secretFile = join(folder, "secret");
  program = join(folder, "program");
  marker = join(folder, "was-run");
  writeFileSync(secretFile, CANARY);
  writeFileSync(program, `#!/bin/sh\ntouch ${marker}\necho '{"kind":"ExecCredential"}'\n`);
  chmodSync(program, 0o755);
  for (const path of [secretFile, program]) utimesSync(path, LONG_AGO, new Date());
});
afterAll(() => rmSync(folder, { recursive: true }));

const bait = fc.constantFrom("secretFile", "program").map((name) => (name === "program" ? program : secretFile));
const value: fc.Arbitrary<unknown> = fc.oneof(
  bait,
  bait.map((path) => `file://${path}`),
  bait.map((path) => ({ command: path, args: [path], apiVersion: "client.authentication.k8s.io/v1", interactiveMode: "Never" })),
  bait.map((path) => ({ name: "gcp", config: { "cmd-path": path, "cmd-args": path, tokenFile: path } })),
  fc.constantFrom(
    "https://api.example.com:6443",
    base64(authority.certificate),
    base64(authority.key),
    "token",
    true,
    null,
    "",
    0,
    {},
    [],
  ),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
);
const names = [
  ...["server", "certificate-authority-data", "tls-server-name", "token", "client-certificate-data", "client-key-data"],
  ...[
    "exec",
    "auth-provider",
    "tokenFile",
    "token-file",
    "client-certificate",
    "client-key",
    "certificate-authority",
    "proxy-url",
  ],
  ...[
    "insecure-skip-tls-verify",
    "username",
    "password",
    "as",
    "as-groups",
    "extensions",
    "__proto__",
    "constructor",
    "toString",
  ],
];
const body = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string() }),
  value,
  { maxKeys: 5, noNullPrototype: true },
);
const cluster = fc.oneof(
  body,
  body.map((rest) => ({ server: "https://api.example.com", ...rest })),
  fc.constant({ server: "https://api.example.com" }),
);
const user = fc.oneof(
  body,
  body.map((rest) => ({ token: "t", ...rest })),
  fc.constant({ token: "t" }),
);
const document = fc
  .record({ cluster, user, context: fc.oneof(body, fc.constant({})), top: fc.oneof(body, fc.constant({})) })
  .map((one) => ({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "a", cluster: one.cluster }],
    users: [{ name: "b", user: one.user }],
    contexts: [{ name: "c", context: { cluster: "a", user: "b", ...one.context } }],
    ...one.top,
  }));
const text = fc.oneof(
  { weight: 4, arbitrary: document.map((one) => JSON.stringify(one)) },
  { weight: 2, arbitrary: document.map((one) => stringify(one)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        document,
        fc.nat(),
        fc.constantFrom("&a ", "*a", "!!str ", "<<: ", "\t", "\0", "---\n", "{", "]", '"', "\uD800", "\u202e", "? ", "\n"),
      )
      .map(([one, at, noise]) => {
        const whole = stringify(one);
        const place = at % (whole.length + 1);
        return whole.slice(0, place) + noise + whole.slice(place);
      }),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
);

const ALLOWED = ["caData", "context", "credential", "endpoint", "facts", "ignored", "name", "tlsServerName"];

it(`reads no file, runs no program and keeps no foreign field (seed ${seed}, ${numRuns} cases)`, () => {
  let accepted = 0;
  fc.assert(
    fc.property(text, (input) => {
      const parsed = parseKubeconfig(input);
      listContexts(Buffer.from(input));
      if (parsed.ok) {
        accepted += 1;
        expect(Object.keys(parsed.value).filter((key) => !ALLOWED.includes(key))).toEqual([]);
        expect(Object.getPrototypeOf(parsed.value)).toBe(Object.prototype);
        expect(Object.keys(parsed.value.credential)).toEqual(
          parsed.value.credential.kind === "token" ? ["kind", "token"] : ["kind", "certificate", "key"],
        );
        expect(parsed.value.endpoint.url.startsWith("https://")).toBe(true);
      } else {
        expect(parsed.error.length).toBeGreaterThan(0);
        for (const { code, message, remedy } of parsed.error) expect(code && message && remedy).toBeTruthy();
      }
      expect(JSON.stringify(parsed)).not.toContain(CANARY);
    }),
    { numRuns, seed },
  );
  expect(accepted).toBeGreaterThan(numRuns / 200);
  expect(existsSync(marker)).toBe(false);
  for (const path of [secretFile, program]) expect(statSync(path).atime).toEqual(LONG_AGO);
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 300_000);
