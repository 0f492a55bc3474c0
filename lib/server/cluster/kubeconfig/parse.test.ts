import { describe, expect, it } from "vitest";
import { issueCertificate } from "#test/tls/certificates.ts";
import { listContexts, parseKubeconfig } from "./parse.ts";

const authority = issueCertificate({ commonName: "authority", authority: true });
const client = issueCertificate(
  { commonName: "jane", organization: "system:masters", notAfter: new Date("2030-01-01T00:00:00Z") },
  authority,
);
const other = issueCertificate({ commonName: "other" });
const base64 = (text: string) => Buffer.from(text).toString("base64");
const jwt = (claims: object) => ["e30", Buffer.from(JSON.stringify(claims)).toString("base64url"), "c2ln"].join(".");
const SECRET = "s3cr3t-canary-value";

interface Fields {
  cluster?: Record<string, unknown>;
  user?: Record<string, unknown>;
  context?: Record<string, unknown>;
  top?: Record<string, unknown>;
}

/** JSON is YAML, so a world is an object. */
function kubeconfig({ cluster, user, context, top }: Fields = {}): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "dock",
        cluster: {
          server: "https://api.example.com:6443",
          "certificate-authority-data": base64(authority.certificate),
          ...cluster,
        },
      },
    ],
    users: [{ name: "jane", user: user ?? { token: SECRET } }],
    contexts: [{ name: "here", context: { cluster: "dock", user: "jane", ...context } }],
    "current-context": "here",
    ...top,
  });
}

function refusals(input: string | Uint8Array, options = {}) {
  const parsed = parseKubeconfig(input, options);
  if (parsed.ok) throw new Error("was accepted");
  expect(JSON.stringify(parsed.error)).not.toContain(SECRET);
  for (const one of parsed.error) expect([one.message, one.remedy].every((text) => text.length > 10)).toBe(true);
  return parsed.error;
}

describe("what is accepted", () => {
  it("a token, with the authority and a server name", () => {
    const token = jwt({ sub: "system:serviceaccount:drydock:drydock-reader", exp: 1_900_000_000 });
    const parsed = parseKubeconfig(kubeconfig({ cluster: { "tls-server-name": "API.test" }, user: { token } }));
    expect(parsed).toEqual({
      ok: true,
      value: {
        context: "here",
        name: "dock",
        endpoint: {
          url: "https://api.example.com:6443",
          origin: "https://api.example.com:6443",
          host: "api.example.com",
          port: 6443,
          pathPrefix: "",
        },
        caData: authority.certificate,
        tlsServerName: "api.test",
        credential: { kind: "token", token },
        facts: {
          kind: "token",
          endless: false,
          expiresAt: "2030-03-17T17:46:40.000Z",
          subject: "system:serviceaccount:drydock:drydock-reader",
          serviceAccount: { namespace: "drydock", name: "drydock-reader" },
        },
        ignored: [],
      },
    });
  });

  it("a client certificate with its key", () => {
    const user = { "client-certificate-data": base64(client.certificate), "client-key-data": base64(client.key) };
    const parsed = parseKubeconfig(kubeconfig({ user }));
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        credential: { kind: "certificate", certificate: client.certificate, key: client.key },
        facts: {
          kind: "certificate",
          endless: false,
          expiresAt: "2030-01-01T00:00:00.000Z",
          subject: "O=system:masters, CN=jane",
        },
      },
    });
  });

  it.each([SECRET, jwt({ sub: "x" }), jwt({ exp: "soon" }), jwt({ exp: -1 }), "a.b.c", "kubeconfig-u-abc:xyz"])(
    "a token without a readable end, and says so: %s",
    (token) => {
      expect(parseKubeconfig(kubeconfig({ user: { token } }))).toMatchObject({ ok: true, value: { facts: { endless: true } } });
    },
  );

  it("fields without effect, and leaves them out", () => {
    const extensions = [{ name: "cluster_info", extension: { provider: "minikube.sigs.k8s.io" } }];
    const parsed = parseKubeconfig(
      kubeconfig({ cluster: { extensions }, context: { namespace: "web", extensions }, top: { preferences: {} } }),
    );
    expect(parsed.ok && parsed.value.ignored).toEqual([
      "preferences",
      "contexts[0].context.namespace",
      "contexts[0].context.extensions",
      "clusters[0].cluster.extensions",
    ]);
    expect(JSON.stringify(parsed)).not.toContain("minikube");
  });

  it("no authority: the public ones are meant", () => {
    expect(parseKubeconfig(kubeconfig({ cluster: { "certificate-authority-data": undefined } }))).toMatchObject({ ok: true });
  });

  it("block YAML with comments, and bytes with a byte order mark", () => {
    const text =
      "clusters:\n- name: a # here\n  cluster:\n    server: https://a.example\nusers:\n- name: b\n  user:\n    token: abc\ncontexts:\n- name: c\n  context: {cluster: a, user: b}\n";
    expect(parseKubeconfig(text)).toMatchObject({ ok: true, value: { context: "c" } });
    expect(parseKubeconfig(Buffer.from(`\uFEFF${text}`))).toMatchObject({ ok: true });
  });

  it("nothing but text of the authority's certificates", () => {
    const noisy = `comment\n${authority.certificate}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n${other.certificate}`;
    const parsed = parseKubeconfig(kubeconfig({ cluster: { "certificate-authority-data": base64(noisy) } }));
    expect(parsed.ok && parsed.value.caData).toBe(authority.certificate + other.certificate);
  });
});

describe("what is refused by name", () => {
  it.each([
    ["exec", { command: "/bin/sh", args: ["-c", SECRET] }],
    ["exec", null],
    ["auth-provider", { name: "gcp", config: { "cmd-path": "/bin/sh" } }],
    ["tokenFile", `/${SECRET}`],
    ["token-file", `/${SECRET}`],
    ["client-certificate", `/${SECRET}`],
    ["client-key", `/${SECRET}`],
    ["username", SECRET],
    ["password", SECRET],
    ["as", SECRET],
    ["as-uid", SECRET],
    ["as-groups", ["system:masters"]],
    ["as-user-extra", { a: ["b"] }],
    ["impersonate", SECRET],
    ["proxy-url", "http://proxy.example"],
    ["insecure-skip-tls-verify", true],
    ["certificate-authority", "/etc/ca"],
  ])("user.%s", (field, value) => {
    for (const user of [{ [field]: value }, { token: SECRET, [field]: value }]) {
      const refused = refusals(kubeconfig({ user }));
      expect(refused).toMatchObject([{ code: "fieldRefused", path: `users[0].user.${field}`, line: 1 }]);
    }
  });

  it.each([
    ["certificate-authority", "/etc/ca"],
    ["insecure-skip-tls-verify", true],
    ["insecure-skip-tls-verify", false],
    ["proxy-url", "socks5://proxy.example"],
    ["exec", { command: "x" }],
  ])("cluster.%s", (field, value) => {
    expect(refusals(kubeconfig({ cluster: { [field]: value } }))).toMatchObject([
      { code: "fieldRefused", path: `clusters[0].cluster.${field}` },
    ]);
  });

  it("unknown fields anywhere", () => {
    expect(refusals(kubeconfig({ cluster: { "disable-compression": true } }))).toMatchObject([
      { code: "fieldUnknown", path: "clusters[0].cluster.disable-compression" },
    ]);
    expect(refusals(kubeconfig({ context: { as: SECRET } }))).toMatchObject([
      { code: "fieldRefused", path: "contexts[0].context.as" },
    ]);
    expect(refusals(kubeconfig({ top: { exec: 1 } }))).toMatchObject([{ code: "fieldUnknown", path: "exec" }]);
    expect(refusals(kubeconfig({ top: { users: [{ name: "jane", user: { token: SECRET }, exec: {} }] } }))).toMatchObject([
      { path: "users[0].exec" },
    ]);
    expect(refusals(kubeconfig({ user: { token: SECRET, constructor: 1, __proto__x: 1, toString: 1 } }))).toHaveLength(3);
  });

  it("all of them at once, each with a remedy", () => {
    const refused = refusals(
      kubeconfig({
        cluster: { "proxy-url": "x", "insecure-skip-tls-verify": true },
        user: { exec: {}, username: "u", tokenFile: "f" },
      }),
    );
    expect(refused.map((one) => one.path)).toEqual([
      "clusters[0].cluster.proxy-url",
      "clusters[0].cluster.insecure-skip-tls-verify",
      "users[0].user.exec",
      "users[0].user.username",
      "users[0].user.tokenFile",
    ]);
    expect(refused[2]?.remedy).toContain("npx drydock register --context NAME");
  });

  it("a name that may be a slipped value is not repeated", () => {
    const long = `${SECRET}${"x".repeat(60)}`;
    expect(refusals(kubeconfig({ user: { token: "t", [long]: 1 } }))[0]?.path).toBe("users[0].user.(a name that is not shown)");
  });

  it("__proto__ is a name like any other", () => {
    const text =
      '{"clusters":[{"name":"a","cluster":{"server":"https://a.example","__proto__":{"polluted":true}}}],"users":[{"name":"b","user":{"token":"t"}}],"contexts":[{"name":"c","context":{"cluster":"a","user":"b"}}],"__proto__":{"polluted":true}}';
    expect(refusals(text)).toMatchObject([{ code: "fieldUnknown", path: "__proto__" }]);
    const inside = text.replace('],"__proto__":{"polluted":true}}', "]}");
    expect(refusals(inside)).toMatchObject([{ code: "fieldUnknown", path: "clusters[0].cluster.__proto__" }]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("credentials and certificates", () => {
  const pair = { "client-certificate-data": base64(client.certificate), "client-key-data": base64(client.key) };
  it.each([
    ["noCredential", {}],
    ["noCredential", { "client-certificate-data": pair["client-certificate-data"] }],
    ["twoCredentials", { token: SECRET, ...pair }],
    ["keyMismatch", { ...pair, "client-key-data": base64(other.key) }],
    ["keyInvalid", { ...pair, "client-key-data": base64(SECRET) }],
    ["keyInvalid", { ...pair, "client-key-data": "not base64!" }],
    [
      "keyEncrypted",
      {
        ...pair,
        "client-key-data": base64("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"),
      },
    ],
    ["certificateInvalid", { ...pair, "client-certificate-data": base64(SECRET) }],
    [
      "certificateInvalid",
      { ...pair, "client-certificate-data": base64("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----") },
    ],
    ["tokenInvalid", { token: `${SECRET} with spaces` }],
    ["tokenInvalid", { token: `${SECRET}\r\nX-Injected: 1` }],
    ["tokenInvalid", { token: "" }],
    ["tokenInvalid", { token: "ü" }],
    ["tokenInvalid", { token: "x".repeat(20_000) }],
    ["fieldInvalid", { token: 12345 }],
    ["fieldInvalid", { token: [SECRET] }],
  ])("%s", (code, user) => expect(refusals(kubeconfig({ user }))).toMatchObject([{ code }]));

  it("an authority that is none", () => {
    for (const data of [base64(SECRET), "%%%", "", base64(client.key)])
      expect(refusals(kubeconfig({ cluster: { "certificate-authority-data": data } }))).toMatchObject([
        { code: "authorityInvalid" },
      ]);
  });

  it("a credential that has ended, when the time is known", () => {
    const now = new Date("2031-01-01T00:00:00Z");
    expect(refusals(kubeconfig({ user: { token: jwt({ exp: 1_900_000_000 }) } }), { now })).toMatchObject([
      { code: "tokenExpired" },
    ]);
    expect(refusals(kubeconfig({ user: pair }), { now })).toMatchObject([{ code: "certificateExpired" }]);
  });

  it.each([
    ["http://a.example", "endpointNotHttps"],
    [`https://u:${SECRET}@a.example`, "endpointUserinfo"],
    ["unix:///run/x.sock", "endpointNotHttps"],
    ["", "endpointInvalid"],
  ])("the server %s", (server, code) =>
    expect(refusals(kubeconfig({ cluster: { server } }))).toMatchObject([{ code, path: "clusters[0].cluster.server" }]),
  );
  it("a missing server", () =>
    expect(refusals(kubeconfig({ cluster: { server: undefined } }))).toMatchObject([{ code: "serverMissing" }]));
  it.each(["a b", "a..b", "a".repeat(300), "http://a", "a/b"])("the server name %s", (name) => {
    expect(refusals(kubeconfig({ cluster: { "tls-server-name": name } }))).toMatchObject([{ code: "fieldInvalid" }]);
  });
});

describe("contexts", () => {
  const many = kubeconfig({
    top: {
      users: [
        { name: "jane", user: { token: SECRET } },
        { name: "cloud", user: { exec: { command: "aws" } } },
      ],
      contexts: [
        { name: "here", context: { cluster: "dock", user: "jane" } },
        { name: "eks", context: { cluster: "dock", user: "cloud" } },
        { name: "lost", context: { cluster: "nowhere", user: "jane" } },
      ],
      "current-context": "",
    },
  });

  it("are listed with what would be refused of each, and without a secret", () => {
    const listed = listContexts(many);
    expect(listed).toMatchObject({
      ok: true,
      value: [
        { name: "here", current: false, server: "https://api.example.com:6443", refused: [] },
        { name: "eks", refused: [{ path: "users[1].user.exec" }] },
        { name: "lost", refused: [{ code: "missingReference", path: "contexts[2].context.cluster" }] },
      ],
    });
    expect(JSON.stringify(listed)).not.toContain(SECRET);
  });
  it("must be chosen when there are several", () => {
    expect(refusals(many)).toMatchObject([{ code: "contextRequired" }]);
    expect(refusals(many, { context: "none" })).toMatchObject([{ code: "contextUnknown" }]);
    expect(refusals(many, { context: "eks" })).toMatchObject([{ code: "fieldRefused" }]);
    expect(parseKubeconfig(many, { context: "here" })).toMatchObject({ ok: true });
  });
  it("names stand once", () => {
    const users = [
      { name: "jane", user: { token: SECRET } },
      { name: "jane", user: { token: "other" } },
    ];
    expect(refusals(kubeconfig({ top: { users } }))).toMatchObject([{ code: "duplicateName", path: "users[1].user" }]);
  });
});

describe("hostile text", () => {
  const laughs = `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
  it.each([
    ["tooLarge", "#".repeat(10 * 1024 * 1024)],
    ["tooLarge", "ü".repeat(200 * 1024)],
    ["yamlAnchor", laughs],
    ["yamlAnchor", "clusters: *missing"],
    ["yamlAnchor", "*a : 1"],
    ["yamlMergeKey", "clusters: []\n<<: {a: 1}"],
    ["yamlTag", "clusters: !!js/function 'x'"],
    ["yamlTag", "clusters: !!str x"],
    ["yamlTag", "!custom {clusters: []}"],
    ["duplicateKey", "clusters: []\nclusters: []"],
    ["duplicateKey", '{"clusters":[],"\\u0063lusters":[]}'],
    ["multipleDocuments", "clusters: []\n---\nclusters: []"],
    ["yamlTooDeep", "[".repeat(200_000)],
    ["yamlTooDeep", "- ".repeat(100_000)],
    ["yamlTooDeep", `clusters: ${"[".repeat(100)}${"]".repeat(100)}`],
    ["yamlInvalid", "clusters: [\n"],
    ["yamlInvalid", "? [a]\n: 1"],
    ["yamlInvalid", "1: 2"],
    ["notUtf8", "clusters: \0"],
    ["notAKubeconfig", ""],
    ["notAKubeconfig", "null"],
    ["notAKubeconfig", "just text"],
    ["notAKubeconfig", "[]"],
    ["notAKubeconfig", "<html></html>"],
    ["notAKubeconfig", "kind: Pod\napiVersion: v1"],
    ["notAKubeconfig", "kind: Deployment\napiVersion: apps/v1\nusers: []"],
    ["contextUnknown", "clusters: []"],
    ["fieldInvalid", "clusters: {}"],
    ["fieldInvalid", "users: [1]\ncontexts: [{name: 1}]"],
  ])("is refused as %s", (code, text) => {
    expect(refusals(text).map((one) => one.code)).toContain(code);
  });
  it.each([[Uint8Array.of(0xff, 0xfe, 0x61, 0)], [Uint8Array.of(0xc3, 0x28)], [Uint8Array.of(0x61, 0)]])(
    "bytes that are not UTF-8 text",
    (bytes) => {
      expect(refusals(bytes)).toMatchObject([{ code: "notUtf8" }]);
    },
  );
  it("names the line", () => {
    expect(refusals("clusters: []\nusers: []\nusers: []")).toMatchObject([{ code: "duplicateKey", line: 3 }]);
    expect(
      refusals(
        "clusters:\n- name: a\n  cluster:\n    server: https://a.example\nusers:\n- name: b\n  user:\n    token: a\n    exec: {}\ncontexts:\n- {name: c, context: {cluster: a, user: b}}",
      ),
    ).toMatchObject([{ path: "users[0].user.exec", line: 9 }]);
  });
});
