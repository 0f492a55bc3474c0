import { afterEach, describe, expect, test } from "vitest";
import { absent, found } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import type { ImageIdentity } from "#core/supply-chain/images/identity.ts";
import { startForge, type TestForge } from "#test/forge/server.ts";
import { forgeAttestations } from "./attestations.ts";
import { Forges } from "./client.ts";

const digest: Digest = `sha256:${"a".repeat(64)}`;
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const repository = { "/repos/acme/shop": { default_branch: "main", full_name: "acme/shop" } };

async function serve(answers: Record<string, unknown>): Promise<TestForge> {
  const forge = await startForge({ answers: { ...repository, ...answers }, token: "secret" });
  open.push(() => forge.close());
  return forge;
}

interface Of {
  readonly token?: string;
  readonly source?: string;
  readonly identities?: readonly ImageIdentity[];
}

function look(forge: TestForge, { token = "secret", source, identities = [] }: Of = {}) {
  const forges = new Forges(
    {
      policy: { loopback: true, privateRanges: true, ownEndpoints: [] },
      authorities: [forge.authority],
      clock: { now: () => new Date(), sleep: async () => undefined, random: () => 0.5 },
      version: "test",
    },
    { forges: [{ kind: "github", host: forge.host, ...(token !== "" && { token }) }] },
  );
  open.push(() => forges.close());
  const labels = source === undefined ? absent : found({ source });
  const image = { digest, kind: "manifest" as const, identities, labels, failures: [] };
  return forgeAttestations(forges, { place: { registry: "r.test", repository: "acme/shop" }, image });
}

describe("attestations that GitHub keeps", () => {
  test("are evidence that nobody judged yet, with where they were found", async () => {
    const forge = await serve({
      [`/repos/acme/shop/attestations/${digest}`]: { attestations: [{ bundle: { mediaType: "x" } }] },
    });
    const { artifacts, looked } = await look(forge, { source: `https://${forge.host}/acme/shop.git` });
    expect(artifacts).toMatchObject([
      {
        layout: "github-attestations",
        place: `attestations of ${forge.host}/acme/shop`,
        attachedTo: digest,
        content: { kind: "evidence", evidence: { kind: "bundle", bundle: { mediaType: "x" } } },
      },
    ]);
    expect(looked).toMatchObject([{ answer: { kind: "found", count: 1 } }]);
  });

  test("that are not there, and those that could not be asked for, are told apart", async () => {
    const none = await serve({});
    expect((await look(none, { source: `https://${none.host}/acme/shop` })).looked).toMatchObject([
      { answer: { kind: "absent" } },
    ]);
    const hidden = await serve({ "/repos/acme/shop": undefined });
    const { looked } = await look(hidden, { source: `https://${hidden.host}/acme/other` });
    expect(looked).toMatchObject([{ answer: { kind: "unknown", failure: { code: "forbidden" } } }]);
  });

  test("of more platforms than are asked about are not said to be absent", async () => {
    const forge = await serve({});
    const digestOf = (number: number): Digest => `sha256:${number.toString(16).padStart(64, "0")}`;
    const identities = Array.from({ length: 21 }, (_, number) => ({ manifest: digestOf(number), config: digest }));
    const { looked } = await look(forge, { source: `https://${forge.host}/acme/shop`, identities });
    expect(looked.map(({ attachedTo }) => attachedTo)).toEqual([digest, ...identities.map(({ manifest }) => manifest)]);
    expect(looked.filter(({ answer }) => answer.kind === "absent")).toHaveLength(20);
    expect(looked.slice(20)).toMatchObject([
      { answer: { kind: "unknown", failure: { code: "tooLarge" } } },
      { answer: { kind: "unknown", failure: { code: "tooLarge" } } },
    ]);
  });

  test("are looked for nowhere without a token, and where nothing names a repository", async () => {
    const forge = await serve({});
    expect(await look(forge, { source: `https://${forge.host}/acme/shop`, token: "" })).toEqual({ artifacts: [], looked: [] });
    expect(await look(forge, { source: "https://elsewhere.test/acme/shop" })).toEqual({ artifacts: [], looked: [] });
    expect(await look(forge)).toEqual({ artifacts: [], looked: [] });
    expect(forge.requests).toEqual([]);
  });
});
