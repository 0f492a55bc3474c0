import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Descriptor } from "../oci/manifest.ts";
import { ageInDays, imageFacts } from "./image-facts.ts";

const digest = `sha256:${"a".repeat(64)}` as const;
const blob = (size: number): Descriptor => ({ mediaType: "application/octet-stream", digest, size, annotations: {} });
const manifest = { annotations: {}, config: blob(1_000), layers: [blob(2_000_000), blob(30_000)] };
const facts = (config: unknown, annotations: Readonly<Record<string, string>> = {}) =>
  imageFacts(config, { ...manifest, annotations });
const history = (...steps: readonly string[]) => ({
  history: steps.map((created_by) => ({ created: "2026-03-01T00:00:00Z", created_by })),
});

describe("of an image's configuration", () => {
  test("sizes, layers and platform are kept", () => {
    expect(facts({ os: "linux", architecture: "arm64" })).toMatchObject({
      size: 2_031_000,
      layers: 2,
      os: "linux",
      architecture: "arm64",
    });
  });

  test.each([
    ["2026-10-02T08:00:00.123456789+02:00", { created: "2026-10-02T06:00:00.123Z" }],
    ["1970-01-01T00:00:00Z", { createdUnknown: "fixed" }],
    ["1970-01-01T00:00:01Z", { createdUnknown: "fixed" }],
    ["1980-01-01T00:00:01Z", { createdUnknown: "fixed" }],
    ["0001-01-01T00:00:00Z", { createdUnknown: "fixed" }],
    [undefined, { createdUnknown: "absent" }],
    ["yesterday", { createdUnknown: "unreadable" }],
    ["2026-13-45T00:00:00Z", { createdUnknown: "unreadable" }],
    [1_700_000_000, { createdUnknown: "unreadable" }],
  ])("the date %s is read as what it is", (created, expected) => {
    const { created: known, createdUnknown } = facts({ created });
    expect({ ...(known && { created: known }), ...(createdUnknown && { createdUnknown }) }).toEqual(expected);
  });

  test.each([
    [undefined, "linux", "root"],
    ["", undefined, "root"],
    ["0", "linux", "root"],
    ["root:root", "linux", "root"],
    ["00:10", "linux", "root"],
    ["65532:65532", "linux", "number"],
    ["nonroot", "linux", "name"],
    ["<img src=x>", "linux", "unknown"],
    [0, "linux", "unknown"],
    ["", "windows", "unknown"],
    ["ContainerAdministrator", "windows", "root"],
    ["ContainerUser", "windows", "name"],
  ])("the user %j on %s is %s", (User, os, kind) => expect(facts({ os, config: { User } }).user.kind).toBe(kind));

  test("the base is what the manifest says before what a label says, and its age that of the oldest layer", () => {
    const base = "org.opencontainers.image.base";
    const config = {
      ...history("COPY / /"),
      config: { Labels: { [`${base}.name`]: "r.test/old:1", [`${base}.digest`]: digest } },
    };
    expect(facts(config, { [`${base}.name`]: "r.test/new:2" }).base).toEqual({
      name: "r.test/new:2",
      digest,
      created: "2026-03-01T00:00:00.000Z",
    });
    expect(facts({ config: { Labels: { [`${base}.name`]: "=HYPERLINK(1)", [`${base}.digest`]: "sha256:12" } } }).base).toEqual(
      {},
    );
  });

  test("shells and package managers leave traces where a step ran", () => {
    expect(facts(history("RUN /bin/sh -c apk add --no-cache curl && apt-get update # buildkit")).traces).toEqual({
      shell: true,
      packageManagers: ["apk", "apt-get"],
    });
    expect(facts(history("/bin/sh -c #(nop) COPY apk /", "COPY /bin/sh /", "ENTRYPOINT [apt ]")).traces).toEqual({
      shell: false,
      packageManagers: [],
    });
    expect(facts({ config: { Entrypoint: ["/bin/bash", "-c"] } }).traces.shell).toBe(true);
    expect(facts({ config: { Entrypoint: ["/usr/bin/fish-api"] } }).traces.shell).toBe(false);
  });

  test("an address in a label loses its user", () => {
    const Labels = {
      "org.opencontainers.image.source": "https://me:hunter2@github.com/acme/shop",
      "org.opencontainers.image.revision": "abc",
    };
    expect(facts({ config: { Labels } }).labels).toEqual({ source: "https://github.com/acme/shop", revision: "abc" });
  });
});

describe("what looks like a secret", () => {
  const value = "s3cr3t-value-that-nobody-may-see";
  const token = `ghp_${"A1b2".repeat(9)}`;

  test("is told by place, name and kind", () => {
    const config = {
      config: {
        Labels: { password: value, "com.example.note": `https://me:${value}@r.test/`, maintainer: "me" },
        Env: ["PATH=/bin", `DB_PASSWORD=${value}`, "TOKEN_FILE=/run/token", "BROKEN"],
        Entrypoint: ["run", `--with=${token}`],
      },
      ...history(
        `RUN |2 NPM_TOKEN=${value} VERSION=1 /bin/sh -c npm ci # buildkit`,
        `/bin/sh -c #(nop)  ARG API_KEY=${value}`,
        "ARG GITHUB_TOKEN",
        `RUN /bin/sh -c curl https://me:${value}@r.test/ # buildkit`,
      ),
    };
    expect(facts(config, { apiKey: value }).secretsSuspected).toEqual([
      { where: "label", key: "password", credential: "name:password" },
      { where: "label", key: "com.example.note", credential: "value:url-with-password" },
      { where: "annotation", key: "apiKey", credential: "name:api-key" },
      { where: "environment", key: "DB_PASSWORD", credential: "name:password" },
      { where: "command", key: "entry point", credential: "value:github-token" },
      { where: "build argument", key: "NPM_TOKEN", credential: "name:token" },
      { where: "build argument", key: "API_KEY", credential: "name:api-key" },
      { where: "command", key: "step 4", credential: "value:url-with-password" },
    ]);
  });

  test("is never kept, wherever it stands", () => {
    const spot = fc.constantFrom("label", "labelName", "env", "arg", "run", "cmd", "user", "os", "source", "base", "created");
    fc.assert(
      fc.property(spot, fc.constantFrom(token, `https://me:${value}@r.test/`), (where, secret) => {
        const at = (name: string, otherwise: string) => (where === name ? secret : otherwise);
        const config = {
          created: at("created", ""),
          os: at("os", "linux"),
          config: {
            User: at("user", ""),
            Labels: {
              note: at("label", "x"),
              [at("labelName", "y")]: secret,
              "org.opencontainers.image.source": at("source", "x"),
              "org.opencontainers.image.base.name": at("base", "x"),
            },
            Env: [`X=${at("env", "x")}`],
            Cmd: [at("cmd", "x")],
          },
          ...history(`ARG A=${at("arg", "1")}`, `RUN /bin/sh -c echo ${at("run", "1")}`),
        };
        const kept = JSON.stringify(facts(config));
        expect(kept).not.toContain(token);
        expect(kept).not.toContain(value);
      }),
    );
  });

  test("is counted to a limit", () => {
    const Env = Array.from({ length: 60 }, (_, index) => `PASSWORD_${index}_KEY=${token}`);
    const read = facts({ config: { Env } });
    expect(read.secretsSuspected).toHaveLength(50);
    expect(read.secretsCut).toBe(true);
  });
});

test("any JSON at all gives facts that are plain and hold no control characters", () => {
  const keys = fc.constantFrom("config", "history", "created", "created_by", "Labels", "Env", "User", "os", "Cmd", "__proto__");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, fc.string({ unit: "binary" }), fc.jsonValue(), tie("object"), fc.array(tie("tree"))),
    object: fc.dictionary(keys, tie("tree")),
  }));
  fc.assert(
    fc.property(tree, (config) => {
      const read = facts(config);
      expect(JSON.parse(JSON.stringify(read))).toEqual(read);
      expect(read.user.kind === "unknown" ? "" : read.user.name).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(read.secretsSuspected.map(({ key }) => key).join()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
  );
});

test("an age is unknown where the date is, or lies ahead", () => {
  const now = new Date("2026-11-28T00:00:00Z");
  expect(["2026-11-18T12:00:00.000Z", undefined, "2027-01-01T00:00:00.000Z"].map((date) => ageInDays(date, now))).toEqual([
    9,
    undefined,
    undefined,
  ]);
});
