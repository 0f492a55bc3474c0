import { expect, test } from "vitest";
import { createTestApi } from "#test/api/api.ts";

test("the settings name each catalogue that the release ships, with its date and how far it reaches", async () => {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const settings = await (await api.ask("GET", "/settings", { cookie })).json();
  expect(settings.catalogues).toEqual([
    {
      name: "Roles and bindings that Kubernetes creates",
      asOf: expect.stringMatching(/^Kubernetes 1\.\d+\.\d+$/),
      reaches: expect.stringMatching(/1\.\d+–1\.\d+$/),
    },
  ]);
});
