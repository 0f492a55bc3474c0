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
    {
      name: "APIs of Kubernetes, since when and until when",
      asOf: expect.stringMatching(/^Kubernetes 1\.\d+\.\d+, made on \d{4}-/),
      reaches: expect.stringMatching(/^1\.15–1\.\d+$/),
    },
    {
      name: "Support calendar of Kubernetes, EKS, AKS and GKE",
      asOf: expect.stringMatching(/^\d{4}-/),
      reaches: expect.stringMatching(/^1\.\d+–1\.\d+$/),
    },
  ]);
});
