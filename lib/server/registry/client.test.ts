/** The client against a registry of our own that is honest, and against ones that lie. */
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { parseImageReference } from "#core/supply-chain/images/reference.ts";
import { type Lie, startRegistry, type TestRegistry, type TestRegistryOptions } from "#test/registry/server.ts";
import { RegistryStore } from "#test/registry/store.ts";
import type { RegistryAccess } from "./access.ts";
import { Registries } from "./client.ts";
import type { ContentSource } from "./content.ts";
import { RegistryHosts } from "./hosts.ts";

const store = new RegistryStore();
const config = store.blob("{}", "application/vnd.oci.image.config.v1+json");
const image = store.manifest({ config, layers: [] }, "1.0");
const artefacts = ["a", "b", "c"].map((name) =>
  store.manifest({ config, layers: [store.blob(name)], subject: image, artifactType: "application/x" }),
);
const digest = image.digest as Digest;
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function serve(options: Partial<TestRegistryOptions> = {}): Promise<TestRegistry> {
  const registry = await startRegistry({ store, ...options });
  open.push(() => registry.close());
  return registry;
}

/** Time passes when somebody sleeps. */
function clock() {
  let now = Date.UTC(2026, 10, 28);
  const slept: number[] = [];
  const sleep = async (milliseconds: number) => {
    now += milliseconds;
    slept.push(milliseconds);
  };
  return { now: () => new Date(now), sleep, random: () => 0.5, slept };
}

interface Client {
  readonly access?: Partial<RegistryAccess>;
  readonly listed?: boolean;
  readonly loopback?: boolean;
  readonly timeoutMs?: number;
}

function connect(registry: TestRegistry, { access, listed = true, loopback = true, timeoutMs }: Client = {}) {
  const time = clock();
  const hosts = new RegistryHosts({
    policy: { loopback, privateRanges: true, ownEndpoints: [] },
    authorities: [registry.authority],
    clock: time,
    version: "test",
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  open.push(() => hosts.close());
  const registries = new Registries(hosts, {
    registries: listed ? [{ host: registry.host, ...access }] : [],
    signatures: [],
  });
  const reference = parseImageReference(`${registry.host}/acme/shop`);
  if (reference === undefined) throw new Error("no reference");
  return { source: registries.repository(reference), slept: time.slept };
}

function sourceOf(registry: TestRegistry, client: Client = {}): ContentSource {
  const { source } = connect(registry, client);
  if (!source.ok) throw new Error(source.error.message);
  return source.value;
}

async function codeOf(look: Promise<{ kind: string; failure?: { code: string; message: string } }>): Promise<string> {
  const answer = await look;
  return answer.failure?.code ?? answer.kind;
}

describe("an honest registry", () => {
  test("gives manifests by tag and by digest, blobs, and a definite no", async () => {
    const source = sourceOf(await serve());
    expect(await source.manifest("1.0")).toMatchObject({ kind: "found", value: { digest } });
    expect(await source.manifest(digest)).toMatchObject({ kind: "found", value: { digest } });
    expect(await source.blob({ digest: config.digest as Digest, size: config.size })).toMatchObject({ kind: "found" });
    expect(await source.manifest("2.0")).toEqual({ kind: "absent" });
  });

  test("lists what refers to an image, page by page, or has no such list", async () => {
    const source = sourceOf(await serve({ referrers: true, pageSize: 1 }));
    const look = await source.referrers(digest);
    expect(look.kind === "found" && look.value.map((one) => one.digest)).toEqual(artefacts.map((one) => one.digest));
    expect(await sourceOf(await serve()).referrers(digest)).toEqual({ kind: "absent" });
  });

  test.each(["basic", "token"] as const)("that wants %s gets it, once", async (kind) => {
    const auth = { kind, username: "puller", password: "p:w" };
    const registry = await serve({ auth });
    const source = sourceOf(registry, { access: { credential: { username: "puller", password: "p:w" } } });
    expect(await codeOf(source.manifest("1.0"))).toBe("found");
    expect(await codeOf(source.manifest("2.0"))).toBe("absent");
    expect(registry.requests.filter(({ path }) => path.startsWith("/token"))).toHaveLength(kind === "token" ? 1 : 0);
    expect(await codeOf(sourceOf(registry).manifest("1.0"))).toBe("unauthorized");
    const wrong = { credential: { username: "puller", password: "no" } };
    expect(await codeOf(sourceOf(registry, { access: wrong }).manifest("1.0"))).toBe("unauthorized");
  });

  test("is asked for a token for this repository alone, whatever it proposes", async () => {
    const registry = await serve({ auth: { kind: "token", username: "u", password: "p" } });
    await sourceOf(registry, { access: { credential: { username: "u", password: "p" } } }).manifest("1.0");
    const asked = registry.requests.find(({ path }) => path.startsWith("/token"))?.path ?? "";
    expect(new URLSearchParams(asked.split("?")[1]).getAll("scope")).toEqual(["repository:acme/shop:pull"]);
  });
});

describe("a registry that is not listed, or must not be dialled", () => {
  test("is not asked", async () => {
    const registry = await serve();
    const { source } = connect(registry, { listed: false });
    expect(source.ok ? "" : source.error.code).toBe("hostNotAllowed");
    expect(await codeOf(sourceOf(registry, { loopback: false }).manifest("1.0"))).toBe("addressRefused");
    expect(registry.requests).toEqual([]);
  });

  test("that is gone is unknown, and never a no", async () => {
    const registry = await serve();
    registry.close();
    expect(await codeOf(sourceOf(registry).manifest("1.0"))).toBe("unreachable");
  });
});

describe("a registry that lies", () => {
  const always =
    (answer: (response: Parameters<Lie>[1]) => void): Lie =>
    (_request, response) => {
      answer(response);
      return true;
    };
  const manifestType = { "content-type": "application/vnd.oci.image.manifest.v1+json" };

  test("about content is found out", async () => {
    const source = sourceOf(await serve({ lie: always((response) => response.writeHead(200, manifestType).end("[]")) }));
    expect(await codeOf(source.manifest(digest))).toBe("wrongDigest");
    expect(await codeOf(source.blob({ digest: config.digest as Digest, size: config.size }))).toBe("wrongDigest");
    expect(await codeOf(source.blob({ digest: config.digest as Digest, size: 1 }))).toBe("wrongDigest");
    const headed = { ...manifestType, "docker-content-digest": digest };
    const tagged = sourceOf(await serve({ lie: always((response) => response.writeHead(200, headed).end("{}")) }));
    expect(await codeOf(tagged.manifest("1.0"))).toBe("wrongDigest");
  });

  test("by never ending is cut off", async () => {
    const lie = always((response) => {
      response.writeHead(200, manifestType);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x20)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    expect(await codeOf(sourceOf(await serve({ lie })).manifest("1.0"))).toBe("tooLarge");
  });

  test("by unpacking to far more than it sends is cut off", async () => {
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const headers = { ...manifestType, "content-encoding": "gzip" };
    const source = sourceOf(await serve({ lie: always((response) => response.writeHead(200, headers).end(packed)) }));
    expect(await codeOf(source.manifest("1.0"))).toBe("tooLarge");
    expect(await codeOf(source.referrers(digest))).toBe("tooLarge");
    expect(await codeOf(source.blob({ digest: config.digest as Digest, size: config.size }))).toBe("wrongDigest");
  });

  test("by breaking off what it packed, or calling packed what is not, is unknown", async () => {
    const headers = { ...manifestType, "content-encoding": "gzip" };
    const cut = gzipSync(Buffer.from("{}".repeat(5_000))).subarray(0, 20);
    const half = sourceOf(await serve({ lie: always((response) => response.writeHead(200, headers).end(cut)) }));
    expect(await codeOf(half.manifest("1.0"))).toBe("unreachable");
    const plain = sourceOf(await serve({ lie: always((response) => response.writeHead(200, headers).end("{}")) }));
    expect(await codeOf(plain.manifest("1.0"))).toBe("malformed");
  });

  test("by nesting without end is no list of referrers", async () => {
    const deep = `{"manifests":[],"annotations":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`;
    const index = { "content-type": "application/vnd.oci.image.index.v1+json" };
    const source = sourceOf(await serve({ lie: always((response) => response.writeHead(200, index).end(deep)) }));
    expect(await codeOf(source.referrers(digest))).toBe("malformed");
  });

  test("by dripping byte after byte runs out of time", async () => {
    const dripping: ReturnType<typeof setInterval>[] = [];
    open.push(() => dripping.forEach(clearInterval));
    const lie = always((response) => {
      response.writeHead(200, manifestType);
      dripping.push(setInterval(() => response.write(" "), 5));
    });
    expect(await codeOf(sourceOf(await serve({ lie }), { timeoutMs: 200 }).manifest("1.0"))).toBe("unreachable");
  });

  test("about how much it sends, or with headers without end, is unknown", async () => {
    const short = always((response) => {
      response.writeHead(200, { ...manifestType, "content-length": "1000" }).write("{");
      response.once("error", () => undefined);
      setImmediate(() => response.destroy());
    });
    expect(await codeOf(sourceOf(await serve({ lie: short })).manifest("1.0"))).toBe("unreachable");
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, place) => [`x-${place}`, "x".repeat(1_000)]));
    const headed = always((response) => response.writeHead(200, { ...manifestType, ...many }).end("{}"));
    expect(await codeOf(sourceOf(await serve({ lie: headed })).manifest("1.0"))).toBe("malformed");
  });

  test("by never ending its list is cut off after as many pages as are read", async () => {
    const index = "application/vnd.oci.image.index.v1+json";
    const again = always((response) =>
      response.writeHead(200, { "content-type": index, link: '<?n=1>; rel="next"' }).end('{"manifests":[]}'),
    );
    const registry = await serve({ lie: again });
    expect(await codeOf(sourceOf(registry).referrers(digest))).toBe("tooLarge");
    expect(registry.requests).toHaveLength(20);
  });

  test("by never ending its tokens is cut off", async () => {
    const endless: Lie = ({ url }, response) => {
      if (!url?.startsWith("/token")) return false;
      response.writeHead(200, { "content-type": "application/json" }).end(`{"token":"${"a".repeat(1024 * 1024)}"}`);
      return true;
    };
    const auth = { kind: "token", username: "u", password: "p" } as const;
    const access = { credential: { username: "u", password: "p" } };
    expect(await codeOf(sourceOf(await serve({ auth, lie: endless }), { access }).manifest("1.0"))).toBe("tooLarge");
  });

  test("with a 401 to every token that it gave is left, and asked no more often the next time", async () => {
    const lie: Lie = ({ url, headers }, response) => {
      if (url?.startsWith("/token")) {
        response.writeHead(200, { "content-type": "application/json" }).end('{"token":"worthless","expires_in":3600}');
        return true;
      }
      const realm = `Bearer realm="https://${headers.host}/token",service="test"`;
      response.writeHead(401, { "www-authenticate": realm }).end();
      return true;
    };
    const registry = await serve({ lie });
    const source = sourceOf(registry, { access: { credential: { username: "u", password: "p" } } });
    expect(await codeOf(source.manifest("1.0"))).toBe("unauthorized");
    expect(registry.requests).toHaveLength(3);
    expect(await codeOf(source.manifest("1.0"))).toBe("unauthorized");
    expect(registry.requests).toHaveLength(6);
  });

  test("about a realm that is listed and lies at the metadata service is refused when it is dialled", async () => {
    const auth = { kind: "token", username: "u", password: "p", realm: "https://169.254.169.254/token" } as const;
    const access = { credential: { username: "u", password: "p" }, realms: ["169.254.169.254"] };
    expect(await codeOf(sourceOf(await serve({ auth }), { access }).manifest("1.0"))).toBe("addressRefused");
  });

  test.each([
    'Bearer realm="',
    `Bearer ${'realm="'.repeat(1_000)}`,
    `Bearer realm="${"\\".repeat(3_000)}"`,
    `Bearer ${"a".repeat(9_000)}`,
    "Negotiate abc",
    "",
  ])("with a challenge that is none (%.30s) is sent no credential", async (challenge) => {
    const lie = always((response) => response.writeHead(401, { "www-authenticate": challenge }).end());
    const registry = await serve({ lie });
    const source = sourceOf(registry, { access: { credential: { username: "u", password: "p" } } });
    expect(await codeOf(source.manifest("1.0"))).toMatch(/^(?:realmNotAllowed|unauthorized)$/);
    expect(registry.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test("by never answering runs out of time", async () => {
    expect(await codeOf(sourceOf(await serve({ lie: () => true }), { timeoutMs: 100 }).manifest("1.0"))).toBe("unreachable");
  });

  test.each([
    ["https://169.254.169.254/latest/meta-data", "redirectNotAllowed"],
    ["http://localhost/", "redirectNotAllowed"],
    ["https://user:pw@localhost/", "redirectNotAllowed"],
    ["//", "redirectNotAllowed"],
    ["file:///etc/passwd", "redirectNotAllowed"],
  ])("by sending us to %s is not followed", async (location, code) => {
    const lie = always((response) => response.writeHead(307, { location }).end());
    expect(await codeOf(sourceOf(await serve({ lie })).manifest("1.0"))).toBe(code);
  });

  test("by sending us in circles is left", async () => {
    const registry = await serve({ lie: always((response) => response.writeHead(302, { location: "/v2/again" }).end()) });
    expect(await codeOf(sourceOf(registry).manifest("1.0"))).toBe("redirectNotAllowed");
    expect(registry.requests).toHaveLength(4);
  });

  test("by sending us to an address of the metadata service that is listed is refused when it is dialled", async () => {
    const lie = always((response) => response.writeHead(307, { location: "https://169.254.169.254/x" }).end());
    const source = sourceOf(await serve({ lie }), { access: { contentHosts: ["169.254.169.254"] } });
    expect(await codeOf(source.manifest("1.0"))).toBe("addressRefused");
  });

  test("by sending us to a host for content is followed there without the credential", async () => {
    const content = await serve();
    const to = `https://${content.host}`;
    const auth = { kind: "basic", username: "u", password: "p" } as const;
    const registry = await serve({
      auth,
      lie: (request, response) => {
        if (request.headers.authorization === undefined || !request.url?.includes("/blobs/")) return false;
        response.writeHead(307, { location: `${to}${request.url}` }).end();
        return true;
      },
    });
    const access = { credential: { username: "u", password: "p" }, contentHosts: [content.host] };
    const source = sourceOf(registry, { access });
    expect(await codeOf(source.blob({ digest: config.digest as Digest, size: config.size }))).toBe("found");
    expect(content.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test.each([
    "http://localhost/token",
    "https://169.254.169.254/token",
    "https://elsewhere.test/token",
    "",
    "https://u:p@localhost/",
  ])("about who hands out tokens (%s) is sent no credential", async (realm) => {
    const other = await serve();
    const auth = { kind: "token", username: "u", password: "p", realm } as const;
    const registry = await serve({ auth });
    const source = sourceOf(registry, { access: { credential: { username: "u", password: "p" } } });
    expect(await codeOf(source.manifest("1.0"))).toBe("realmNotAllowed");
    expect([...registry.requests, ...other.requests].map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test.each([
    [401, "unauthorized"],
    [403, "forbidden"],
    [500, "serverError"],
    [418, "malformed"],
    [204, "malformed"],
  ])("with %i is unknown, in every place", async (status, code) => {
    const source = sourceOf(await serve({ lie: always((response) => response.writeHead(status).end()) }));
    expect(await codeOf(source.manifest("1.0"))).toBe(code);
    expect(await codeOf(source.referrers(digest))).toBe(code);
  });

  test("with a 404 that no registry gives is unknown", async () => {
    const source = sourceOf(await serve({ lie: always((response) => response.writeHead(404).end("<html>")) }));
    expect(await codeOf(source.manifest("1.0"))).toBe("malformed");
  });

  test("with another page's content for a list of referrers has no list", async () => {
    const lie: Lie = ({ url }, response) => {
      if (!url?.includes("/referrers/")) return false;
      response.writeHead(200, { "content-type": "text/html" }).end("<html>");
      return true;
    };
    expect(await sourceOf(await serve({ lie })).referrers(digest)).toEqual({ kind: "absent" });
  });

  test.each([
    "https://other.test/v2/x",
    "https://169.254.169.254/v2/x",
    "//other.test/v2/x",
    "http://localhost/v2/x",
    "/token?x",
    "/v2/../latest/meta-data",
    "javascript:alert(1)",
    "https://[",
    `/v2/${"x".repeat(5_000)}`,
  ])("by continuing its list at %.40s is not followed", async (next) => {
    const lie: Lie = ({ url }, response) => {
      if (!url?.includes("/referrers/")) return false;
      const headers = { "content-type": "application/vnd.oci.image.index.v1+json", link: `<${next}>; rel="next"` };
      response.writeHead(200, headers).end('{"manifests":[]}');
      return true;
    };
    const registry = await serve({ lie });
    expect(await codeOf(sourceOf(registry).referrers(digest))).toBe("redirectNotAllowed");
    expect(registry.requests).toHaveLength(1);
  });
});

describe("a registry that is asked too often", () => {
  const busy = (times: number, headers: Record<string, string>): Lie => {
    let left = times;
    return (_request, response) => {
      if (left === 0) return false;
      left -= 1;
      response.writeHead(429, headers).end();
      return true;
    };
  };

  test("is asked again when it wants to be", async () => {
    const { source, slept } = connect(await serve({ lie: busy(2, { "retry-after": "7" }) }));
    expect(source.ok && (await codeOf(source.value.manifest("1.0")))).toBe("found");
    expect(slept).toEqual([7_000, 7_000]);
  });

  test.each(["-1", "NaN", "1e9", "Fri, 31 Dec 9999 23:59:59 GMT", "9".repeat(400), ""])(
    "and says when in a way that is not read (%.30s) is asked again after pauses of our own",
    async (retryAfter) => {
      const { source, slept } = connect(await serve({ lie: busy(2, { "retry-after": retryAfter }) }));
      expect(source.ok && (await codeOf(source.value.manifest("1.0")))).toBe("found");
      expect(slept).toEqual([1_000, 2_000]);
    },
  );

  test("is left alone when it wants more patience than we have, and then is unknown", async () => {
    const { source, slept } = connect(await serve({ lie: busy(9, { "retry-after": "3600" }) }));
    expect(source.ok && (await codeOf(source.value.manifest("1.0")))).toBe("throttled");
    expect(slept).toEqual([]);
    expect(await codeOf(sourceOf(await serve({ lie: busy(9, {}) })).manifest("1.0"))).toBe("throttled");
  });
});
