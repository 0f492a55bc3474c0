import { describe, expect, test } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { setupTokenHash } from "./setup.ts";

async function openedApi(endsIn = 60_000): Promise<TestApi> {
  const api = await createTestApi();
  await api.data.repositories.installation.ensure();
  await api.data.repositories.installation.openSetup(setupTokenHash("the token"), new Date(Date.now() + endsIn));
  return api;
}

const person = (email = "first@example.com", token = "the token") => ({
  token,
  email,
  name: "First",
  password: "twelve letters",
});
const setUp = (api: TestApi, body: unknown) => api.ask("POST", "/setup", { body });

describe("the set-up link", () => {
  test("makes the first administrator of all clusters, once", async () => {
    const api = await openedApi();
    const made = await setUp(api, person("First@Example.com"));
    expect([made.status, await made.json()]).toEqual([200, { email: "first@example.com" }]);
    const [user] = await api.data.repositories.users.list(systemScope);
    expect(user).toMatchObject({ email: "first@example.com", role: "admin", scope: { clusters: "all" } });
    const again = await setUp(api, person("second@example.com"));
    expect([again.status, (await again.json()).code]).toEqual([404, "setupClosed"]);
    expect(await api.data.repositories.users.list(systemScope)).toHaveLength(1);
  });

  test("lets one of many through who come at the same time", async () => {
    const api = await openedApi();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => setUp(api, person(`p${i}@example.com`))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404, 404, 404, 404, 404, 404]);
    expect(await api.data.repositories.users.list(systemScope)).toHaveLength(1);
  });

  test("says the same of a wrong token, one that ended, and an installation that is set up", async () => {
    const api = await openedApi();
    const late = await openedApi(-1);
    const taken = await openedApi();
    await taken.signIn({ role: "admin" });
    const answers = await Promise.all([
      setUp(api, person("a@example.com", "another token")),
      setUp(api, person("a@example.com", setupTokenHash("the token"))),
      setUp(late, person()),
      setUp(taken, person()),
    ]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
  });

  test("is refused over plain HTTP away from this machine", async () => {
    const api = await createTestApi({ environment: { DRYDOCK_URL: "http://drydock.example" } });
    const answer = await api.ask("POST", "/setup", { body: person(), headers: { origin: "http://drydock.example" } });
    expect([answer.status, (await answer.json()).code]).toEqual([403, "insecureTransport"]);
  });

  test("keeps the token for who mistypes", async () => {
    const api = await openedApi();
    const short = await setUp(api, { ...person(), password: "short" });
    expect(await short.json()).toMatchObject({
      code: "badRequest",
      issues: [{ path: "password", message: "Use at least 12 characters." }],
    });
    expect((await setUp(api, person())).status).toBe(200);
  });
});
