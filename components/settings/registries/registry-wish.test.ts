import { expect, it } from "vitest";
import type { Registry } from "#contracts/supply-chain/registries.ts";
import { hostsOf, pushOf, signaturesOf, wishOf } from "./registry-wish.ts";

const registry: Registry = {
  ...{ id: "rgy_a", host: "r.test", via: "mirror.test", realms: ["auth.test", "b.test"], contentHosts: ["*.blobs.test"] },
  ...{ authorities: [], images: 0, updatedBy: "Ada", updatedAt: "2026-11-28T00:00:00Z" },
  signatures: [{ prefix: "r.test/acme", repository: "r.test/signatures" }],
};

it("a registry goes into the form and comes back as it was", () => {
  const wish = wishOf(registry, "");
  expect(hostsOf(wish.realms)).toEqual(registry.realms);
  expect(hostsOf(wish.contentHosts)).toEqual(registry.contentHosts);
  expect(signaturesOf(wish.signatures)).toEqual(registry.signatures);
  expect(pushOf(wish)).toBeUndefined();
  for (const push of [{ api: "harbor" }, { api: "quay" }, { api: "gitlab", forge: "gitlab.test" }] as const)
    expect(pushOf(wishOf({ ...registry, push }, ""))).toEqual(push);
  expect(wish).toMatchObject({ via: "mirror.test", username: "", password: "" });
});

it("lists are taken with commas, blanks and empty lines, and a line without a repository is left to be refused", () => {
  expect(hostsOf(" a.test,b.test  c.test,\n")).toEqual(["a.test", "b.test", "c.test"]);
  expect(signaturesOf("\n r.test/a = r.test/s \nr.test/b\n")).toEqual([
    { prefix: "r.test/a", repository: "r.test/s" },
    { prefix: "r.test/b", repository: "" },
  ]);
});
